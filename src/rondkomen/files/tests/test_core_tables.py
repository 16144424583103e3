import csv as standard_csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from rondkomen.files import csv, xlsx
from rondkomen.kernel.money import Cents
from rondkomen.kernel.refusal import Refused

printable = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=20)


def lines(*row):
    return csv.write(["kolom"], [row]).decode("utf-8-sig").split("\r\n")


def opened(*sheets):
    return load_workbook(io.BytesIO(xlsx.write(sheets)))


@pytest.mark.parametrize(
    "text", ["=1+1", "+31612345678", "-5", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"]
)
def test_text_never_starts_a_formula(text):
    written = next(standard_csv.reader(io.StringIO(lines(text)[1]), delimiter=";"))[0]
    assert written.startswith("'")


@pytest.mark.parametrize(
    ("cell", "written"),
    [(-5, "-5"), (-1.5, "-1,5"), (Decimal("-0.10"), "-0,10"), (1e-7, "0,0000001"),
     (None, ""), (True, "ja"), (date(2026, 1, 2), "2026-01-02"), ("a;b", '"a;b"')],
)  # fmt: skip
def test_values_keep_their_kind(cell, written):
    assert lines(cell, 1)[1] == f"{written};1"


def test_csv_opens_right_in_a_dutch_spreadsheet():
    assert csv.write(["naam", "bedrag"], [["Şahin", 1.5]]) == (
        b"\xef\xbb\xbfnaam;bedrag\r\n\xc5\x9eahin;1,5\r\n"
    )


@given(st.lists(st.lists(printable, min_size=2, max_size=2), max_size=5))
def test_csv_reads_back_what_was_written(rows):
    text = csv.write(["a", "b"], rows).decode("utf-8-sig")
    read = list(standard_csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def test_a_workbook_holds_values_and_no_formulas():
    sheet = xlsx.Sheet(
        "Signalen",
        ["naam", "bedrag", "deel", "datum", "open"],
        [["=1+1", Cents(-123456), 0.25, date(2026, 1, 2), True]],
        euros=frozenset({"bedrag"}),
        shares=frozenset({"deel"}),
        notes=["Bron: eigen registratie"],
    )
    tab = opened(sheet)["Signalen"]
    row = tab[2]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "d", "s"]
    assert [cell.value for cell in row[:3]] == ["=1+1", -1234.56, 0.25]
    assert row[3].value.date() == date(2026, 1, 2)
    assert tab["A4"].value == "Bron: eigen registratie"
    assert (tab.freeze_panes, tab.auto_filter.ref) == ("A2", "A1:E2")


def test_tabs_get_titles_excel_accepts():
    empty = {"header": ["a"], "rows": []}
    titles = ["Wijk 1/2: alles", "Wijk 1/2: alles", "x" * 40, ""]
    assert opened(*(xlsx.Sheet(title, **empty) for title in titles)).sheetnames == [
        "Wijk 1 2  alles", "Wijk 1 2  alles (2)", "x" * 31, "Blad",
    ]  # fmt: skip


def test_a_row_must_fit_its_header():
    with pytest.raises(ValueError, match="zip"):
        xlsx.write([xlsx.Sheet("a", ["een", "twee"], [["alleen"]])])


def test_refuses_more_rows_than_the_format_holds(monkeypatch):
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 2)
    with pytest.raises(Refused, match="plaats voor 2 rijen"):
        xlsx.write([xlsx.Sheet("a", ["een"], [[1], [2], [3]])])


def test_refuses_a_workbook_of_nothing():
    with pytest.raises(Refused, match="Kies eerst een tabel"):
        xlsx.write([])


def test_a_heading_is_no_formula_and_no_link():
    sheet = xlsx.Sheet("a", ["=1+1", "http://elders.example"], [["x", "y"]])
    tab = opened(sheet)["a"]
    assert [(cell.data_type, cell.hyperlink) for cell in tab[1]] == [("s", None), ("s", None)]
