import json

import pytest

from rondkomen import cli
from rondkomen.outreach.content import rule_table_text


@pytest.fixture
def table(tmp_path):
    """Writes a rule table and gives its path."""

    def write(text=None):
        path = tmp_path / "regels.yaml"
        path.write_text(rule_table_text() if text is None else text, encoding="utf-8")
        return str(path)

    return write


def test_a_sound_table_ends_with_zero(table, capsys):
    assert cli.run(["rules", "check", table()]) == 0
    assert capsys.readouterr().out == "Geen fouten gevonden.\n"


def test_every_fault_is_named_with_its_place(table, capsys):
    broken = rule_table_text().replace("points: 60", "points: 0").replace("name: Beginversie", "")
    assert cli.run(["rules", "check", table(broken), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [fault["where"] for fault in found["findings"]] == ["name", "rules[1].points"]


@pytest.mark.parametrize("text", ["name: a: b", "rules: *x"])
def test_what_is_no_yaml_is_refused_with_its_line(table, capsys, text):
    assert cli.run(["rules", "check", table(text)]) == 2
    assert "regel 1" in capsys.readouterr().err


def test_a_missing_file_is_refused(capsys):
    assert cli.run(["rules", "check", "weg.yaml"]) == 2
    assert "bestaat niet; controleer de naam" in capsys.readouterr().err


def test_a_table_is_tried_out(table, gemeente, capsys):
    arguments = ["rules", "simulate", table(), "--from", "2026-05", "--to", "2026-10", "--json"]
    assert cli.run([*arguments, "--gemeente", gemeente]) == 0
    assert json.loads(capsys.readouterr().out)["cases"] == 0


@pytest.mark.parametrize(
    ("months", "words"),
    [(("2026-10", "2026-05"), "Draai de maanden om"), (("mei", "2026-05"), "--from")],
)
def test_months_that_cannot_be_are_refused(table, capsys, months, words):
    first, last = months
    assert cli.run(["rules", "simulate", table(), "--from", first, "--to", last]) == 2
    assert words in capsys.readouterr().err


def test_the_register_text_is_shown(gemeente, capsys):
    assert cli.run(["rules", "register", "--gemeente", gemeente]) == 0
    assert "naam: Volgorde van zaken" in capsys.readouterr().out
