import json

import pytest

from rondkomen import cli


@pytest.fixture
def run(capsys):
    """Runs `rondkomen instrument`; gives its exit code, what it printed and what it said."""

    def go(*words):
        code = cli.run(["instrument", *map(str, words)])
        return (code, *capsys.readouterr())

    return go


@pytest.mark.parametrize(("file", "begins"), [("blad.pdf", b"%PDF"), ("formulier.xlsx", b"PK")])
def test_an_instrument_becomes_a_worksheet_or_a_form(run, tmp_path, file, begins):
    made = run("export", "gesprekstool", "-o", tmp_path / file, "--size", "a3", "--language", "en")
    assert made[:2] == (0, "")
    assert (tmp_path / file).read_bytes().startswith(begins)


def test_a_file_with_a_fault_is_not_exported(run, tmp_path):
    file = tmp_path / "eigen.yaml"
    file.write_text("format: rondkomen/instrument/1\n")
    code, _, _ = run("export", file, "-o", tmp_path / "blad.pdf")
    assert code == 2
    assert not (tmp_path / "blad.pdf").exists()


@pytest.mark.parametrize(
    ("name", "output", "said"),
    [
        ("weg", "blad.pdf", "gesprekstool"),
        ("gesprekstool", "blad.docx", ".pdf of .xlsx"),
        ("gesprekstool", "geen/map/blad.pdf", "niet te schrijven"),
    ],
)
def test_what_cannot_be_exported_is_refused(run, tmp_path, name, output, said):
    code, _, told = run("export", name, "-o", tmp_path / output)
    assert code == 2
    assert said in told


def test_an_instrument_is_shown_with_its_conditions(run):
    _, text, _ = run("show", "werkboek-vrijwilligers")
    assert "W4.3  Welke ervaring moeten zij hebben?" in text
    assert '(bij W4.1 is gekozen: "Ervaringsdeskundigen")' in text


def test_an_instrument_is_shown_in_english_with_its_options(run):
    _, text, _ = run("show", "gesprekstool", "--json", "--language", "en")
    questions = json.loads(text)["questions"]
    assert questions[0]["text"].startswith("We know why")
    # the eighty of the inventory and the two ways to go on
    assert sum(len(question["options"]) for question in questions) == 82


def test_a_fault_is_told_with_its_place(run, tmp_path):
    file = tmp_path / "fout.yaml"
    file.write_text("format: rondkomen/instrument/1\nkey: fout\n")
    code, text, _ = run("check", file, "--json")
    assert code == 1
    assert "steps" in [finding["where"] for finding in json.loads(text)["findings"]]


def test_what_follows_from_answers_is_told(run, tmp_path):
    answers = tmp_path / "antwoorden.yaml"
    answers.write_text("E: 5\nQ6: {chosen: [Q6.2]}\nQ11: {chosen: [Q11.4]}\n")
    code, text, _ = run("outcome", "gesprekstool", answers, "--json")
    found = json.loads(text)
    assert code == 0
    assert [one["code"] for one in found["outcomes"]] == ["participatie", "tegenspraak-e"]
    assert [link["to"] for link in found["links"]] == ["werkboek-evaluatie"]
    _, shown, _ = run("outcome", "gesprekstool", answers)
    assert "Wij vragen wat zij vinden" in shown


@pytest.mark.parametrize("wrong", ["A: 9\n", "weg: 1\n", "[1]\n"])
def test_answers_that_do_not_fit_are_refused(run, tmp_path, wrong):
    answers = tmp_path / "antwoorden.yaml"
    answers.write_text(wrong)
    assert run("outcome", "gesprekstool", answers)[0] == 2
