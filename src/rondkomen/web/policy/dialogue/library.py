"""The instruments a facilitator may choose, and keeping the version that was chosen."""

from datetime import datetime
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.dialogue import services
from rondkomen.dialogue.adapters import instrument_file
from rondkomen.dialogue.content import instrument_files, instruments
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui.questions.drawing import say

USUAL = "gesprekstool"
"""What most conversations begin with."""


def choices() -> list[tuple[str, str]]:
    """Key and title of every instrument that comes with this version."""
    return [(key, say(instrument.title)) for key, instrument in instruments().items()]


def kept(key: str, *, at: datetime, actor: Actor) -> UUID:
    """The id of the version of this instrument that the session runs on.

    Raises: Refused when there is no such instrument.
    """
    for path in instrument_files():
        text = path.read_text(encoding="utf-8")
        if instruments().get(key) and path.stem == key:
            instrument = instrument_file.read(text)
            new = services.NewVersion(instrument.key, instrument.version, text)
            return services.keep_version(new, at=at, actor=actor)
    raise Refused("Dit instrument is er niet. Kies er een uit de lijst.", code="instrument")
