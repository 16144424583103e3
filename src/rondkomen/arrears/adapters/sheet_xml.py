"""The XML inside a workbook: rows of a sheet and the table of shared texts."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.parsers import expat

from rondkomen.arrears.core.cells import Cell
from rondkomen.arrears.core.limits import MOST_COLUMNS
from rondkomen.kernel.refusal import Refused

WIDEST = MOST_COLUMNS + 50  # cells further right are not kept
_MOST_TEXT = 60_000_000  # signs in the table of shared texts
_MOST_TEXTS = 2_000_000
_LONGEST_CELL = 40_000  # a spreadsheet allows 32.767
_HIGHEST_ROW = 1_048_576
_LAST_DAY = 2_958_465  # 31-12-9999 as a spreadsheet counts
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(slots=True)
class SheetRow:
    """One row of a sheet; `formulas` and `errors` are the places of such cells."""

    number: int
    cells: list[Cell] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)


def broken_workbook() -> Refused:
    """Return the refusal of a file that is no whole workbook."""
    return Refused(
        "Het Excel-bestand is beschadigd of onvolledig. Sla het opnieuw op als .xlsx.", code="xlsx"
    )


def column_place(letters: str) -> int:
    """Return the place of a column, counted from 0."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def local_name(name: str) -> str:
    """Return the name of an element without its namespace."""
    return name.rpartition(" ")[2]


def new_parser() -> expat.XMLParserType:
    """Return a parser that refuses document types and entities, which a workbook never has."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise broken_workbook()

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, chunk: bytes, *, final: bool = False) -> None:
    """Nothing; the parser has read the next piece.

    Raises: Refused when it is no XML.
    """
    try:
        parser.Parse(chunk, final)
    except (expat.ExpatError, LookupError, ValueError) as broken:  # the last two: its encoding
        raise broken_workbook() from broken


class TextParser:
    """Collects the shared texts of a workbook; phonetic spellings are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._reading = False
        self._phonetic = False
        self._size = 0
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes) -> None:
        """Nothing; the texts in this piece were collected."""
        feed(self._parser, chunk)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if local == "rPh":
            self._phonetic = True
        elif local == "t":
            self._reading = not self._phonetic

    def _characters(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)
            self._size += len(text)
            if self._size > _MOST_TEXT:
                raise broken_workbook()

    def _end(self, name: str) -> None:
        local = local_name(name)
        if local == "t":
            self._reading = False
        elif local == "rPh":
            self._phonetic = False
        elif local == "si":
            self.texts.append("".join(self._pieces))
            self._pieces.clear()
            if len(self.texts) > _MOST_TEXTS:
                raise broken_workbook()


class SheetParser:
    """Turns the XML of a sheet into rows while it is fed."""

    def __init__(self, texts: list[str], dates: frozenset[int], epoch: date) -> None:
        self._texts, self._dates, self._epoch = texts, dates, epoch
        self._ready: list[SheetRow] = []
        self._row = SheetRow(0)
        self._place = -1
        self._type = ""
        self._style = 0
        self._formula = False
        self._pieces: list[str] = []
        self._length = 0
        self._reading = False
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, final: bool = False) -> Iterator[SheetRow]:
        """Return the rows that this piece completed.

        Raises: Refused when it is no sheet.
        """
        feed(self._parser, chunk, final=final)
        ready, self._ready = self._ready, []
        return iter(ready)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if local == "c":
            self._start_cell(attributes)
        elif local in ("v", "t"):
            self._reading = True
        elif local == "f":
            self._formula = True
        elif local == "row":
            number = attributes.get("r", "")
            previous = self._row.number
            known = number.isascii() and number.isdigit() and len(number) < 8
            self._row = SheetRow(int(number) if known else previous + 1)
            self._place = -1
            if self._row.number > _HIGHEST_ROW:
                raise broken_workbook()

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = _LETTERS.match(attributes.get("r", ""))
        self._place = column_place(letters[0]) if letters else self._place + 1
        self._type = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isascii() and style.isdigit() and len(style) < 8 else 0
        self._formula = False
        self._pieces.clear()
        self._length = 0

    def _characters(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > _LONGEST_CELL:
                raise broken_workbook()

    def _end(self, name: str) -> None:
        local = local_name(name)
        if local in ("v", "t"):
            self._reading = False
        elif local == "c":
            self._end_cell()
        elif local == "row" and self._row.cells:
            self._ready.append(self._row)

    def _end_cell(self) -> None:
        if self._place >= WIDEST:
            return
        text = "".join(self._pieces)
        if not text and not self._formula:
            return
        cells = self._row.cells
        cells.extend([None] * (self._place + 1 - len(cells)))
        if self._formula:
            self._row.formulas.append(self._place)
        if self._type == "e":
            self._row.errors.append(self._place)
        elif text:
            cells[self._place] = self._value(text)

    def _value(self, text: str) -> Cell:
        if self._type == "s":
            place = int(text) if text.isascii() and text.isdigit() else -1
            if not 0 <= place < len(self._texts):
                raise broken_workbook()
            return self._texts[place]
        if self._type in ("inlineStr", "str", "d"):
            return text
        if self._type == "b":
            return text == "1"
        return self._number(text)

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return text
        if not math.isfinite(number):
            return text
        if self._style in self._dates and 0 < number < _LAST_DAY:
            return self._epoch + timedelta(days=int(number))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
