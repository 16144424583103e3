"""`rondkomen delivery`: for partners without a database, and for the municipality with one."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import rondkomen.cli as cli
from rondkomen.arrears.models import Delivery
from rondkomen.chain.tests.intake_setting import set_up_partner

EXAMPLES = Path(__file__).parents[4] / "docs" / "intake-format" / "examples"
AGREEMENT = ["--agreement", str(EXAMPLES / "overeenkomst.json"), "--on", "2026-11-21"]
HEADER = "klantnummer;signaaldatum;bedrag;achternaam;postcode;huisnummer;telefoon"
SOUND = "1;02-11-2026;100,00;Proef;1234AB;1;0612345678"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "levering.csv"
    path.write_text(f"{HEADER}\n{SOUND}\n")
    return path


def _json(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_clean_file_ends_with_0_and_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(EXAMPLES / "levering.csv")
    assert cli.run(["delivery", "check", path, *AGREEMENT, "--json"]) == 0
    report = _json(capsys)
    assert report["counts"]["rows"] == report["counts"]["accepted"] == 3
    assert report["rows"] == []


def test_findings_end_with_1_and_name_row_and_column(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(f"{HEADER}\n{SOUND.replace('100,00', '-5')}\n")
    assert cli.run(["delivery", "check", str(file), *AGREEMENT]) == 1
    assert "Rij 2, kolom 'bedrag': het bedrag moet hoger zijn" in capsys.readouterr().out


def test_a_header_that_returns_is_told_with_its_row(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(f"{HEADER}\n{SOUND}\n{HEADER}\n2{SOUND[1:]}\n")
    assert cli.run(["delivery", "check", str(file), *AGREEMENT]) == 1
    assert "Rij 3: deze rij herhaalt de kop" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["levering.csv"],
        ["levering.csv", "--partner-type", "huur"],
        ["bestaat-niet.csv", "--partner-type", "rent"],
        ["levering.csv", "--partner-type", "rent", "--on", "31-02-2026"],
        ["levering.csv", "--partner-type", "rent", "--mapping", "levering.csv"],
        ["levering.csv", "--agreement", "koppelprofiel.json"],
        ["koppelprofiel.json", "--partner-type", "rent"],
    ],
)
def test_what_cannot_be_checked_ends_with_2_and_a_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    placed = [str(EXAMPLES / word) if "." in word else word for word in words]
    assert cli.run(["delivery", "check", *placed]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_the_kind_of_partner_alone_is_enough(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--partner-type", "rent", "--on", "2026-11-21", "--json"]
    assert cli.run(["delivery", "check", str(file), *words]) == 1
    assert list(_json(capsys)["findings"]) == ["effort_not_stated"]


def test_another_municipality_is_seen_when_one_is_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(f"{HEADER};gemeentecode\n{SOUND};9902\n{SOUND.replace('1;', '2;', 1)};9901\n")
    assert (
        cli.run(["delivery", "check", str(file), *AGREEMENT, "--gemeente", "9902", "--json"]) == 1
    )
    assert _json(capsys)["counts"]["refused_unlawful"] == 1


def test_checking_alone_never_loads_django(tmp_path: Path) -> None:
    """Partners have no database; half a second of start-up is theirs too."""
    program = (
        "import sys; import rondkomen.cli as cli; "
        f"code = cli.run(['delivery', 'check', {str(EXAMPLES / 'levering.csv')!r}, "
        f"'--agreement', {str(EXAMPLES / 'overeenkomst.json')!r}, '--on', '2026-11-21']); "
        "sys.exit(9 if 'django' in sys.modules else code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["delivery", "schema"]) == 0
    assert _json(capsys)["properties"]["bedrag"]
    assert cli.run(["delivery", "schema", "--fields"]) == 0
    assert "partner_reference" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_file_is_taken_in_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_partner()
    words = [
        "delivery",
        "load",
        str(file),
        "--partner",
        "Proef Wonen",
        "--on",
        "2026-11-21",
        "--json",
    ]
    assert cli.run(words) == 0
    first = _json(capsys)
    assert (first["is_new"], first["counts"]["accepted"]) == (True, 1)
    assert cli.run(words) == 0
    second = capsys.readouterr()
    assert json.loads(second.out) == {**first, "is_new": False}
    assert "al ingenomen" in second.err
    assert Delivery.unscoped.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("partner", "on", "word"),
    [("Onbekend", "2026-11-21", "proef-wonen"), ("proef-wonen", "2020-01-01", "gaat in op")],
)
def test_an_unknown_partner_or_no_agreement_ends_with_2(
    file: Path, partner: str, on: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_partner()
    for verb in ("check", "load"):
        assert cli.run(["delivery", verb, str(file), "--partner", partner, "--on", on]) == 2
        assert word in capsys.readouterr().err
    assert Delivery.unscoped.count() == 0
