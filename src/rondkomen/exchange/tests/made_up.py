"""Deliveries made up by Hypothesis and by hand, for the tests of this domain."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from rondkomen.exchange.core import ddas_words as words
from rondkomen.exchange.core.ddas_vs import (
    ByAddress,
    ByBsn,
    Client,
    Contact,
    Envelope,
    Organisation,
    VsAttempt,
    VsCase,
    VsDelivery,
    VsSignal,
)
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
HOME = ByAddress("1234AB", 10)


def signal(signal_id: str = "s1", **changes: object) -> VsSignal:
    """A signal as the field knows them, with these changes."""
    usual: dict[str, object] = {
        "ref": signal_id,
        "partner_type": "Energie",
        "client": HOME,
        "amount": Cents(45_000),
        "arrears_since": date(2025, 12, 15),
        "signal_date": date(2026, 1, 10),
        "status": words.PICKED_UP,
    }
    return VsSignal(**{**usual, **changes})  # type: ignore[arg-type]  # the changes of a test


def delivery(*signals: VsSignal, cases: tuple[VsCase, ...] = ()) -> VsDelivery:
    """A delivery of Middenveld over January."""
    return VsDelivery("9901", MIDDENVELD, JANUARY, signals, cases)


def _of(allowed: frozenset[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(allowed))


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_days = st.dates(JANUARY.start, JANUARY.end)
_clients: st.SearchStrategy[Client] = st.one_of(
    st.builds(ByBsn, st.sampled_from(BSNS)),
    st.builds(
        ByAddress,
        st.from_regex(r"[1-9][0-9]{3}[A-Z]{2}", fullmatch=True),
        st.integers(1, 99_999),
        _texts,
        st.none() | st.dates(date(1900, 1, 1), date(2008, 1, 1)),
        _of(words.GENDERS) | st.just(""),
    ),
)


def _signals(signal_id: str) -> st.SearchStrategy[VsSignal]:
    return st.builds(
        VsSignal,
        ref=st.just(signal_id),
        partner_type=_of(words.PARTNER_TYPES),
        client=_clients,
        amount=st.none() | st.integers(0, 10**9).map(Cents),
        arrears_since=st.none() | st.dates(date(2020, 1, 1), date(2025, 12, 31)),
        signal_date=st.none() | _days,
        status=_of(words.SIGNAL_STATUSES) | st.just(""),
        crisis=st.booleans(),
        warm_transfer=st.booleans(),
    )


_attempts = st.builds(
    VsAttempt,
    _of(words.CONTACT_KINDS),
    st.booleans(),
    _days,
    _of(words.PARTS_OF_DAY) | st.just(""),
)


@st.composite
def _cases(draw: st.DrawFn, signal_ids: tuple[str, ...]) -> VsCase:
    closed = draw(st.booleans())
    return VsCase(
        signal_ids,
        closed,
        draw(_of(words.RESULTS)) if closed else "",
        matched_on=draw(st.none() | _days),
        matching_period=draw(st.none() | st.just(JANUARY)),
        picked_up_on=draw(st.none() | _days),
        attempts=tuple(draw(st.lists(_attempts, max_size=3))),
    )


@st.composite
def deliveries(draw: st.DrawFn) -> VsDelivery:
    """Any delivery the constructors let exist: signals in cases of several sizes, and alone."""
    count = draw(st.integers(0, 12))
    prefix = draw(_texts)
    ids = [f"{prefix}{number}" for number in range(count)]
    cases: list[VsCase] = []
    rest = ids
    while rest and draw(st.booleans()):
        size = draw(st.integers(1, len(rest)))
        cases.append(draw(_cases(tuple(rest[:size]))))
        rest = rest[size:]
    signals = tuple(draw(_signals(signal_id)) for signal_id in ids)
    return VsDelivery("9901", MIDDENVELD, JANUARY, signals, tuple(cases))
