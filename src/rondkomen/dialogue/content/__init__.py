"""The instruments that come with this version; each is one file, and adding one needs no Python."""

from functools import cache
from importlib import resources
from pathlib import Path

from rondkomen.dialogue.adapters import instrument_file
from rondkomen.dialogue.core.instrument.definition import Instrument


def instrument_files() -> tuple[Path, ...]:
    """The shipped instrument files, by name."""
    folder = Path(str(resources.files("rondkomen.dialogue.content") / "instruments"))
    return tuple(sorted(folder.glob("*.yaml")))


@cache
def instruments() -> dict[str, Instrument]:
    """The shipped instruments by key."""
    found = (instrument_file.read(path) for path in instrument_files())
    return {instrument.key: instrument for instrument in found}
