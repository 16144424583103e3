from datetime import date

import pytest

from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused


def test_what_the_author_sees_is_what_is_read():
    content = """
    gemeente: 0344
    klokslag: 12:30
    antwoord: no
    aan: on
    open: true
    aantal: -3
    deel: 0.5
    vanaf: 2026-01-31
    leeg: ~
    """
    assert yaml.load(content) == {
        "gemeente": "0344", "klokslag": "12:30", "antwoord": "no", "aan": "on", "open": True,
        "aantal": -3, "deel": 0.5, "vanaf": date(2026, 1, 31), "leeg": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3", 3, "'a' staat er twee keer"),
        ("a: &x 1\nb: *x", 2, "verwijzing"),
        ("a:\n  - [1, 2", 3, "er ontbreekt een teken zoals"),
        ("a: 1\nb: 2026-02-31", 2, "bestaat niet in de kalender"),
        ("a:\n\t- 1", 2, "spring in met spaties"),
        ("a: b: c", 1, "tussen aanhalingstekens"),
        ('a: "b', 1, "aanhalingsteken wordt niet gesloten"),
        ("a: 1\nbb\ncc", 3, "hoort een dubbele punt"),
        ("a: !!python/object/apply:os.getcwd []", 1, "soortnaam met ! is hier niet"),
        ("[1, 2]: x", 1, "een sleutel moet een woord zijn"),
        ("\n" + "[" * 61 + "]" * 61, 2, "te diep genest"),
    ],
)
def test_refuses_with_the_line_that_is_wrong(content, line, problem):
    with pytest.raises(Refused, match=problem) as refused:
        yaml.load(content)
    assert refused.value.where == f"tekst, regel {line}"


def test_reads_a_file_and_names_it_without_its_folder(tmp_path):
    file = tmp_path / "regels.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: \xc3\xa9")
    assert yaml.load(file) == {"a": "é"}
    file.write_text("a: b: c", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        yaml.load(file)
    assert refused.value.where == "regels.yaml, regel 1"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a: \xe9", "geen UTF-8"),
        (b"#" * 5_000_001, "groter dan 5 MB"),
        (b"a: \0", "niet te lezen"),
    ],
)
def test_refuses_what_is_no_text_of_ours(tmp_path, content, problem):
    file = tmp_path / "regels.yaml"
    file.write_bytes(content)
    with pytest.raises(Refused, match=problem):
        yaml.load(file)


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Refused, match="niet te openen"):
        yaml.load(tmp_path / "weg.yaml")
