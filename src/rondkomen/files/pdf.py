"""Letters and reports as tagged PDF that a screen reader can read (PDF/UA-1)."""

import json
import re
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
_NO_FONT = re.compile(r'the text `"(?:\\u\{([0-9a-f]{1,6})\}|(.))')
_BOX = "□"
_STRETCHES_FROM = "\u3000"
_PACKAGE_MARK = '"@'  # an import of a package, which the engine would fetch from the internet

# In front of every template: the values, the language, the title and our own fonts. One line, so
# that the engine's line numbers need only one taken off.
_PRELUDE = (
    "#let data = json(bytes(sys.inputs.data));"
    " #set document(title: data.title);"
    ' #set text(lang: data.at("lang", default: "nl"), font: "Noto Sans", size: 11pt);'
    ' #set page(paper: "a4", margin: 2.5cm)\n'
)


class TemplateFault(Exception):
    """A template of ours that the document engine does not accept: a fault in the program."""


def render(template_source: str, data: Mapping[str, Any], *, made_on: date | None = None) -> bytes:
    """Return the PDF that a typst template makes of ``data``.

    The template finds the values as ``data``: they are values, never markup, so a name with a
    hash sign or a bracket is printed as it is; a sign that our fonts do not have, such as most
    emoji, is printed as a small box. ``data`` must hold a ``title``, which PDF/UA-1
    asks for; ``lang`` defaults to Dutch. Paper, margins and font are set and can be overridden.
    ``made_on`` fixes the date in the file, for a result that is the same byte for byte.

    ``template_source`` is part of the program: texts that people edit go into ``data``.

    Shape: anything JSON can hold, at every depth.
    Raises: TemplateFault when the template does not compile or imports a package.
    """
    moment = datetime.combine(made_on, time(), tzinfo=UTC) if made_on else None
    return _compiled(template_source, data, format="pdf", pdf_standards=["ua-1"], timestamp=moment)


def picture(template_source: str, data: Mapping[str, Any], *, pixels_per_inch: int = 200) -> bytes:
    """Return the PNG of the one page that a typst template makes of ``data``, as `render` does.

    For word processors, which draw no vectors of ours.

    Raises: TemplateFault when the template does not compile or imports a package.
    """
    return _compiled(template_source, data, format="png", ppi=float(pixels_per_inch))


def _compiled(template_source: str, data: Mapping[str, Any], **how: Any) -> bytes:
    if _PACKAGE_MARK in template_source:
        raise TemplateFault("A template stands on its own: it may not import a package.")
    source = (_PRELUDE + template_source).encode()
    values = json.dumps(data, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as nothing_to_read:
        compiler = typst.Compiler(root=Path(nothing_to_read), font_paths=_fonts())
        while True:
            try:
                document = compiler.compile(source, sys_inputs={"data": values}, **how)
                break
            except typst.TypstError as fault:
                shown = _with_boxes(values, fault.message)
                if shown == values:
                    hints = " ".join(fault.hints)
                    raise TemplateFault(f"{fault.message} {hints}".strip()) from fault
                values = shown
    if not isinstance(document, bytes):
        raise TemplateFault("The engine returned no document.")
    return document


def _with_boxes(values: str, complaint: str) -> str:
    """The values with a box for the sign the engine has no font for, and for those beside it.

    Emoji and Chinese come many at a time: from there on a whole stretch of signs goes at once.
    """
    found = _NO_FONT.search(complaint)
    if found is None:
        return values
    sign = chr(int(found[1], 16)) if found[1] else found[2]
    if sign < _STRETCHES_FROM:
        return values.replace(json.dumps(sign, ensure_ascii=False)[1:-1], _BOX)
    stretch = ord(sign) >> 12
    return "".join(_BOX if ord(one) >> 12 == stretch else one for one in values)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
