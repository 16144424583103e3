"""XLSX: what spreadsheets do to data, and workbooks that mean harm."""

import io
import resource
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from rondkomen.arrears.adapters.intake_file import judged_rows, open_table
from rondkomen.arrears.core.codes import RowState
from rondkomen.arrears.core.judge import Bench, Judged
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.tests.rows import REGISTER, SOUND, TODAY, codes_of, terms
from rondkomen.kernel.refusal import Refused


def saved(workbook: openpyxl.Workbook) -> io.BytesIO:
    content = io.BytesIO()
    workbook.save(content)
    return content


def workbook_of(*rows: dict[str, object]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(list(SOUND))
    for changes in rows:
        sheet.append(list({**SOUND, **changes}.values()))
    return workbook


def judged(content: io.BytesIO, profile: MappingProfile | None = None) -> list[Judged]:
    return list(judged_rows(open_table(content, profile), Bench(terms(), REGISTER, TODAY)))


def test_typed_cells_are_what_the_spreadsheet_shows():
    (outcome,) = judged(
        saved(
            workbook_of(
                {
                    "klantnummer": 1001,
                    "bedrag": 1234.5,
                    "signaaldatum": date(2026, 11, 2),
                    "achterstand_sinds": datetime.fromisoformat("2026-09-01T00:00"),
                    "huisnummer": 12,
                    "telefoon": 612345678,
                }
            )
        )
    )
    assert outcome.state is RowState.ACCEPTED
    record = outcome.record
    assert record is not None
    assert record.partner_reference == "1001"
    assert record.amount == 123450
    assert record.arrears_since == date(2026, 9, 1)
    assert record.client.phones == ("+31612345678",)


def test_a_text_of_thousands_is_not_a_number_with_three_decimals():
    text, number = judged(
        saved(workbook_of({"bedrag": "1.234"}, {"klantnummer": "2", "bedrag": 1.234}))
    )
    assert text.record is not None
    assert text.record.amount == 123400
    assert codes_of(number) == {"unreadable_amount"}


def test_dates_count_from_1904_where_the_workbook_says_so():
    workbook = workbook_of({"signaaldatum": date(2026, 11, 2)})
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    (outcome,) = judged(saved(workbook))
    assert outcome.record is not None
    assert outcome.record.signal_date == date(2026, 11, 2)


def test_a_formula_is_pointed_out_and_one_without_a_value_is_missing():
    workbook = workbook_of({}, {"klantnummer": "2"})
    workbook.active["C2"] = "=400+12"
    (first, second) = judged(saved(workbook))
    assert codes_of(first) == {"formula_cell", "missing"}
    assert [finding.column for finding in first.findings] == ["bedrag", "bedrag"]
    assert second.state is RowState.ACCEPTED


def test_merged_cells_hold_up_the_rows_whose_value_they_swallow():
    workbook = workbook_of({}, {"klantnummer": "2"}, {"klantnummer": "3"})
    workbook.active.merge_cells("F2:F3")
    first, second, third = judged(saved(workbook))
    assert first.state is RowState.ACCEPTED
    assert "merged_cell" in codes_of(second)
    assert second.row_no == 3
    assert third.state is RowState.ACCEPTED


def test_an_error_cell_is_named():
    workbook = workbook_of({})
    workbook.active["C2"] = "#N/A"
    (outcome,) = judged(saved(workbook))
    assert "cell_error" in codes_of(outcome)


def test_titles_and_empty_rows_are_passed_over_and_a_second_header_is_told():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Levering november"])
    sheet.merge_cells("A1:J1")
    sheet.append([])
    for values in (SOUND, SOUND.values(), [], SOUND, {**SOUND, "klantnummer": "2"}.values()):
        sheet.append(list(values))
    assert [(one.row_no, one.state.value) for one in judged(saved(workbook))] == [
        (4, "accepted"),
        (6, "duplicate"),
        (7, "accepted"),
    ]


def test_the_sheet_with_signals_is_found_and_several_are_refused():
    workbook = workbook_of({})
    workbook.create_sheet("Toelichting", 0).append(["Zo leest u dit"])
    assert len(judged(saved(workbook))) == 1
    other = workbook.create_sheet("December")
    other.append(list(SOUND))
    other.append(list({**SOUND, "klantnummer": "9"}.values()))
    with pytest.raises(Refused, match="werkblad"):
        judged(saved(workbook))
    (chosen,) = judged(saved(workbook), MappingProfile(sheet="December"))
    assert chosen.record is not None
    assert chosen.record.partner_reference == "9"
    with pytest.raises(Refused, match="Januari"):
        judged(saved(workbook), MappingProfile(sheet="Januari"))


def test_a_workbook_without_a_header_is_refused():
    workbook = openpyxl.Workbook()
    workbook.active.append([1, 2, 3])
    with pytest.raises(Refused) as refusal:
        judged(saved(workbook))
    assert refusal.value.code == "header-missing"
    workbook.active.append(["Deb", "Euro", "Wie", "Waar"])
    assert open_table(saved(workbook), any_names=True).header == ("Deb", "Euro", "Wie", "Waar")


def replaced(part: str, content: bytes) -> io.BytesIO:
    """A workbook in which one part has another content."""
    made = io.BytesIO()
    source = zipfile.ZipFile(saved(workbook_of({})))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return made


SHEET = "xl/worksheets/sheet1.xml"
BILLION_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHEET, b"<worksheet><sheetData><row r="),
        (SHEET, BILLION_LAUGHS),
        (SHEET, b'<?xml version="1.0" encoding="UTF-9"?><worksheet/>'),
        (SHEET, b'<worksheet><row r="9999999"><c r="A1"><v>1</v></c></row></worksheet>'),
        (SHEET, b'<worksheet><row r="1"><c r="A1" t="s"><v>999</v></c></row></worksheet>'),
        ("xl/workbook.xml", b"geen xml"),
        ("xl/_rels/workbook.xml.rels", b""),
        ("xl/styles.xml", b"<styleSheet"),
    ],
)
def test_a_damaged_workbook_is_refused(part, content):
    with pytest.raises(Refused) as refusal:
        judged(replaced(part, content))
    assert refusal.value.code == "xlsx"


