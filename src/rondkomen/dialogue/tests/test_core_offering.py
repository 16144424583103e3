from rondkomen.dialogue.core.filling_in.offering import (
    HeldRows,
    offered,
    offered_rows,
    tables_with_offers,
    with_offers,
)
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.answers import Cells, Chosen, Rows
from rondkomen.dialogue.tests.examples import asked, changed, line
from rondkomen.dialogue.tests.test_core_asking import INSTRUMENT, QUESTIONS

BY_KEES = {"revision": 7, "author": "kees"}
TABLES = {one.code: one for one in INSTRUMENT.questions()}


def test_rows_come_from_the_earlier_table_each_under_its_own_place():
    rows = [
        {"wat": "a", "houden": "ja"},
        {},
        {"wat": "b", "houden": "nee"},
        {"wat": "c", "houden": "ja"},
    ]
    held = {"eerst": HeldRows(rows)}
    found = offered_rows(INSTRUMENT, TABLES["later"], {"eerst": Rows(())}, held)
    assert found == {"eerst/0": {"wat": "a"}, "eerst/3": {"wat": "c"}}


def test_rows_come_from_options_under_the_option():
    answers = {"focus": Chosen(("r1", "r2"), {"r2": "jongeren"})}
    found = offered_rows(INSTRUMENT, TABLES["gekozen"], answers, {})
    assert found == {"focus/r1": {"wat": "r1"}, "focus/r2": {"wat": "jongeren"}}
    assert [one.code for one in tables_with_offers(INSTRUMENT)] == ["later", "gekozen"]


def test_a_row_handed_on_twice_keeps_where_it_came_from():
    third = asked("derde", "table", rows_from="later", columns=[line("wat")])
    instrument = reading.instrument(changed("steps/0/sections/0/questions", [*QUESTIONS, third]))
    (table,) = [one for one in instrument.questions() if one.code == "derde"]
    later = HeldRows([{"wat": "a"}, {"wat": "eigen"}], {"eerst/3": 0})
    found = offered_rows(instrument, table, {"later": Rows(())}, {"later": later})
    assert found == {"eerst/3": {"wat": "a"}, "later/1": {"wat": "eigen"}}


def test_new_rows_come_in_and_what_somebody_wrote_stays():
    wanted = {"eerst/0": {"wat": "a"}, "eerst/1": {"wat": "b"}}
    first = with_offers(HeldRows(), wanted, most=9, revision=1)
    assert list(first.rows) == [{"wat": "a"}, {"wat": "b"}]
    written = HeldRows(
        [{"wat": "a"}, {"wat": "b", "wie": "Kees"}, {"wat": "van Kees"}],
        first.origins,
        {**first.marks, "1/wie": BY_KEES, "2/wat": BY_KEES},
    )
    # the first is called otherwise now, the second is gone, a third came
    now = {"eerst/0": {"wat": "a nader"}, "eerst/2": {"wat": "c"}}
    found = with_offers(written, now, most=9, revision=8)
    assert list(found.rows) == [
        {"wat": "a nader"}, {"wat": "b", "wie": "Kees"}, {"wat": "van Kees"}, {"wat": "c"},
    ]  # fmt: skip
    assert with_offers(found, now, most=9, revision=9) == found


def test_a_cell_somebody_wrote_in_is_theirs():
    held = HeldRows([{"wat": "van Kees"}], {"eerst/0": 0}, {"0/wat": BY_KEES})
    assert with_offers(held, {"eerst/0": {"wat": "a"}}, most=9, revision=8) == held


def test_a_row_leaves_with_its_origin_and_comes_back_in_its_place():
    wanted = {"eerst/0": {"wat": "a"}, "eerst/1": {"wat": "b"}}
    first = with_offers(HeldRows(), wanted, most=9, revision=1)
    without = with_offers(first, {"eerst/1": {"wat": "b"}}, most=9, revision=2)
    assert list(without.rows) == [{"wat": ""}, {"wat": "b"}]
    assert list(with_offers(without, wanted, most=9, revision=3).rows) == list(first.rows)


def test_a_row_somebody_took_away_does_not_come_back():
    held = HeldRows([{}], {"eerst/0": 0}, {"0/": BY_KEES})
    assert with_offers(held, {"eerst/0": {"wat": "a"}}, most=9, revision=8) == held


def test_a_full_table_takes_no_more_rows():
    found = with_offers(HeldRows([{"wat": "x"}]), {"eerst/0": {"wat": "a"}}, most=1, revision=1)
    assert list(found.rows) == [{"wat": "x"}]


def test_cells_of_a_matrix_are_offered_one_by_one():
    answers = {
        "focus": Chosen(("r1",)),
        "stappen": Cells({"r1": {"wat": "eerder"}, "r2": {"wat": "bereiken"}}),
        "plan": Cells({"r2": {"hoe": "bellen"}}),
    }
    raw = offered(INSTRUMENT, TABLES["plan"], answers, {"r2": {"hoe": "bellen"}})
    assert raw == {"r1": {"doel": "eerder"}, "r2": {"doel": "bereiken", "hoe": "bellen"}}
