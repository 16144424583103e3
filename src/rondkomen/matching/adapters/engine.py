"""The matching engine's front door.

`link(left_rows)` finds duplicates within one list; `link(left_rows, right_rows)` finds for every
left record the person in the right list. The shipped model is used unless another is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from rondkomen.matching.core.records import LinkResult, Record


def link(left_rows: Sequence[Record], right_rows: Sequence[Record] | None = None) -> LinkResult:
    """Every left record linked, up for review or unlinked, each pair with its explanation.

    Raises: `Refused` when ids are empty or occur twice within one list.
    """
    raise NotImplementedError
