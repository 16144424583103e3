"""The glossary is complete, its words are used, and no Dutch word hides in an identifier."""

import ast
import re
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.architecture.source import ROOT, Code

REQUIRED = ("nl", "en", "definition", "source", "code")
_WORD = re.compile(r"[a-zà-ÿ]{3,}")
_IDENTIFIER_PART = re.compile(r"[A-Z]?[a-z]{2,}")
_PLACEHOLDER = re.compile(r"<[^<>]*>|\{[^{}]*\}|%\([^()]*\)")
_DUTCH = re.compile(r"\b(?:de|het|een|van|niet|voor|met|geen|deze|dit|zijn|naar|als)\b")
_ENGLISH = re.compile(r"\b(?:the|of|and|with|from|not|must|is)\b")


def read() -> dict[str, Any]:
    """The glossary as it stands in the documentation."""
    return tomllib.loads((ROOT / "docs" / "glossary.toml").read_text(encoding="utf-8"))


def incomplete(terms: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Entries that lack a field, repeat a word, or define it in less than a sentence."""
    seen: set[str] = set()
    for term in terms:
        name = str(term.get("nl", term))
        lacking = [field for field in REQUIRED if not term.get(field)]
        if lacking:
            yield f"{name}: lacks {', '.join(lacking)}"
        elif len(term["definition"].split()) < 5 or not term["definition"].endswith("."):
            yield f"{name}: a definition is a sentence"
        if name.casefold() in seen:
            yield f"{name}: stands in it twice"
        seen.add(name.casefold())


def unused(terms: Iterable[dict[str, Any]], text: str) -> Iterator[str]:
    """Entries of which no form occurs in the text of the product."""
    for term in terms:
        forms = "|".join(re.escape(form) for form in term["code"])
        if not re.search(rf"(?<![a-z])(?:{forms})", text, re.IGNORECASE):
            yield f"{term['nl']}: none of {term['code']} is used"


def dutch_identifiers(codes: Iterable[Code], known: set[str]) -> set[str]:
    """Parts of identifiers that occur in Dutch sentences, not in English, and are not known.

    ``known`` holds the words of the glossary; their plural in -en or -s is known too.
    """
    used, dutch = set(), set()
    for code in codes:
        used |= set(_identifier_parts(code.tree))
        dutch |= set(_dutch_words(code.tree))
    known = known | {f"{word}{ending}" for word in known for ending in ("n", "en", "s")}
    return (used & dutch) - english_words() - known


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """The English of Python's own library: a word list that is there wherever Python is."""
    library = Path(sysconfig.get_path("stdlib"))
    files = [*library.glob("*.py"), *library.glob("email/*.py"), *library.glob("pydoc_data/*.py")]
    text = "\n".join(file.read_text(encoding="utf-8", errors="ignore") for file in files)
    return frozenset(_WORD.findall(text.lower()))


def _identifier_parts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        for field in ("name", "arg", "id", "attr"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                yield from (part.lower() for part in _IDENTIFIER_PART.findall(value))


def _dutch_words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = _PLACEHOLDER.sub(" ", node.value.lower())
            if _DUTCH.search(text) and not _ENGLISH.search(text):
                yield from _WORD.findall(text)
