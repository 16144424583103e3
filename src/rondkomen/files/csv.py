"""Tables as CSV that opens right in a Dutch spreadsheet and never runs a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None

_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def write(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, semicolons, quotes where needed.

    Text that a spreadsheet would take for a formula gets an apostrophe in front. Numbers are
    numbers, the negative ones too, with a decimal comma; dates are ISO; nothing is an empty cell.
    """
    target = io.StringIO(newline="")
    target.write(_BYTE_ORDER_MARK)
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([no_formula(name) for name in header])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8")


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case float() | Decimal():
            return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else _decimal(cell)
        case int():
            return str(cell)
        case date():
            return cell.isoformat()
        case _:
            return no_formula(cell)


def _decimal(number: float) -> str:
    return _written(Decimal(repr(number)))


def no_formula(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    dangerous = text.startswith(_FORMULA_SIGNS) or text.lstrip().startswith(_FORMULA_SIGNS)
    return f"'{text}" if dangerous else text
