"""The standardised form of some records, for tests."""

from typing import Any

from rondkomen.matching.adapters.standardise import prepare, standardise
from rondkomen.matching.adapters.tables import put_records, workspace
from rondkomen.matching.core.records import Record


def standard(*delivered: dict[str, str]) -> list[dict[str, Any]]:
    """The columns of `left_std` for each of the delivered records, in their order."""
    rows = [Record(id=str(number), **fields) for number, fields in enumerate(delivered)]
    with workspace() as connection:
        prepare(connection)
        put_records(connection, "left", rows)
        put_records(connection, "right", ())
        standardise(connection, sides=("left",))
        found = connection.execute("FROM left_std ORDER BY rid")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
