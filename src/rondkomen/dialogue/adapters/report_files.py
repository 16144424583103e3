"""The report of a session as a tagged PDF and as a Word file people can edit."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache, partial
from importlib import resources
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable

from rondkomen.dialogue.core.report.document import (
    Block,
    Bullets,
    Document,
    Dots,
    Heading,
    Paragraph,
    Table,
)
from rondkomen.files import pdf

DEFAULT_COLOUR = "#0b4f5c"
_PICTURE_WIDTH = Cm(16)
_NOT_IN_WORD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Table: "table",
    Dots: "dots",
}
# A page as wide as the text of the report, as high as the picture.
_ALONE = "\n#set page(width: 16cm, height: auto, margin: 4pt)\n#dots(data.one)\n"


def as_pdf(document: Document, colour: str = DEFAULT_COLOUR) -> bytes:
    """The report as PDF/UA-1.

    Shape: `colour` as #rrggbb.
    """
    data = {
        "title": document.title,
        "subtitle": document.subtitle,
        "colour": colour,
        "blocks": [_plain(block) for block in document.blocks],
    }
    return pdf.render(_template("dots.typ") + _template("report.typ"), data)


def as_docx(document: Document, colour: str = DEFAULT_COLOUR) -> bytes:
    """The report as a Word file with real headings, table headers and alternative texts.

    Shape: `colour` as #rrggbb.
    """
    file, readable = docx.Document(), _for_word(document)
    _dress(file, readable, colour)
    file.add_heading(readable.title, 0)
    file.add_paragraph(readable.subtitle)
    writers: dict[type, Callable[[WordDocument, Any], None]] = {
        Heading: _heading,
        Paragraph: _paragraph,
        Bullets: _bullets,
        Table: _table,
        Dots: partial(_dots, colour=colour),
    }
    for block in readable.blocks:
        writers[type(block)](file, block)
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _for_word(part: Any) -> Any:
    """The same, with a space for each sign a Word file cannot hold, as the line break of a slide."""
    if isinstance(part, str):
        return _NOT_IN_WORD.sub(" ", part)
    if isinstance(part, tuple):
        return tuple(map(_for_word, part))
    if is_dataclass(part) and not isinstance(part, type):
        return replace(
            part, **{one.name: _for_word(getattr(part, one.name)) for one in fields(part)}
        )
    return part


@cache
def _template(name: str) -> str:
    folder = resources.files("rondkomen.dialogue.content") / "documents"
    return (folder / name).read_text(encoding="utf-8")


def _plain(block: Block) -> dict[str, Any]:
    return {"kind": _KINDS[type(block)], **asdict(block)}


def _dress(file: WordDocument, document: Document, colour: str) -> None:
    file.core_properties.title = document.title
    file.core_properties.language = "nl-NL"
    file.core_properties.author = ""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    normal: Any = file.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Sans", Pt(10.5)
    normal.element.rPr.append(_language())
    for name in ("Title", "Heading 1"):
        style: Any = file.styles[name]
        style.font.color.rgb = RGBColor(red, green, blue)


def _language() -> Any:
    found = OxmlElement("w:lang")
    found.set(qn("w:val"), "nl-NL")
    return found


def _heading(file: WordDocument, block: Heading) -> None:
    file.add_heading(block.text, block.level)


def _paragraph(file: WordDocument, block: Paragraph) -> None:
    run = file.add_paragraph().add_run(block.text)
    if block.is_lead:
        run.font.size = Pt(12)


def _bullets(file: WordDocument, block: Bullets) -> None:
    for item in block.items:
        file.add_paragraph(item, style="List Bullet")


def _table(file: WordDocument, block: Table) -> None:
    table = file.add_table(rows=1, cols=len(block.header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, block.header, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    _repeat_header(table)
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file.add_paragraph()


def _repeat_header(table: WordTable) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def _dots(file: WordDocument, block: Dots, *, colour: str) -> None:
    data = {"title": "", "colour": colour, "one": asdict(block)}
    image = pdf.picture(_template("dots.typ") + _ALONE, data)
    shape = file.add_picture(io.BytesIO(image), width=_PICTURE_WIDTH)
    shape._inline.docPr.set("descr", block.in_words)
