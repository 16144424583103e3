"""Reading one cell: from what a file holds to a date, an amount, a code or clean text.

Every reader raises ValueError for what it cannot read; which finding that becomes is decided by
the kind of the field. A cell may already be typed, as in XLSX and JSON.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal

from rondkomen.arrears.core.fields import BOOLEAN_WORDS, PUBLISHED_WORDS, WORDS, FieldKind
from rondkomen.arrears.core.findings import FindingCode
from rondkomen.kernel.dutch.bsn import parse_bsn
from rondkomen.kernel.dutch.dates import Order, parse_date
from rondkomen.kernel.dutch.house_number import HouseNumber, split
from rondkomen.kernel.dutch.phone import parse_phones
from rondkomen.kernel.dutch.postcode import parse_postcode
from rondkomen.kernel.money import Cents, parse_cents

Cell = str | int | float | bool | date | None
AmountFormat = Literal["comma", "point", "cents"]

_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]+")
_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\".]+(?:\.[^@\s,;<>\".]+)+")
_LATE_BYTES = "\u00a0-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039"
_GARBLED = re.compile(
    f"\ufffd|[ÃÅ][{_LATE_BYTES}\u0152\u017d\u2018-\u201d\u2022\u2013\u2014\u02dc\u2122]"
)
_KVK_LENGTH = 8
_LONGEST_ADDITION = 20
_EMAIL_LENGTH = 254
_MOST_DIGITS = 9
_ROUNDING_NOISE = Decimal("0.0001")  # a spreadsheet keeps 12.30 as 12.300000000000001


class Unreadable(ValueError):
    """A cell that does not hold what its field needs."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a partner writes dates and amounts."""

    date_order: Order = "dmy"
    amount_format: AmountFormat = "comma"


def clean(cell: Cell) -> str:
    """Return the cell as one line of text without signs that are not text; empty for no value."""
    text = cell if isinstance(cell, str) else _as_text(cell)
    if not text.isprintable():
        text = _NOT_TEXT.sub(" ", text)
    text = text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "  " in text or "\u00a0" in text:
        text = " ".join(text.split())
    return "" if text == "-" else text


