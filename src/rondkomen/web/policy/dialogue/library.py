"""The instruments a facilitator may choose, and keeping the version that was chosen."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.content import instrument_files, instruments
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.queries import VersionRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.questions.drawing import say

USUAL = "gesprekstool"
"""What most conversations begin with."""
_WAY = (
    *(USUAL, "werkboek-vroegsignalering", "werkboek-samenwerken", "werkboek-vrijwilligers"),
    *("werkboek-evaluatie", "theory-of-change", "beleidstheorie", "procesthermometer"),
)


def choices() -> list[tuple[str, str]]:
    """Key and title of every instrument that comes with this version, then of the municipality's own.

    The conversation stands first, then the sheets as a project goes through them, then what is new.
    """
    own = [(row.key, say(row.instrument.title)) for row in queries.offered_versions()]
    shipped = sorted(
        instruments().items(), key=lambda one: _WAY.index(one[0]) if one[0] in _WAY else len(_WAY)
    )
    return [(key, say(instrument.title)) for key, instrument in shipped] + own


def kept(key: str, *, at: datetime, actor: Actor) -> UUID:
    """The id of the version of this instrument that the session runs on.

    Raises: Refused when there is no such instrument.
    """
    if key in instruments():
        instrument = instruments()[key]
        new = services.NewVersion(key, instrument.version, shipped_text(key))
        return services.keep_version(new, at=at, actor=actor)
    for row in queries.offered_versions():
        if row.key == key:
            return row.id
    raise Refused("Dit instrument is er niet. Kies er een uit de lijst.", code="instrument")


def found(key: str, version: str) -> tuple[Instrument, str]:
    """The instrument and its text: a shipped one, or an own version, also one that was withdrawn.

    Raises: Refused when there is no such version here.
    """
    if key in instruments() and instruments()[key].version == version:
        return instruments()[key], shipped_text(key)
    row = own_version(key, version)
    return row.instrument, row.text


def own_version(key: str, version: str) -> VersionRow:
    """The own version with this number.

    Raises: Refused when there is no such version here.
    """
    for row in queries.own_versions(key):
        if row.version == version:
            return row
    raise Refused("Deze versie is er niet. Kies er een uit de lijst.", code="version")


def shipped_text(key: str) -> str:
    """The shipped instrument as its author wrote it. Its file is named for its key."""
    path: Path = next(path for path in instrument_files() if path.stem == key)
    return path.read_text(encoding="utf-8")