def test_any_cut_of_a_workbook_is_refused():
    whole = saved(workbook_of({})).getvalue()
    for length in range(4, len(whole), 97):
        with pytest.raises(Refused):
            judged(io.BytesIO(whole[:length]))


def test_a_zip_of_another_kind_is_refused():
    whole = saved(workbook_of({})).getvalue()
    directory = whole.index(b"PK\x01\x02")
    newer = whole[: directory + 6] + b"\xea" + whole[directory + 7 :]  # asks for zip version 23.4
    with pytest.raises(Refused) as refusal:
        judged(io.BytesIO(newer))
    assert refusal.value.code == "xlsx"


def test_a_cell_far_away_takes_no_room():
    far = b'<worksheet><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></worksheet>'
    with pytest.raises(Refused) as refusal:
        judged(replaced(SHEET, far))
    assert refusal.value.code == "header-missing"


def two_rows() -> bytes:
    return b"".join(
        b'<row r="%d">%s</row>'
        % (
            number,
            b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % name.encode() for name in SOUND),
        )
        for number in (1, 2)
    )


def test_merging_a_million_rows_is_refused():
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with pytest.raises(Refused, match="samengevoegd"):
        judged(replaced(SHEET, b"<worksheet>" + two_rows() + merged + b"</worksheet>"))


def test_a_merge_that_never_ends_costs_no_time():
    endless = b"<mergeCell " * 60_000  # ten blocks; a search from each to the end takes a minute
    before = time.process_time()
    with pytest.raises(Refused):
        judged(replaced(SHEET, b"<worksheet>" + two_rows() + endless))
    assert time.process_time() - before < 5


def test_a_number_format_without_end_costs_no_time():
    styles = b'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="%s"/></numFmts></styleSheet>'
    before = time.process_time()
    assert judged(replaced("xl/styles.xml", styles % (b"[" * 100_000)))
    assert time.process_time() - before < 5


READER = """
import sys
sys.path.insert(0, sys.argv[1])
from rondkomen.arrears.adapters.intake_file import open_table
from rondkomen.kernel.refusal import Refused
try:
    outcome = sum(1 for _ in open_table(open(sys.argv[2], "rb")).rows)
except Refused as refusal:
    outcome = refusal.code
status = open("/proc/self/status").read()
print(outcome, status.split("VmHWM:")[1].split()[0])
"""


def read_in_own_process(path: Path) -> tuple[str, int]:
    """What became of the file, and the most memory it took, in MB."""
    source = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-c", READER, source, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    outcome, peak = done.stdout.split()
    return outcome, int(peak) // 1024


def test_a_small_bomb_stays_small(tmp_path):
    """A file of 400 kB that inflates to 400 MB must not take over 300 MB."""
    part = "xl/sharedStrings.xml"
    path = tmp_path / "bom.xlsx"
    source = zipfile.ZipFile(saved(workbook_of({})))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in {*source.namelist(), part} - {part}:
            target.writestr(name, source.read(name))
        with target.open(part, "w") as bomb:
            bomb.write(b"<sst>")
            for _ in range(800):
                bomb.write(b"<si><t>" + b"x" * 500_000 + b"</t></si>")
    assert path.stat().st_size < 420_000
    outcome, peak = read_in_own_process(path)
    assert outcome == "zip-bomb"
    assert peak < 300


def test_the_widest_and_longest_sheet_that_is_allowed_stays_within_memory(tmp_path):
    """Just under the limits of the guard: many cells, each with a text of its own."""
    path = tmp_path / "vol.xlsx"
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet()
    sheet.append(list(SOUND))
    for number in range(2_000):
        sheet.append([f"{number}-{column}" for column in range(len(SOUND))])
    workbook.save(path)
    outcome, peak = read_in_own_process(path)
    assert outcome == "2000"
    assert peak < 300


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says():
    honest = replaced(SHEET, b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>").getvalue()
    size = (30_000_023).to_bytes(4, "little")
    lie = honest.replace(size, (1_000).to_bytes(4, "little"))
    assert lie != honest
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused):
        judged(io.BytesIO(lie))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
