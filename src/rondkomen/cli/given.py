"""The files a command is given or makes: a name, or `-` for what another program sends."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import click

from rondkomen.cli.output import say
from rondkomen.kernel.refusal import Refused

_FROM_ELSEWHERE = "-"
_NAME = "standaardinvoer"  # what messages call the file that came from another program
_TAKEN = f"{__name__}.taken"


class GivenFile(click.ParamType[Path]):
    """A file that can be read; `-` or a pipe is kept until the command ends, then removed."""

    name = "bestand"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The file under a name that may be opened more than once.

        Raises: Refused when it is missing, a folder or not readable, or when a second one is `-`.
        """
        context = ctx or click.get_current_context()
        if str(value) == _FROM_ELSEWHERE:
            return _standard_input(context)
        path = Path(value)
        try:
            if path.is_file():
                path.open("rb").close()
                return path
            with path.open("rb") as source:  # a pipe is empty after one reading
                return _kept(source, context)
        except OSError as wrong:
            raise _unreadable(path, wrong) from wrong


class TargetFile(click.Path):
    """A file that will be made; `-` is no name for one."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if str(value) == _FROM_ELSEWHERE:
            self.fail("noem een bestand, geen standaarduitvoer.", param, ctx)
        return super().convert(value, param, ctx)


def _standard_input(context: click.Context) -> Path:
    if context.meta.get(_TAKEN):
        raise Refused("Maar één bestand kan van standaardinvoer komen; noem het andere.")
    context.meta[_TAKEN] = True
    if sys.stdin is None:
        raise Refused("Standaardinvoer is gesloten; noem een bestand.")
    if sys.stdin.isatty():
        say("Typ of plak het bestand, en sluit af met Ctrl+D.")
    return _kept(sys.stdin.buffer, context)


def _kept(source: BinaryIO, context: click.Context) -> Path:
    """A copy that only this user can read."""
    place = tempfile.TemporaryDirectory(prefix="rondkomen-")
    context.call_on_close(place.cleanup)
    path = Path(place.name) / _NAME
    try:
        with path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except OSError as wrong:
        raise Refused(
            f"De invoer kan niet worden bewaard om te lezen: {wrong.strerror}. Maak ruimte vrij, of"
            " noem een bestand.",
            code="disk",
        ) from wrong
    return path


def _unreadable(path: Path, wrong: OSError) -> Refused:
    match wrong:
        case IsADirectoryError():
            sentence = "is een map; noem een bestand."
        case FileNotFoundError():
            sentence = "bestaat niet; controleer de naam."
        case PermissionError():
            sentence = "mag niet worden gelezen; controleer de rechten."
        case _:
            sentence = "kan niet worden gelezen; controleer de schijf."
    return Refused(f"{path} {sentence}", code="file")
