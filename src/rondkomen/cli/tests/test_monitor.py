"""`rondkomen monitor`: a table made safe from the command line, and the figures of a month."""

import csv
import io
import json
from pathlib import Path

import pytest

from rondkomen.cli import run

CROSSED = (
    "wijk;energie;huur;water;Totaal\nNoord;34;12;3;49\nZuid;120;40;25;185\nTotaal;154;52;28;234\n"
)
LISTED = "wijk,soort,aantal\nNoord,energie,34\nNoord,huur,3\nZuid,energie,40\nZuid,huur,25\n"


@pytest.mark.parametrize("method", ["own", "argus"])
def test_a_crossed_table_comes_back_safe_in_its_own_layout(
    method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_text(CROSSED, encoding="utf-8")
    target = tmp_path / "out.csv"
    asked = ["monitor", "protect", str(tmp_path / "in.csv"), "-o", str(target), "--method", method]
    assert run(asked) == 0
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8")), delimiter=";"))
    assert rows[0] == ["wijk", "energie", "huur", "water", "Totaal"]
    assert rows[1][3] == "x"  # the 3 in Noord
    shown = [field for row in rows[1:] for field in row[1:] if field != "x"]
    assert all(int(field) >= 10 and int(field) % 5 == 0 for field in shown)
    assert "'Noord' en 'water': kleiner dan 10" in capsys.readouterr().err


@pytest.mark.parametrize("layout", [CROSSED, LISTED])
def test_a_label_in_the_protected_table_starts_no_formula(
    layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = layout.replace("wijk", "@wijk").replace("Noord", "=1+1").replace("huur", "+huur")
    (tmp_path / "in.csv").write_text(hostile, encoding="utf-8")
    assert run(["monitor", "protect", str(tmp_path / "in.csv")]) == 0
    fields = capsys.readouterr().out.replace(";", ",").replace("\n", ",").split(",")
    assert {"'@wijk", "'=1+1", "'+huur"} <= set(fields)
    assert not [field for field in fields if field.startswith(("=", "+", "@"))]


def test_as_json_every_hidden_cell_has_its_reason_and_no_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_text(LISTED, encoding="utf-8")
    assert run(["monitor", "protect", str(tmp_path / "in.csv"), "--json", "--exact"]) == 0
    found = json.loads(capsys.readouterr().out)
    for cell in found["cells"]:
        assert (cell["shown"] == "x") == bool(cell["reason"])
    assert found["narrowed"] == 0


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["monitor", "protect", str(tmp_path / "none.csv")]) == 2
    assert "bestaat niet; controleer de naam" in capsys.readouterr().err


@pytest.mark.django_db
def test_an_empty_month_is_counted_and_says_so(
    gemeente: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["monitor", "table", "--month", "2026-10", "--gemeente", gemeente]
    assert run(asked) == 0
    assert "In oktober 2026 zijn er geen signalen." in capsys.readouterr().out
    assert run([*asked, "--json", "--protected"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["figures"]["inflow"]["absent"] == "hidden"
    assert found["figures"]["reach"]["denominator_words"] == "opgepakte zaken van de maand"


def test_a_month_that_cannot_be_read_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["monitor", "table", "--month", "oktober"]) == 2
    assert "Schrijf een maand als 2026-11" in capsys.readouterr().err
