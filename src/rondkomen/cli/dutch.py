"""Click speaks English; this makes its own messages Dutch.

Click looks its texts up through a module-level ``_`` and ``ngettext``. A gettext catalogue would
need a compiled file and would follow the language of the machine; a command that answers in
Dutch on one machine and in English on another helps nobody, so the lookup itself is replaced.
The tests type the usual mistakes, and so notice when click renames a text.
"""

from collections.abc import Callable

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

_MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)

_TEXTS = {
    "Usage:": "Gebruik:",
    "Options": "Opties",
    "Positional arguments": "Argumenten",
    "Commands": "Opdrachten",
    "Aborted!": "Afgebroken.",
    "deprecated": "verouderd",
    "default: {default}": "standaard: {default}",
    "required": "verplicht",
    "Show this message and exit.": "Toont deze uitleg.",
    "Show the version and exit.": "Toont de versie.",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "Uitleg: {command} {option}",
    "Missing command.": "Noem een opdracht.",
    "Missing argument": "Er ontbreekt een argument:",
    "Missing option": "Er ontbreekt een optie:",
    "Missing parameter": "Er ontbreekt een gegeven:",
    "Missing parameter: {param_name}": "Er ontbreekt een gegeven: {param_name}",
    "No such option {name!r}.": "de optie {name!r} bestaat niet",
    "No such command {name!r}.": "de opdracht {name!r} bestaat niet",
    "Did you mean {possibility}?": "(bedoelde u {possibility}?)",
    "(Did you mean one of: {possibilities}?)": "(bedoelde u een van {possibilities}?)",
    "Invalid value: {message}": "Deze waarde kan niet: {message}",
    "Invalid value for {param_hint}: {message}": "De waarde van {param_hint} kan niet: {message}",
    "Could not open file {filename!r}: {message}": (
        "Het bestand {filename!r} kan niet worden geopend: {message}"
    ),
    "unknown error": "onbekende fout",
    "Got unexpected extra argument ({args})": "Er staat een argument te veel: {args}",
    "Got unexpected extra arguments ({args})": "Er staan argumenten te veel: {args}",
    "Takes {nargs} values but 1 was given.": "Hier horen {nargs} waarden, er staat er 1.",
    "Takes {nargs} values but {len} were given.": "Hier horen {nargs} waarden, er staan er {len}.",
    "Argument {name!r} takes {nargs} values.": "Het argument {name!r} vraagt {nargs} waarden.",
    "Option {name!r} does not take a value.": "De optie {name!r} krijgt geen waarde.",
    "Option {name!r} requires an argument.": "Zet een waarde achter de optie {name!r}.",
    "Option {name!r} requires {nargs} arguments.": "De optie {name!r} vraagt {nargs} waarden.",
    "Choose from:\n\t{choices}": "Kies uit:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} is niet {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} is niet een van {choices}.",
    "{value!r} does not match the format {format}.": "{value!r} past niet bij de vorm {format}.",
    "{value!r} does not match the formats {formats}.": (
        "{value!r} past niet bij een van de vormen {formats}."
    ),
    "{value!r} is not a valid {number_type}.": "{value!r} is geen geldig getal",
    "{value} is not in the range {range}.": "{value} valt buiten het bereik {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "{value!r} is geen ja of nee; wel: {states}"
    ),
    "{value!r} is not a valid UUID.": "{value!r} is geen geldig nummer (UUID).",
    "file": "bestand",
    "File": "Bestand",
    "directory": "map",
    "Directory": "Map",
    "path": "pad",
    "Path": "Pad",
    "{name} {filename!r} does not exist.": "{name} {filename!r} bestaat niet.",
    "{name} {filename!r} is a file.": "{name} {filename!r} is een bestand, geen map.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} is een map, geen bestand.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} mag niet worden gelezen.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} mag niet worden beschreven.",
    "Do you want to continue?": "Doorgaan?",
    "Repeat for confirmation": "Herhaal ter bevestiging",
    "Error: The two entered values do not match.": "De twee waarden zijn niet gelijk.",
    "Error: invalid input": "Deze invoer kan niet.",
}


_PIECES = {kind: kind.collect_usage_pieces for kind in (click.core.Command, click.core.Group)}
_METAVARS = {"[OPTIONS]": "[OPTIES]", "COMMAND [ARGS]...": "OPDRACHT [GEGEVENS]..."}


def speak_dutch() -> None:
    """Give click our texts for its own messages; doing it twice changes nothing."""
    for kind, pieces in _PIECES.items():
        setattr(kind, "collect_usage_pieces", _usage_pieces(pieces))  # noqa: B010  a method is replaced
    for module in _MODULES:
        for name, lookup in (("_", _text), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, lookup)


def one_sentence(wrong: click.exceptions.UsageError, called: str) -> str:
    """What is wrong with how a command was typed, and where it says how, on one line.

    `called` is the command as far as it was recognised: click does not tell it with every mistake.
    """
    command = wrong.ctx.command_path if wrong.ctx else called
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        group = wrong.ctx.command
        names = group.list_commands(wrong.ctx) if isinstance(group, click.core.Group) else []
        said = f"noem een opdracht ({', '.join(names)})"
    else:
        said = " ".join(wrong.format_message().split()).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}; zie {command} --help."


def _usage_pieces(pieces: Callable[..., list[str]]) -> Callable[..., list[str]]:
    def in_dutch(command: click.core.Command, ctx: click.core.Context) -> list[str]:
        return [_METAVARS.get(piece, piece) for piece in pieces(command, ctx)]

    return in_dutch


def _text(message: str) -> str:
    return _TEXTS.get(message, message)


def _counted(singular: str, plural: str, count: int) -> str:
    return _text(singular if count == 1 else plural)
