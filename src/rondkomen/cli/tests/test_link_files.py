"""What `rondkomen link` takes and gives: files, options and what it says."""

import csv
import io
import json
from pathlib import Path

import pytest

from rondkomen.cli import run

HEADER = "id,initials,surname,birth_date,postcode,house_number"
SIGNALS = f"{HEADER}\ns1,A,de Vries,3-2-1980,1234 ab,12\ns2,Q,Zwart,1960-01-09,7777AB,9\n"
PERSONS = f'{HEADER}\np1,A.,"Vries, de",1980-02-03,1234AB,12\np2,P.,de Vries,1978-05-06,1234AB,12\n'


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "signalen.csv").write_text(SIGNALS, encoding="utf-8")
    (tmp_path / "personen.csv").write_text(PERSONS, encoding="utf-8")
    return str(tmp_path / "signalen.csv"), str(tmp_path / "personen.csv")


def pairs_in(text: str) -> list[tuple[str, str, str]]:
    rows = csv.DictReader(io.StringIO(text))
    return [(row["left_id"], row["right_id"], row["band"]) for row in rows]


def test_pairs_go_to_a_file_and_the_summary_to_the_screen(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "paren.csv"
    assert run(["link", *files, "-o", str(out), "--json"]) == 0
    said = capsys.readouterr()
    summary = json.loads(said.out)
    assert said.err == ""  # nothing to tell about work this short
    assert (summary["same"], summary["review"], summary["left_without_pair"]) == (1, 0, 1)
    assert pairs_in(out.read_text(encoding="utf-8")) == [("s1", "p1", "same")]


def test_a_dash_writes_the_pairs_to_standard_output(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["link", *files, "-o", "-"]) == 0
    out = capsys.readouterr().out
    assert pairs_in(out) == [("s1", "p1", "same")]
    (row,) = csv.DictReader(io.StringIO(out))
    told = json.loads(row["explanation"])
    weights = sum(item["weight"] for item in told["comparisons"])
    assert told["prior"] + weights > 4  # the lowest total that is linked without a person
    assert 0.9 < float(row["score"]) <= 1


def test_one_file_gives_its_duplicates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    double = tmp_path / "lijst.csv"
    rows = SIGNALS + 's3,A.,"Vries, de",1980-02-03,1234AB,12\n'
    double.write_text(rows, encoding="utf-8")
    assert run(["link", str(double), "-o", "-"]) == 0
    assert pairs_in(capsys.readouterr().out) == [("s1", "s3", "same")]


def test_semicolons_a_byte_order_mark_and_other_columns_are_taken_as_they_come(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = tmp_path / "punt[1].csv"  # a name that could be taken for a pattern
    left.write_text(
        "\ufeffID;Opmerking;Surname;initials;birth_date;postcode;house_number\n"
        's1;"a;b";de Vries;A;3-2-1980;1234 AB;12\n',
        encoding="utf-8",
    )
    assert run(["link", str(left), files[1], "-o", "-"]) == 0
    assert pairs_in(capsys.readouterr().out) == [("s1", "p1", "same")]


def test_only_ids_link_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = tmp_path / "kaal.csv"
    bare.write_text("id\n1\n2\n", encoding="utf-8")
    assert run(["link", str(bare), "-o", "-"]) == 0
    assert pairs_in(capsys.readouterr().out) == []


REFUSALS = {
    "een andere codering": (SIGNALS.replace("Zwart", "Bär").encode("cp1252"), "geen UTF-8: regel 3"),
    "een veld te weinig": (SIGNALS.replace(",7777AB,9", "").encode(), "regel 3 heeft 4 velden"),
    "een kolom dubbel": (b"id,surname,surname\n1,a,b\n", "de kolom surname twee keer"),
    "een leeg id": (b"id,surname\n,a\n", "heeft geen id"),
    "een formule": (b"id,surname\n=1+1,a\n", "begint als een formule"),
    "geen tekst": (b"PK\x03\x04\x00\x00", "geen tekstbestand"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_a_file_that_cannot_be_used_gets_one_sentence(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, sentence = REFUSALS[case]
    (tmp_path / "in.csv").write_bytes(content)
    assert run(["link", str(tmp_path / "in.csv"), "-o", str(tmp_path / "uit.csv")]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert (said.err.count("\n"), said.out) == (1, "")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]  # nothing half-written


def test_the_output_must_be_elsewhere_and_writable(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["link", *files, "-o", files[0]]) == 2
    assert "is een van de invoerbestanden" in capsys.readouterr().err
    assert Path(files[0]).read_text(encoding="utf-8") == SIGNALS
    assert run(["link", *files, "-o", str(tmp_path / "weg" / "paren.csv")]) == 2
    assert "Bestaat de map" in capsys.readouterr().err
    assert run(["link", *files, "-o", "-", "--json"]) == 2
    assert "al bezet" in capsys.readouterr().err
    assert run(["link", str(tmp_path / "weg.csv"), "-o", "-"]) == 2
    assert "bestaat niet; controleer de naam" in capsys.readouterr().err


def test_a_date_that_does_not_exist_counts_as_none_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "a,A.B.,Proefman,31-02-1970,1234AB,12\nb,A.B.,Proefman,1970-02-31,1234AB,12\n"
    (tmp_path / "lijst.csv").write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    assert run(["link", str(tmp_path / "lijst.csv"), "-o", "-"]) == 0
    said = capsys.readouterr()
    assert "2 geboortedata zijn niet te lezen of bestaan niet, en tellen niet mee." in said.err
    (pair,) = csv.DictReader(io.StringIO(said.out))
    told = json.loads(pair["explanation"])
    assert "birth_date" not in {one["comparison"] for one in told["comparisons"]}
    missing = "Een van beide heeft geen geboortedatum, of een die niet bestaat."
    assert missing in told["not_compared"]
