"""What an action points at, in words: a cell or a node of a sheet, or a figure of the monitor."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from rondkomen.dialogue import queries
from rondkomen.dialogue.core.actions.pointing import Place, PointKind
from rondkomen.dialogue.queries import ActionRow
from rondkomen.monitoring.content import definitions


@dataclass(frozen=True)
class Pointed:
    """What one action points at; without `place` it is a figure, or it is gone (`words` is empty)."""

    kind: PointKind
    ref: str
    words: str
    session_id: UUID | None = None
    place: Place | None = None


def indicators() -> frozenset[str]:
    """The keys of the figures that an action can point at."""
    return frozenset(definitions().indicators)


def pointed(rows: Iterable[ActionRow], *, language: str) -> dict[UUID, Pointed]:
    """Per action that points at anything what it is, in words of this language.

    Policy: what was erased or emptied since is said to be gone, never shown from memory.
    """
    pointing = [row for row in rows if row.points_to_kind]
    sheets = {row.points_in_id for row in pointing if row.points_in_id}
    places = queries.places_in(sheets) if sheets else {}
    return {row.id: _pointed(row, places, language) for row in pointing}


def _pointed(row: ActionRow, places: dict[UUID, dict[str, Place]], language: str) -> Pointed:
    kind, ref = PointKind(row.points_to_kind), row.points_to
    if kind is PointKind.INDICATOR:
        figure = definitions().indicators.get(ref)
        return Pointed(kind, ref, figure.label.text(language) if figure else "")
    found = places.get(row.points_in_id, {}).get(ref) if row.points_in_id else None
    if found is None or found.kind is not kind:
        return Pointed(kind, ref, "")
    return Pointed(kind, ref, found.said(language), row.points_in_id, found)
