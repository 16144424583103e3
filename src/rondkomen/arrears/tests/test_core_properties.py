"""Whatever a row or a cell holds: one fate, no exception, and nothing read twice differently."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rondkomen.arrears.core.cells import READERS, Style, clean, publish
from rondkomen.arrears.core.fields import FIELDS, FieldKind
from rondkomen.arrears.core.findings import MEANINGS, FindingCode, Severity
from rondkomen.arrears.core.judge import Bench, FileMemory, judge
from rondkomen.arrears.core.layout import RawRow, bind
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.tests.rows import REGISTER, TODAY, terms

CELLS = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from(["ja", "nee", "-5", "1.234,56", "02-11-2026", "1234AB", "12", "eindelevering"]),
)
LAYOUT = bind(MappingProfile(), [field.column for field in FIELDS])


@given(st.lists(st.lists(CELLS, max_size=len(FIELDS) + 2), max_size=4))
def test_every_row_has_one_fate_and_an_unlawful_one_keeps_nothing(rows):
    memory = FileMemory()
    bench = Bench(terms(), REGISTER, TODAY)
    for number, cells in enumerate(rows):
        outcome = memory.place(judge(RawRow(number, cells), LAYOUT, bench))
        severities = {finding.severity for finding in outcome.findings}
        if Severity.UNLAWFUL in severities:
            assert outcome.record is None
            assert outcome.payload is None
        for finding in outcome.findings:
            assert finding.sentence(number).endswith(".")


@given(CELLS)
def test_clean_text_is_clean(cell):
    text = clean(cell)
    assert clean(text) == text
    assert "\0" not in text
    assert "\n" not in text


@given(st.sampled_from(list(FieldKind)), CELLS)
def test_what_was_read_is_read_again_from_its_published_form(kind, cell):
    read = READERS[kind][0]
    try:
        value = read(cell, Style())
    except ValueError:
        return
    if value == "" or value == ():
        return
    assert read(publish(kind, value), Style()) == value


@given(st.dates(date(1880, 1, 1), date(2199, 12, 31)))
def test_dates_are_read_in_both_published_forms(day):
    read = READERS[FieldKind.DATE][0]
    assert read(day.isoformat(), Style()) == day
    assert read(f"{day:%d-%m-%Y}", Style()) == day


def test_every_finding_has_a_ground_and_says_what_to_do():
    assert set(MEANINGS) == set(FindingCode)
    for meaning in MEANINGS.values():
        assert meaning.ground.startswith(("Law: ", "Policy: "))
        assert meaning.sentence.endswith((".", ".)"))
        assert ". " in meaning.sentence
