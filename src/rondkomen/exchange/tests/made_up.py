"""Deliveries made up by Hypothesis and by hand, for the tests of this domain."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from hypothesis import strategies as st

from rondkomen.exchange.core import ddas_words as words
from rondkomen.exchange.core.ddas_cases import Attempt, CaseColumns, VsCases
from rondkomen.exchange.core.ddas_signals import SignalColumns, VsSignals
from rondkomen.exchange.core.ddas_vs import Contact, Envelope, Organisation, VsDelivery
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Period

# Numbers that pass the eleven-check and belong to nobody, by hand:
# 999990019: 81+72+63+54+45+0+0+2-9 = 308 = 28*11; 111222333: 9+8+7+12+10+8+9+6-3 = 66 = 6*11.
BSNS = ("999990019", "111222333")

JANUARY = Period(date(2026, 1, 1), date(2026, 1, 31))
MIDDENVELD = Organisation(
    "Gemeente Middenveld",
    (Contact("A. de Demo", "0101234567", "ddas@middenveld.example", "Beleidsmedewerker"),),
    "12345678",
)
ENVELOPE = Envelope("RONDKOMEN", JANUARY, datetime(2026, 2, 3, 9, 30, tzinfo=UTC))


class Signal(NamedTuple):
    """One row of `SignalColumns`: a signal as the field knows them."""

    ref: str = "s1"
    partner_type: str = "Energie"
    bsn: str = ""
    postcode: str = "1234AB"
    house_number: int = 10
    addition: str = ""
    birth_date: date | None = None
    amount: Cents = Cents(45_000)
    arrears_since: date | None = date(2025, 12, 15)
    signal_date: date = date(2026, 1, 10)
    status: str = words.PICKED_UP
    crisis: bool = False
    warm_transfer: bool = False


class Case(NamedTuple):
    """One row of `CaseColumns`: an open case on which nothing was done yet."""

    refs: tuple[str, ...] = ("s1",)
    closed: bool = False
    result: str = ""
    matched_on: date = date(2026, 1, 12)
    month: str = "2026-01"
    picked_up_on: date | None = None
    attempts: tuple[Attempt, ...] = ()


def signal_columns(rows: list[Signal]) -> SignalColumns:
    """These rows, column by column."""
    return SignalColumns(*([row[place] for row in rows] for place in range(len(Signal._fields))))


def case_columns(rows: list[Case]) -> CaseColumns:
    """These rows, column by column."""
    return CaseColumns(*([row[place] for row in rows] for place in range(len(Case._fields))))


def delivery(*signals: Signal, cases: tuple[Case, ...] = ()) -> VsDelivery:
    """A delivery of Middenveld over January."""
    return VsDelivery(
        "9901",
        MIDDENVELD,
        JANUARY,
        VsSignals(signal_columns(list(signals))),
        VsCases(case_columns(list(cases))),
    )


def _of(allowed: frozenset[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(allowed))


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_days = st.dates(JANUARY.start, JANUARY.end)
_clients: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"bsn": st.sampled_from(BSNS)}),
    st.fixed_dictionaries(
        {
            "postcode": st.from_regex(r"[1-9][0-9]{3}[A-Z]{2}", fullmatch=True),
            "house_number": st.integers(1, 99_999),
            "addition": _texts,
            "birth_date": st.none() | st.dates(date(1900, 1, 1), date(2008, 1, 1)),
        }
    ),
)


@st.composite
def _signals(draw: st.DrawFn, ref: str) -> Signal:
    return Signal(
        ref=ref,
        partner_type=draw(_of(words.PARTNER_TYPES)),
        amount=draw(st.integers(0, 10**9).map(Cents)),
        arrears_since=draw(st.none() | st.dates(date(2020, 1, 1), date(2025, 12, 31))),
        signal_date=draw(_days),
        status=draw(_of(words.SIGNAL_STATUSES)),
        crisis=draw(st.booleans()),
        warm_transfer=draw(st.booleans()),
        **draw(_clients),
    )


_attempts = st.tuples(_of(words.CONTACT_KINDS), st.booleans(), _days, _of(words.PARTS_OF_DAY))


@st.composite
def _cases(draw: st.DrawFn, refs: tuple[str, ...]) -> Case:
    closed = draw(st.booleans())
    return Case(
        refs,
        closed,
        draw(_of(words.RESULTS)) if closed else "",
        draw(_days),
        picked_up_on=draw(st.none() | _days),
        attempts=tuple(draw(st.lists(_attempts, max_size=3))),
    )


@st.composite
def deliveries(draw: st.DrawFn) -> VsDelivery:
    """Any delivery that can exist: signals in cases of several sizes, and alone."""
    prefix = draw(st.text("aZ09-", max_size=12))
    refs = [f"{prefix}{number}" for number in range(draw(st.integers(0, 12)))]
    cases: list[Case] = []
    rest = refs
    while rest and draw(st.booleans()):
        size = draw(st.integers(1, len(rest)))
        cases.append(draw(_cases(tuple(rest[:size]))))
        rest = rest[size:]
    signals = [draw(_signals(ref)) for ref in refs]
    return delivery(*signals, cases=tuple(cases))