def _as_text(cell: int | float | date | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_garbled(text: str) -> bool:
    """Return whether the text looks as if it was read in the wrong character set."""
    return not text.isascii() and _GARBLED.search(text) is not None


@lru_cache(maxsize=65536)
def _date_in(text: str, order: Order) -> date:
    return parse_date(text, order=order)


def _read_text(cell: Cell, style: Style) -> str:
    return clean(cell)


def _read_date(cell: Cell, style: Style) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise Unreadable("Dit is geen datum.")
    return _date_in(clean(cell), style.date_order)


def _read_amount(cell: Cell, style: Style) -> Cents:
    if isinstance(cell, bool | date):
        raise Unreadable("Dit is geen bedrag.")
    if isinstance(cell, int | float):
        return _exact_cents(cell, style)
    text = clean(cell)
    if style.amount_format == "cents":
        return Cents(_read_integer(text, style))
    return parse_cents(text, decimal="," if style.amount_format == "comma" else ".")


def _exact_cents(number: float, style: Style) -> Cents:
    amount = Decimal(str(number)) * (1 if style.amount_format == "cents" else 100)
    if not amount.is_finite() or abs(amount) >= Decimal(10**14):
        raise Unreadable("Dit bedrag is te groot om te kloppen.")
    cents = amount.quantize(Decimal(1))
    if abs(amount - cents) > _ROUNDING_NOISE:
        raise Unreadable("Een bedrag heeft hoogstens twee cijfers achter de komma.")
    return Cents(int(cents))


def _read_integer(cell: Cell, style: Style) -> int:
    text = clean(cell)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _MOST_DIGITS:
        raise Unreadable("Dit is geen heel getal.")
    return int(text)


def _read_boolean(cell: Cell, style: Style) -> bool:
    if isinstance(cell, bool):
        return cell
    try:
        return BOOLEAN_WORDS[clean(cell).lower()]
    except KeyError:
        raise Unreadable("Hier hoort ja of nee te staan.") from None


def _word_reader(kind: FieldKind) -> Callable[[Cell, Style], StrEnum]:
    words = WORDS[kind]

    def read(cell: Cell, style: Style) -> StrEnum:
        try:
            return words[clean(cell).lower().replace("_", " ")]
        except KeyError:
            pass
        try:
            return words[clean(cell).lower()]
        except KeyError:
            raise Unreadable("Deze waarde kennen wij niet.") from None

    return read


def _read_postcode(cell: Cell, style: Style) -> str:
    return parse_postcode(clean(cell))


def _read_house_number(cell: Cell, style: Style) -> HouseNumber:
    return house_number_in(clean(cell))


def house_number_in(text: str) -> HouseNumber:
    """Return the house number in a text, with an addition of a length that exists.

    Raises: ValueError when there is none.
    """
    found = split(text)
    if len(found.addition) > _LONGEST_ADDITION:
        raise Unreadable("De toevoeging is te lang.")
    return found


def _read_phones(cell: Cell, style: Style) -> tuple[str, ...]:
    return parse_phones(clean(cell))


def _read_email(cell: Cell, style: Style) -> str:
    text = clean(cell)
    if len(text) > _EMAIL_LENGTH or not _EMAIL.fullmatch(text):
        raise Unreadable("Dit is geen e-mailadres.")
    return text


def _read_bsn(cell: Cell, style: Style) -> str:
    return parse_bsn(clean(cell))


def _read_kvk(cell: Cell, style: Style) -> str:
    digits = clean(cell).replace(" ", "").rjust(_KVK_LENGTH, "0")
    if not (digits.isascii() and digits.isdigit() and len(digits) == _KVK_LENGTH):
        raise Unreadable("Dit is geen KVK-nummer.")
    return digits


Reader = Callable[[Cell, Style], Any]

READERS: dict[FieldKind, tuple[Reader, FindingCode]] = {
    FieldKind.TEXT: (_read_text, FindingCode.TOO_LONG),
    FieldKind.DATE: (_read_date, FindingCode.UNREADABLE_DATE),
    FieldKind.AMOUNT: (_read_amount, FindingCode.UNREADABLE_AMOUNT),
    FieldKind.INTEGER: (_read_integer, FindingCode.UNREADABLE_NUMBER),
    FieldKind.BOOLEAN: (_read_boolean, FindingCode.UNREADABLE_BOOLEAN),
    FieldKind.SIGNAL_KIND: (_word_reader(FieldKind.SIGNAL_KIND), FindingCode.UNKNOWN_WORD),
    FieldKind.CONSENT: (_word_reader(FieldKind.CONSENT), FindingCode.UNKNOWN_WORD),
    FieldKind.PARTNER_TYPE: (_word_reader(FieldKind.PARTNER_TYPE), FindingCode.UNKNOWN_WORD),
    FieldKind.POSTCODE: (_read_postcode, FindingCode.UNREADABLE_POSTCODE),
    FieldKind.HOUSE_NUMBER: (_read_house_number, FindingCode.UNREADABLE_HOUSE_NUMBER),
    FieldKind.PHONE: (_read_phones, FindingCode.UNREADABLE_PHONE),
    FieldKind.EMAIL: (_read_email, FindingCode.UNREADABLE_EMAIL),
    FieldKind.BSN: (_read_bsn, FindingCode.BSN_INVALID),
    FieldKind.KVK: (_read_kvk, FindingCode.UNREADABLE_KVK),
}

_AMOUNT_EXAMPLES = {"comma": "1234,56", "point": "1234.56", "cents": "123456 (in centen)"}


def detail_for(kind: FieldKind, style: Style) -> str:
    """Return what completes the sentence about an unreadable cell of this kind."""
    if kind is FieldKind.AMOUNT:
        return _AMOUNT_EXAMPLES[style.amount_format]
    return ", ".join(PUBLISHED_WORDS.get(kind, ()))


def publish(kind: FieldKind, value: Any) -> str:
    """Return a value that was read in the way the published format writes it.

    Reading that text in the published style gives the same value again.
    """
    if kind is FieldKind.AMOUNT:
        sign, cents = ("-" if value < 0 else ""), abs(value)
        return f"{sign}{cents // 100},{cents % 100:02d}"
    if kind is FieldKind.PHONE:
        return " / ".join(value)
    if kind in WORDS:
        return next(word for word, code in WORDS[kind].items() if code is value)
    return clean(value) if isinstance(value, str | int | float | date) else str(value)
