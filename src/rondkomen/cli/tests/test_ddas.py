"""`rondkomen ddas`: what it writes passes its own check, and what it refuses leaves nothing behind."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import rondkomen.cli as cli
from rondkomen.access.core.actor import system_actor
from rondkomen.access.queries import gemeente_ref, program_of_token
from rondkomen.access.services import issue_token
from rondkomen.access.tenancy import acting_for
from rondkomen.chain import cbs_delivery
from rondkomen.chain.tests import cbs_examples as made
from rondkomen.cli import ddas
from rondkomen.exchange import queries
from rondkomen.journal.queries import events
from rondkomen.kernel.refusal import Refused

EXAMPLE = files("rondkomen.exchange.tests") / "data" / "v1.2.example-single.json"
VS = ["ddas", "vs", "--gemeente", "9901", "--from", "2026-10-01", "--to", "31-10-2026", "-o"]


@pytest.fixture
def seven(gemeente: str) -> None:
    made.middenveld()
    with acting_for(gemeente):
        actor = system_actor(gemeente)
        signals = made.deliver(made.insurer(actor), 7, actor=actor)
        made.open_case(signals[:2], actor=actor)


def _json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_the_official_example_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ddas", "check", str(EXAMPLE), "--json"]) == 0
    report = _json(capsys)
    assert (report["is_valid"], report["errors"], report["signals"]) == (True, 0, 1)


def test_errors_are_told_with_their_place_and_give_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    document["leveringen"][0]["gemeentecode"] = "344"
    file = tmp_path / "levering.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert cli.run(["ddas", "check", str(file)]) == 1
    said = capsys.readouterr().out
    assert "fout      $.leveringen[0].gemeentecode: De gemeentecode telt vier cijfers" in said
    assert "Fouten: 1. Opmerkingen: 0." in said


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]"])
def test_what_is_no_delivery_gives_code_2_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    file = tmp_path / "levering.json"
    file.write_bytes(content)
    assert cli.run(["ddas", "check", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_what_is_made_passes_the_check(
    seven: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "vs.json"
    assert cli.run([*VS, str(output), "--json"]) == 0
    told = _json(capsys)
    assert (told["signals"], told["cases"], told["files"]) == (7, 1, [str(output)])
    assert cli.run(["ddas", "check", str(output)]) == 0
    assert output.stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["vs.json"]


def test_a_large_delivery_becomes_numbered_files(
    seven: None, gemeente: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cbs_delivery, "MOST_SIGNALS_PER_PAGE", 3)
    assert cli.run([*VS, str(tmp_path / "vs.json")]) == 0
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["vs-1.json", "vs-2.json", "vs-3.json"]
    for name in names:
        assert cli.run(["ddas", "check", str(tmp_path / name)]) == 0
    with acting_for(gemeente):
        assert queries.deliveries()[0].handed_over == 3


def test_a_disk_that_says_no_leaves_nothing_behind(
    seven: None, gemeente: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ddas.os, "replace", full)
    assert cli.run([*VS, str(tmp_path / "vs.json")]) == 2
    assert list(tmp_path.iterdir()) == []
    with acting_for(gemeente):
        assert queries.deliveries() == []


def test_a_missing_folder_or_impossible_period_is_refused(seven: None, tmp_path: Path) -> None:
    assert cli.run([*VS, str(tmp_path / "geen" / "vs.json")]) == 2
    output = ["-o", str(tmp_path / "vs.json")]
    for start, end in (("2026-10-31", "2026-10-01"), ("2026-10-01", "2999-01-01"), ("x", "y")):
        period = ["ddas", "vs", "--from", start, "--to", end, "--gemeente", "9901"]
        assert cli.run([*period, *output]) == 2
    assert list(tmp_path.iterdir()) == []


def test_signals_that_cannot_be_delivered_give_code_1(
    seven: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setattr(cbs_delivery, "statistical_clients", lambda refs, actor: {})
    assert cli.run([*VS, str(tmp_path / "vs.json")]) == 1
    assert "Niet geleverd: 7 keer. De persoon van dit signaal is gewist." in capsys.readouterr().out


def test_a_program_is_let_in_and_closed(gemeente: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["ddas", "program", "add", "CBS", "--gemeente", "9901", "--json"]) == 0
    given = _json(capsys)
    token = issue_token(given["client_id"], given["client_secret"]) or ""
    assert program_of_token(token) is not None
    assert cli.run(["ddas", "program", "list"]) == 0
    assert given["client_secret"] not in capsys.readouterr().out
    assert cli.run(["ddas", "program", "close", given["client_id"]]) == 0
    assert program_of_token(token) is None
    with acting_for(gemeente):
        told = [event.kind for event in events(gemeente_ref(gemeente))]
    assert told == ["program_added", "program_closed"]
    assert cli.run(["ddas", "program", "add", "CBS", "--gemeente", "0000"]) == 2


def test_half_written_pages_are_taken_away(tmp_path: Path) -> None:
    def pages() -> Any:
        yield b"{}"
        raise OSError(5, "Input/output error")

    with pytest.raises(Refused, match="niet worden geschreven"):
        ddas.written(tmp_path / "vs.json", pages())
    assert list(tmp_path.iterdir()) == []
