"""A register file, as an office exports it: CSV, read line by line and refused with its place."""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rondkomen.kernel.dutch.dates import parse_date
from rondkomen.kernel.refusal import Refused

_SEPARATORS = ";,\t"
_KNOWN_IN_PART = re.compile(
    r"0+|[0-9]{4}-?[0-9]{2}-?00"
)  # as the BRP writes a day it does not know


def rows(
    path: Path, columns: tuple[str, ...], *, needed: frozenset[str]
) -> Iterator[dict[str, Any]]:
    """The lines of a register file by column, with dates, numbers and postcodes read.

    Columns that are not `needed` may be left out, and others may stand in the file.

    Raises: Refused when the file is missing or not readable, or a line cannot be understood.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            first = handle.readline()
            handle.seek(0)
            separator = max(_SEPARATORS, key=first.count)
            reader = csv.DictReader(handle, delimiter=separator, restval="")
            _must_have(needed - set(reader.fieldnames or ()), path)
            for number, line in enumerate(reader, start=2):
                yield {name: _read(name, line.get(name, ""), (path, number)) for name in columns}
    except FileNotFoundError as missing:
        raise Refused(
            f"Het registerbestand {path.name} ontbreekt, en zonder is er niets om mee te matchen."
            f" Vraag de technisch beheerder het in de map {path.parent.name} te zetten.",
            code="register-missing",
        ) from missing
    except (OSError, UnicodeDecodeError, csv.Error) as broken:
        raise Refused(
            f"Het registerbestand {path.name} is niet te lezen. Bewaar het als CSV in UTF-8.",
            code="register-broken",
        ) from broken


def _must_have(missing: frozenset[str], path: Path) -> None:
    if missing:
        raise Refused(
            f"In registerbestand {path.name} ontbreken de kolommen {', '.join(sorted(missing))}.",
            code="register-columns",
        )


def _read(column: str, text: str, place: tuple[Path, int]) -> object:
    reader = _READERS.get(column)
    if reader is None:
        return text.strip()
    try:
        return reader(text.strip())
    except ValueError as wrong:
        path, number = place
        raise Refused(
            f"Registerbestand {path.name}, rij {number}, kolom {column}: {wrong}",
            code="register-cell",
        ) from wrong


def _day(text: str) -> date | None:
    """The day; nothing for one that is not wholly known."""
    if not text or _KNOWN_IN_PART.fullmatch(text):
        return None
    return parse_date(text)


def _number(text: str) -> int | None:
    if text and not (text.isascii() and text.isdigit()):
        raise ValueError("Dit is geen heel getal. Zet letter en toevoeging in hun eigen kolom.")
    return int(text) if text else None


def _postcode(text: str) -> str:
    return "".join(text.split()).upper()


_READERS: dict[str, Callable[[str], object]] = {
    "birth_date": _day,
    "deceased_on": _day,
    "house_number": _number,
    "previous_house_number": _number,
    "postcode": _postcode,
    "previous_postcode": _postcode,
}
