"""The file a command reads: by name, from another program, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rondkomen.cli import run

EXAMPLES = Path(__file__).parents[4] / "docs" / "intake-format" / "examples"
AGREED = ("--agreement", str(EXAMPLES / "overeenkomst.json"), "--on", "2026-11-21")
PEOPLE = b"id,surname,birth_date\na,Proef,1980-02-03\nb,Proef,1980-02-03\n"

# every command that reads a file, with FILE where the file goes
READERS = (
    ("delivery", "check", "FILE", "--partner-type", "rent"),
    ("ddas", "check", "FILE"),
    ("rules", "check", "FILE"),
    ("rules", "simulate", "FILE", "--from", "2026-05", "--to", "2026-06"),
    ("link", "FILE", "-o", "-"),
    ("matching", "show", "--model", "FILE"),
    ("monitor", "protect", "FILE"),
    ("instrument", "check", "FILE"),
    ("instrument", "outcome", "gesprekstool", "FILE"),
)
# ... and those whose file may also be the name of something else, or that need an empty database
NAMED = (("instrument", "show", "FILE"), ("restore", "FILE"))


def called(
    *words: str, given: bytes = b"", kept_in: Path | None = None, open_too: tuple[int, ...] = ()
) -> tuple[int, str, str]:
    """How a command in a process of its own ended, and what it wrote to both outputs."""
    made = subprocess.run(
        [sys.executable, "-m", "rondkomen.cli", *words],
        input=given,
        capture_output=True,
        check=False,
        pass_fds=open_too,
        env={**os.environ, "TMPDIR": str(kept_in)} if kept_in else None,
    )
    return made.returncode, made.stdout.decode(), made.stderr.decode()


def placed(words: tuple[str, ...], file: Path | str) -> list[str]:
    return [str(file) if word == "FILE" else word for word in words]


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one sentence of a command that takes nothing in."""
    assert run(words) == 2, words
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.strip().endswith(".")
    return said.err


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_what_is_no_file_is_told_in_one_sentence(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = refused(placed(words, tmp_path / "nee.csv"), capsys)
    assert "bestaat niet; controleer de naam." in missing
    assert "is een map; noem een bestand." in refused(placed(words, tmp_path), capsys)
    binary = tmp_path / "plaatje.csv"
    binary.write_bytes(b"\x89\xdb\0\r\n\x1a" + bytes(range(256)) * 8)
    refused(placed(words, binary), capsys)


@pytest.mark.parametrize("words", [*READERS, *NAMED], ids=" ".join)
def test_an_empty_pipe_is_told_in_one_sentence(
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "leeg").touch()
    with (tmp_path / "leeg").open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        said = refused(placed(words, "-"), capsys)
    assert str(tmp_path.parent) not in said


@pytest.mark.parametrize(
    ("example", "fate"),
    [("levering.csv", "3 rijen"), ("levering.xlsx", "3 rijen"), ("ddas.json", "2 rijen")],
)
def test_the_format_of_what_is_piped_in_shows_itself(example: str, fate: str) -> None:
    content = (EXAMPLES / example).read_bytes()
    code, out, err = called("delivery", "check", "-", *AGREED, given=content)
    assert (code, out.splitlines()[0], err) == (0, fate, "")


def test_what_is_piped_in_is_gone_when_the_command_is(tmp_path: Path) -> None:
    code, out, _ = called("link", "-", "-o", "-", given=PEOPLE, kept_in=tmp_path)
    assert code == 0
    assert out.startswith("left_id,")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_with_a_name_is_read_once() -> None:
    reading, writing = os.pipe()
    os.write(writing, PEOPLE)
    os.close(writing)
    code, out, _ = called("link", f"/dev/fd/{reading}", "-o", "-", open_too=(reading,))
    os.close(reading)
    assert code == 0
    assert out.startswith("left_id,")


def test_only_one_file_comes_from_standard_input() -> None:
    code, _, err = called("link", "-", "-", "-o", "-", given=PEOPLE)
    assert code == 2
    assert err == "Maar één bestand kan van standaardinvoer komen; noem het andere.\n"


@pytest.mark.parametrize(
    "words", [("backup", "-"), ("instrument", "export", "gesprekstool", "-o", "-")], ids=" ".join
)
def test_a_dash_is_no_name_for_what_is_made(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "noem een bestand" in refused(list(words), capsys)


@pytest.mark.parametrize(
    ("redirection", "code", "told"),
    [
        ("| head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0, ""),
        (">&-", 0, ""),
        (">/dev/full", 2, "De schijf is vol; maak ruimte vrij en probeer opnieuw.\n"),
    ],
)
def test_output_that_nobody_takes_gives_no_traceback(
    redirection: str, code: int, told: str
) -> None:
    line = f"{sys.executable} -m rondkomen.cli delivery schema {redirection}"
    made = subprocess.run(["/bin/bash", "-c", line], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (code, told)
