from datetime import date

from rondkomen.kernel.period import Month
from rondkomen.outreach.core.clocks import (
    ClockKind,
    term_on_closing,
    term_on_handover,
    terms_on_acceptance,
    terms_on_opening,
)
from rondkomen.outreach.core.codes import SignalKind
from rondkomen.outreach.core.priority import Terms
from rondkomen.outreach.tests.examples import FRIDAY, facts, signal

TERMS = Terms()


def due(terms):
    return {term.kind: term.due for term in terms}


def test_opening_starts_the_offer_and_the_six_month_window():
    found = due(terms_on_opening(facts(), month=Month(2026, 11), today=FRIDAY, terms=TERMS))
    assert found == {
        ClockKind.OFFER: date(2026, 12, 4),  # 14 days after 20 November
        ClockKind.SIX_MONTH_WINDOW: date(2027, 5, 31),
    }


def test_an_end_of_supply_is_due_on_its_date():
    ends = signal(kind=SignalKind.END_OF_SUPPLY, supply_ends=date(2026, 12, 8))
    found = due(terms_on_opening(facts(ends), month=Month(2026, 11), today=FRIDAY, terms=TERMS))
    assert found[ClockKind.END_OF_SUPPLY] == date(2026, 12, 8)


def test_an_end_of_supply_without_a_date_is_twenty_working_days_after_the_signal():
    # 2 November 2026 is a Monday; four weeks of five working days later is Monday 30 November
    ends = signal(kind=SignalKind.END_OF_SUPPLY)
    found = due(terms_on_opening(facts(ends), month=Month(2026, 11), today=FRIDAY, terms=TERMS))
    assert found[ClockKind.END_OF_SUPPLY] == date(2026, 11, 30)


def test_acceptance_starts_four_weeks_and_a_pause_of_thirty_days():
    found = due(terms_on_acceptance(FRIDAY, threatening=False))
    assert found == {
        ClockKind.FIRST_CONVERSATION: date(2026, 12, 18),
        ClockKind.COLLECTION_PAUSE: date(2026, 12, 20),
    }


def test_three_working_days_span_christmas():
    # accepted on Thursday 24 December 2026: 25 and 26 are holidays, 27 is a Sunday,
    # so Monday 28, Tuesday 29 and Wednesday 30 are the three working days
    found = due(terms_on_acceptance(date(2026, 12, 24), threatening=True))
    assert found[ClockKind.FIRST_CONVERSATION] == date(2026, 12, 30)


def test_a_handover_is_answered_within_five_working_days():
    assert term_on_handover(FRIDAY, terms=TERMS).due == date(2026, 11, 27)


def test_retention_ends_with_the_month_a_year_after_closing():
    assert term_on_closing(FRIDAY, terms=TERMS).due == date(2027, 11, 30)
