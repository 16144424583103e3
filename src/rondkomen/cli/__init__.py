"""The `rondkomen` command: the product without a browser, for automation and for checks.

One module per noun in this package, each with a click command called `command`. A module is
imported only when its command is called, so `rondkomen --help` stays quick.

Exit codes: 0 done, 1 done with findings, 2 refused (bad input or usage). JSON goes to standard
output with `--json`, progress to standard error.
"""

import errno
import importlib
import os
import sys
from importlib.metadata import version

import click
from click.exceptions import NoSuchCommand

from rondkomen.cli.dutch import one_sentence, speak_dutch
from rondkomen.kernel.refusal import Refused

# noun: one line for the list of commands; the module of the same name holds `command`
_NOUNS = {
    "backup": "Maakt een reservekopie van de database.",
    "ddas": "Maakt en controleert leveringen aan het CBS.",
    "delivery": "Controleert het bestand van een partner, of neemt het in.",
    "demo": "Bouwt de verzonnen demogemeente Middenveld.",
    "doctor": "Controleert de inrichting en zegt wat er te doen is.",
    "gemeente": "Richt een gemeente in, of laat een beheerder er weer in.",
    "instrument": "Controleert een vragenlijst of werkblad.",
    "link": "Koppelt de personen van een of twee CSV-bestanden.",
    "match": "Koppelt de signalen van een maand en opent zaken.",
    "matching": "Toont het model achter het koppelen, of traint het opnieuw.",
    "monitor": "Toont de cijfers van een maand en maakt tabellen veilig voor publicatie.",
    "resident": "Geeft een inwoner inzage, of wist alles over een inwoner.",
    "restore": "Zet een reservekopie terug in een lege database.",
    "rules": "Controleert en beproeft de regels voor de volgorde van zaken.",
    "serve": "Start de webserver en de werker samen.",
    "worker": "Start alleen de werker voor het achtergrondwerk.",
}

EXIT_REFUSED = 2
EXIT_INTERRUPTED = 130
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class _Nouns(click.Group):
    """Finds a command by its name and imports it only then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_NOUNS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _NOUNS:
            return None
        found = importlib.import_module(f"rondkomen.cli.{cmd_name.replace('-', '_')}").command
        assert isinstance(found, click.Command), f"rondkomen.cli.{cmd_name} has no command"
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's own, with near names to choose from: it would import every module for them."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not name.startswith("-"):
            raise NoSuchCommand(name, possibilities=sorted(_NOUNS), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, _NOUNS[name]) for name in sorted(_NOUNS)])


@click.command(
    cls=_Nouns,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Voorbeeld: rondkomen doctor --json",
)
@click.version_option(version("rondkomen"), prog_name="rondkomen", help="Toont de versie en stopt.")
def root() -> None:
    """Rondkomen: van de eerste betalingsachterstand tot wat de hulp opleverde."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code; never shows a traceback for a refusal."""
    speak_dutch()
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Return the exit code of one command, after saying on standard error what was wrong."""
    given = (sys.argv[1:] if arguments is None else list(arguments)) or ["--help"]
    _open_what_was_closed()
    try:
        return _answered(given)
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo("Afgebroken.", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has enough
        _write_no_more()
        return 0
    except OSError as wrong:
        if wrong.errno not in _NO_ROOM:
            raise
        _write_no_more()
        click.echo("De schijf is vol; maak ruimte vrij en probeer opnieuw.", err=True)
        return EXIT_REFUSED


def _answered(given: list[str]) -> int:
    try:
        with root.make_context("rondkomen", given) as context:
            root.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as wrong:
        click.echo(one_sentence(wrong, _called(given)), err=True)
        return EXIT_REFUSED
    except click.ClickException as wrong:
        wrong.show()
        return EXIT_REFUSED
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        return EXIT_REFUSED
    except Exception as wrong:
        if not _is_database_away(wrong):
            raise
        click.echo(
            "De database antwoordt niet zoals nodig; 'rondkomen doctor' zegt wat er te doen is.",
            err=True,
        )
        return EXIT_REFUSED
    return 0


def _is_database_away(wrong: Exception) -> bool:
    """Whether the database could not be reached; Django is looked for only where it was in use."""
    database = sys.modules.get("django.db")
    if database is None:
        return False
    return isinstance(wrong, (database.OperationalError, database.InterfaceError))


def _open_what_was_closed() -> None:
    """Who closes the output (`>&-`) wants none; Python has no stream at all then."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  open until the end


def _write_no_more() -> None:
    """What is left in the buffer is dropped; Python would complain once more while closing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _called(given: list[str]) -> str:
    """The command as far as the words lead to one."""
    command: click.Command | None = root
    context = click.Context(root, info_name="rondkomen")
    words = ["rondkomen"]
    for word in given:
        command = command.get_command(context, word) if isinstance(command, click.Group) else None
        if command is None:
            break
        words.append(word)
    return " ".join(words)
