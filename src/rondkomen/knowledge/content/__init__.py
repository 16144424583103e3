"""The practices that come with this version."""

from functools import cache
from importlib import resources
from pathlib import Path

from rondkomen.files import yaml
from rondkomen.knowledge.core.practices import Practice, read


@cache
def practices() -> tuple[Practice, ...]:
    """The shipped practices, in the order of the file."""
    path = Path(str(resources.files("rondkomen.knowledge.content") / "practices.yaml"))
    return read(yaml.load(path))
