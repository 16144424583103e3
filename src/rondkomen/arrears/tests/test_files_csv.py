"""CSV as partners send it, and as nobody should."""

import io
import resource
import tracemalloc

import pytest

from rondkomen.arrears.adapters import csv_rows
from rondkomen.arrears.adapters.intake_file import open_table
from rondkomen.arrears.core.limits import MOST_COLUMNS
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.kernel.refusal import Refused

HEADER = "klantnummer;bedrag;achternaam"


def rows_of(content: bytes, profile: MappingProfile | None = None) -> list[tuple[int, list[str]]]:
    table = open_table(io.BytesIO(content), profile)
    return [(row.row_no, list(row.cells)) for row in table.rows]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    text = f"{HEADER}\n1;2;Proef\n".replace(";", separator)
    assert rows_of(text.encode()) == [(2, ["1", "2", "Proef"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_the_character_set_is_found(encoding):
    content = f"{HEADER}\n1;2;Gémène€\n".encode(encoding)
    assert rows_of(content)[0][1][2] == "Gémène€"


def test_a_late_accent_still_decides_the_character_set():
    content = f"{HEADER}\n".encode() + b"1;2;Proef\n" * 20_000 + "1;2;Zoë\n".encode("cp1252")
    assert rows_of(content)[-1][1][2] == "Zoë"


def test_bytes_of_no_character_set_are_refused():
    with pytest.raises(Refused, match="UTF-8"):
        rows_of(f"{HEADER}\n1;2;".encode() + b"\x81\xfe\n")


def test_row_numbers_are_those_of_a_spreadsheet():
    content = f"Levering november\n\n{HEADER}\n1;2;A\n;;\n\n{HEADER}\n2;2;B\n".encode()
    assert [number for number, _ in rows_of(content)] == [4, 7, 8]
    table = open_table(io.BytesIO(content))
    assert [row.row_no for row in table.rows if row.repeats_header] == [7]


def test_unknown_column_names_will_do_for_making_a_profile():
    content = b"Overzicht november\nDeb;Euro;Wie\n1;2;A\n"
    with pytest.raises(Refused):
        open_table(io.BytesIO(content))
    table = open_table(io.BytesIO(content), any_names=True)
    assert table.header == ("Deb", "Euro", "Wie")


def test_quotes_may_hold_separators_and_line_ends():
    content = f'{HEADER}\r\n1;"1;2";"a ""b"" \nc"\r\n'
    assert rows_of(content.encode()) == [(2, ["1", "1;2", 'a "b" \nc'])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (f"{HEADER}\n".encode(), "no-rows"),
        (f"{HEADER}\n{HEADER}\n".encode(), "no-rows"),
        (b"1;2;Proef\n2;3;Test\n", "header-missing"),
        (b"\x00\x01\x02\x03" * 10, "binary"),
        (b"%PDF-1.7", "other-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "other-format"),
        (b"<?xml version='1.0'?><a/>", "other-format"),
        (b'[{"klantnummer": 1}]', "json-list"),
        (f'{HEADER}\n1;2;"open\n'.encode(), "quotes"),
        (f'{HEADER}\n1;2;"a"b\n'.encode(), "quotes"),
        (f'{HEADER}\n1;2;"{"x" * 40_000}'.encode(), "quotes"),
        (
            (";".join(f"kolom{n}" for n in range(MOST_COLUMNS + 50)) + f";{HEADER}\n1\n").encode(),
            "too-many-columns",
        ),
    ],
)
def test_what_cannot_be_taken_in_gets_one_sentence(content, code):
    with pytest.raises(Refused) as refusal:
        rows_of(content)
    assert refusal.value.code == code
    assert refusal.value.message.endswith((".", ".)"))


def test_an_unclosed_quote_names_its_row():
    content = f'{HEADER}\n1;2;A\n2;2;"B\n' + "3;2;C\n" * 20_000
    with pytest.raises(Refused, match="rij 3"):
        rows_of(content.encode())


def test_two_million_rows_are_refused_in_little_memory(tmp_path):
    path = tmp_path / "groot.csv"
    with path.open("wb") as out:
        out.write(f"{HEADER}\n".encode())
        for _ in range(200):
            out.write(b"1;2;A\n" * 10_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with path.open("rb") as source, pytest.raises(Refused) as refusal:
        open_table(source)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal.value.code == "too-many-rows"
    assert after - before < 20_000  # kB


def test_a_full_file_is_read_in_constant_memory():
    content = io.BytesIO(f"{HEADER}\n".encode() + b"1;2;Voorbeeldnaam\n" * 20_000)
    tracemalloc.start()
    count = sum(1 for _ in open_table(content).rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 3_000_000  # the sample, a chunk and one row; all rows together take 5 MB


def test_the_profile_may_fix_separator_and_character_set():
    profile = MappingProfile(delimiter=",", encoding="windows-1252")
    content = "klantnummer,bedrag,achternaam\n1,2,Zoë\n".encode("cp1252")
    assert rows_of(content, profile)[0][1] == ["1", "2", "Zoë"]


@pytest.mark.parametrize(
    "content",
    [b"klantnummer;bedrag" + b";a" * 600_000 + b"\n", b"klantnummer;bedrag" + b";a" * 20_000],
    ids=["a line longer than any row", "more cells than a spreadsheet is wide"],
)
def test_a_line_that_is_no_row_is_refused_before_its_cells_are_looked_at(content, monkeypatch):
    monkeypatch.setattr(csv_rows, "header_place", None)  # calling it would fail
    monkeypatch.setattr(csv_rows, "_separator", lambda sample, profile: ";")
    with pytest.raises(Refused, match="Regel 1 is te lang"):
        open_table(io.BytesIO(content))


def test_the_empty_columns_of_a_spreadsheet_are_no_columns():
    empty = ";" * (16_384 - 3)
    text = f"{HEADER}{empty}\n1;2;Proef{empty}\n"
    assert open_table(io.BytesIO(text.encode())).header == ("klantnummer", "bedrag", "achternaam")
