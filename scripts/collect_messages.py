"""Brings the English catalogue up to date with the texts in code and templates.

    python scripts/collect_messages.py

The Dutch text is the key; what is new gets an empty translation, what is gone is
dropped. Prints how many still wait. `compile_messages.py` makes the file Django reads.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src/rondkomen"
CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"

_TABLE = re.compile(r"^[A-Z].*_LABELS$|^EVENT_TEXTS$")
_ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_LITERAL = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|'''.*?'''|\"\"\".*?\"\"\")"""
_IN_TEMPLATE = re.compile(
    rf"(?:\b|_)(gettext|ngettext|_)\(\s*{_LITERAL}(?:\s*,\s*{_LITERAL})?", re.DOTALL
)

Message = str | tuple[str, str]


def in_code(text: str) -> Iterator[Message]:
    """The texts that a Python module marks for translation, and the words of its label tables."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _labels(node)
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        words = [
            part.value
            for part in node.args
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        if name in _ONE and words:
            yield words[0]
        elif name in _PLURAL and len(words) >= 2:
            yield words[0], words[1]


def _labels(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """The words of a table such as `ROLE_LABELS`: cores hold plain Dutch, screens look it up."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if (
        isinstance(target, ast.Name)
        and _TABLE.search(target.id)
        and isinstance(node.value, ast.Dict)
    ):
        for word in node.value.values:
            if isinstance(word, ast.Constant) and isinstance(word.value, str):
                yield word.value


def in_template(text: str) -> Iterator[Message]:
    """The texts that a template marks for translation, as Django itself finds them."""
    for name, first, second in _IN_TEMPLATE.findall(templatize(text)):
        one = ast.literal_eval(first)
        yield (one, ast.literal_eval(second)) if name == "ngettext" and second else one


def messages() -> dict[Message, str]:
    """Every text for translation, with a file where it occurs."""
    found: dict[Message, str] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if (
            path.suffix not in {".py", ".html", ".txt"}
            or "tests" in path.parts
            or "migrations" in path.parts
        ):
            continue
        read = in_code if path.suffix == ".py" else in_template
        for message in read(path.read_text(encoding="utf-8")):
            found.setdefault(message, str(path.relative_to(PACKAGE)))
    return found


def catalogue() -> Catalog:
    """The English catalogue as it stands."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(catalog: Catalog) -> list[Message]:
    """The texts in use that the catalogue does not say in English."""

    def is_said(message: Message) -> bool:
        entry = catalog.get(message if isinstance(message, str) else message[0])
        said = entry.string if entry else ""
        return bool(said) and all([said] if isinstance(said, str) else list(said or ()))

    return [message for message in messages() if not is_said(message)]


def without_dates(text: str) -> str:
    """The catalogue without header lines that change at every run or say nothing."""
    kept = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-")
    lines = text.splitlines(keepends=True)
    end = next(place for place, line in enumerate(lines) if line == "\n")
    head = [
        line
        for line in lines[:end]
        if not line.startswith('"') or line.startswith(tuple(f'"{name}' for name in kept))
    ]
    return "".join(
        [
            "# The English texts of Rondkomen; the Dutch text is the key.\n",
            *(line for line in head if line[0] != "#"),
            *lines[end:],
        ]
    )


def main() -> int:
    """Rewrites the catalogue; 1 when texts wait for a translation."""
    old = catalogue() if CATALOGUE.exists() else Catalog(locale="en")
    new = Catalog(locale="en", project="Rondkomen", fuzzy=False, charset="utf-8")
    for message, place in messages().items():
        key = message if isinstance(message, str) else message[0]
        entry = old.get(key)
        new.add(message, entry.string if entry else "", locations=[(place, 0)])
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, new, include_lineno=False, sort_output=True, width=110)
    CATALOGUE.write_text(without_dates(written.getvalue().decode()), encoding="utf-8")
    waiting = untranslated(new)
    print(f"{len(new)} texts, {len(waiting)} without a translation")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
