"""A mistake at the command line gets one Dutch sentence and exit code 2, whoever wrote the check."""

import importlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

import rondkomen.cli as cli
from rondkomen.cli import output
from rondkomen.kernel.refusal import Refused

ENGLISH = re.compile(
    r"\b(the|such|missing|invalid|usage|error|does not|try|show this)\b", re.IGNORECASE
)

Run = Callable[[click.Command, list[str]], int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command as the real front door does, registered under the name `proef`."""
    cli.speak_dutch()

    def call(command: click.Command, arguments: list[str]) -> int:
        group = click.Group("rondkomen", commands={"proef": command})
        monkeypatch.setattr(cli, "root", group)
        return cli.run(["proef", *arguments])

    return call


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--count", type=click.IntRange(1, 5), default=1, show_default=True)
@click.option("--kind", type=click.Choice(["a", "b"]))
@click.option("--flag", is_flag=True)
def sample(file: str, count: int, kind: str, flag: bool) -> None:
    """Een proefopdracht."""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "Er ontbreekt een argument: 'FILE'"),
        (["geen.csv"], "bestaat niet"),
        (["/"], "is een map, geen bestand"),
        ([__file__, "--cuont", "2"], "De optie '--cuont' bestaat niet"),
        ([__file__, "--count", "9"], "valt buiten het bereik"),
        ([__file__, "--count", "veel"], "geen geldig getal"),
        ([__file__, "--count"], "Zet een waarde achter de optie '--count'"),
        ([__file__, "--kind", "c"], "is niet een van"),
        ([__file__, "--flag=1"], "krijgt geen waarde"),
        ([__file__, "nog-een"], "Er staat een argument te veel"),
    ],
)
def test_usual_mistakes_are_told_in_dutch(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert run(sample, arguments) == 2
    said = capsys.readouterr()
    assert expected in said.err
    assert said.err.endswith("; zie rondkomen proef --help.\n")
    assert (said.err.count("\n"), said.out) == (1, "")
    assert not ENGLISH.search(said.err.replace(__file__, "")), said.err


def test_help_is_dutch(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sample, ["--help"]) == 0
    text = capsys.readouterr().out
    assert "Gebruik:" in text
    assert "standaard: 1" in text
    assert not ENGLISH.search(text), text


def test_refusal_is_one_sentence_with_its_place(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def refusing() -> None:
        raise Refused("Het bedrag is leeg; vul het in.", where="rij 3, kolom bedrag")

    assert run(refusing, []) == 2
    assert capsys.readouterr().err == "rij 3, kolom bedrag: Het bedrag is leeg; vul het in.\n"


def test_interrupt_leaves_no_traceback(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    @click.command()
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert run(interrupted, []) == 130
    assert capsys.readouterr().err == "Afgebroken.\n"


def test_unknown_command_names_the_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    cli.speak_dutch()
    assert cli.run(["docter"]) == 2
    assert (
        "De opdracht 'docter' bestaat niet (bedoelde u 'doctor'?); zie" in capsys.readouterr().err
    )


def test_list_of_commands_imports_none_of_them() -> None:
    code = (
        "import sys; from rondkomen.cli import run; code = run(['--help']);"
        "assert 'rondkomen.cli.doctor' not in sys.modules and 'django' not in sys.modules;"
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "doctor" in done.stdout


def commands() -> Iterator[tuple[list[str], click.Command]]:
    """Every command with the words that lead to it."""
    cli.speak_dutch()
    for noun in sorted(cli._NOUNS):
        waiting = [([noun], importlib.import_module(f"rondkomen.cli.{noun}").command)]
        while waiting:
            words, command = waiting.pop()
            yield words, command
            if isinstance(command, click.Group):
                waiting += [([*words, name], inner) for name, inner in command.commands.items()]


@pytest.mark.parametrize(("words", "command"), [*commands()], ids=lambda part: str(part)[:40])
def test_every_command_has_an_example_and_tells_a_typing_error_in_one_line(
    words: list[str], command: click.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    called = f"rondkomen {' '.join(words)}"
    assert cli.run([*words, "--help"]) == 0
    example = capsys.readouterr().out.split("Voorbeeld")[-1]
    assert called in " ".join(example.split())
    assert cli.run([*words, "--bestaat-niet"]) == 2
    said = capsys.readouterr()
    assert said.err == f"De optie '--bestaat-niet' bestaat niet; zie {called} --help.\n"
    if isinstance(command, click.Group):
        assert cli.run(words) == 2
        assert re.fullmatch(
            rf"Noem een opdracht \(.+\); zie {called} --help.\n", capsys.readouterr().err
        )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "is een map; noem een bestand."), ("weg.csv", "bestaat niet; controleer de naam.")],
)
@pytest.mark.parametrize(
    "words", [["delivery", "check", "--partner-type", "rent"], ["monitor", "protect"]]
)
def test_a_folder_is_told_from_a_file_that_is_not_there(
    words: list[str], name: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*words, str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert sentence in said or "is een map, geen bestand; zie" in said


def test_closed_pipe_is_no_failure() -> None:
    code = "from rondkomen.cli import main; main(['--help'])"
    reader = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert reader.stdout is not None
    assert reader.stderr is not None
    reader.stdout.close()
    assert reader.wait(timeout=30) == 0
    assert reader.stderr.read() == b""
    reader.stderr.close()


def test_without_a_terminal_no_progress_line_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    output.show_progress("Rijen", 1, 2)
    assert capsys.readouterr().err == ""
