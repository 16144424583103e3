"""How many rows of a file ended in each state; together always all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rondkomen.arrears.core.codes import RowState


@dataclass(frozen=True, slots=True)
class Counts:
    """The rows of one file by state."""

    rows: int = 0
    accepted: int = 0
    accepted_with_warnings: int = 0
    quarantined: int = 0
    refused_unlawful: int = 0
    duplicate: int = 0

    @classmethod
    def of(cls, states: Iterable[RowState]) -> "Counts":
        """Return the counts of `states`, one per row."""
        tally = dict.fromkeys(RowState, 0)
        for state in states:
            tally[state] += 1
        return cls.from_tally(tally)

    @classmethod
    def from_tally(cls, tally: dict[RowState, int]) -> "Counts":
        """Return the counts of a tally per state."""
        return cls(rows=sum(tally.values()), **{state.value: tally[state] for state in RowState})

    @property
    def adds_up(self) -> bool:
        """Whether every row has exactly one state."""
        return self.rows == sum(self.by_state().values())

    @property
    def taken_in(self) -> int:
        """The rows that are now signals."""
        return self.accepted + self.accepted_with_warnings

    def by_state(self) -> dict[RowState, int]:
        """Return the number of rows per state, in the order of the list of states."""
        return {state: getattr(self, state.value) for state in RowState}
