"""A mistake at the command line gets one Dutch sentence and exit code 2, whoever wrote the check."""

import re
import subprocess
import sys
from collections.abc import Callable

import click
import pytest

import rondkomen.cli as cli
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
        ([], "Er ontbreekt een argument"),
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
    assert said.out == ""
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
    assert "De opdracht 'docter' bestaat niet. Bedoelde u 'doctor'?" in capsys.readouterr().err


def test_list_of_commands_imports_none_of_them() -> None:
    code = (
        "import sys; from rondkomen.cli import run; code = run(['--help']);"
        "assert 'rondkomen.cli.doctor' not in sys.modules and 'django' not in sys.modules;"
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "doctor" in done.stdout


def test_every_command_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    cli.speak_dutch()
    for noun in cli._NOUNS:
        assert cli.run([noun, "--help"]) == 0, noun
        assert f"rondkomen {noun}" in capsys.readouterr().out.split("Voorbeeld")[-1], noun


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
