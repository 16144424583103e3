"""A register file, as an office exports it: CSV, read line by line and refused with its place."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from rondkomen.kernel.dutch.dates import parse_date
from rondkomen.kernel.refusal import Refused

_SEPARATORS = ";,\t"
_KNOWN_IN_PART = re.compile(
    r"0+|[0-9]{4}-?[0-9]{2}-?00"
)  # as the BRP writes a day it does not know


def rows(path: Path, columns: tuple[str, ...], *, needed: frozenset[str]) -> Iterator[list[Any]]:
    """The lines of a register file in the order of `columns`, with dates, numbers and postcodes read.

    Columns that are not `needed` may be left out, and others may stand in the file.

    Raises: Refused when the file is missing or not readable, or a line cannot be understood.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            first = handle.readline()
            handle.seek(0)
            separator = max(_SEPARATORS, key=first.count)
            reader = csv.reader(handle, delimiter=separator)
            names = next(reader, [])
            _must_have(needed - set(names), path)
            ordered = _ordered(names, columns)
            for number, line in enumerate(filter(None, reader), start=2):
                yield _read(ordered(line), columns, (path, number))
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


def _ordered(
    names: Sequence[str], columns: tuple[str, ...]
) -> Callable[[list[str]], Sequence[str]]:
    """What gives the texts of a line in the order of `columns`, empty where the line has none."""
    absent = len(names)
    place = {name: number for number, name in enumerate(names)}
    pick = itemgetter(*(place.get(column, absent) for column in columns))

    def ordered(line: list[str]) -> Sequence[str]:
        texts: Sequence[str] = pick([*line[:absent], *[""] * (absent - len(line) + 1)])
        return texts

    return ordered


def _read(texts: Sequence[str], columns: tuple[str, ...], place: tuple[Path, int]) -> list[Any]:
    values: list[Any] = [text.strip() for text in texts]
    for at, column in enumerate(columns):
        reader = _READERS.get(column)
        if reader is None:
            continue
        try:
            values[at] = reader(values[at])
        except ValueError as wrong:
            path, number = place
            raise Refused(
                f"Registerbestand {path.name}, rij {number}, kolom {column}: {wrong}",
                code="register-cell",
            ) from wrong
    return values


@lru_cache(maxsize=40_000)  # a register of any size holds the days of some hundred years
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
