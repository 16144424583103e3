"""What cannot exist: the combinations the constructors refuse, and how values are written."""

from datetime import date, datetime

import pytest

from rondkomen.exchange.core.ddas_objects import (
    attempt_object,
    case_object,
    client_object,
    envelope_object,
    organisation_object,
    signal_object,
)
from rondkomen.exchange.core.ddas_vs import (
    ByAddress,
    ByBsn,
    Contact,
    Envelope,
    Organisation,
    VsAttempt,
    VsCase,
    VsDelivery,
)
from rondkomen.exchange.tests.made_up import (
    BSNS,
    ENVELOPE,
    HOME,
    JANUARY,
    MIDDENVELD,
    delivery,
    signal,
)
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Period
from rondkomen.kernel.refusal import Refused

RESULT = "Vervolghulp en/of verwijzing"


def _code(make: object) -> str:
    with pytest.raises(Refused) as refused:
        make()  # type: ignore[operator]  # a lambda that must refuse
    return refused.value.code


def test_a_client_is_a_bsn_alone_or_an_address_without_one() -> None:
    assert client_object(ByBsn(BSNS[0])) == {"burgerservicenummer": "999990019"}
    full = ByAddress("1234AB", 10, "A", date(1985, 6, 12), "Onbekend")
    assert client_object(full) == {
        "postcode": "1234AB",
        "huisnummer": "10",
        "huisnummertoevoeging": "A",
        "geboortedatum": "1985-06-12",
        "geslachtsaanduiding": "Onbekend",
    }
    assert client_object(HOME) == {"postcode": "1234AB", "huisnummer": "10"}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: ByBsn("999990018"), "bsn"),
        (lambda: ByBsn("99999001"), "bsn"),
        (lambda: ByAddress("1234 AB", 10), "postcode"),
        (lambda: ByAddress("", 10), "postcode"),
        (lambda: ByAddress("1234AB", 0), "house-number"),
        (lambda: ByAddress("1234AB", 1, gender="M"), "gender"),
        (lambda: signal(""), "signal-id"),
        (lambda: signal(partner_type="energie"), "type"),
        (lambda: signal(status="Open"), "status"),
        (lambda: signal(amount=Cents(-1)), "amount"),
        (lambda: signal(arrears_since=date(2026, 1, 11)), "signal-dates"),
        (lambda: VsAttempt("Bellen", reached=True, on=JANUARY.start), "kind"),
        (
            lambda: VsAttempt("Brief", reached=True, on=JANUARY.start, part_of_day="Nacht"),
            "part-of-day",
        ),
        (lambda: VsCase((), closed=False), "case-ids"),
        (lambda: VsCase(("s1", "s1"), closed=False), "case-ids"),
        (lambda: VsCase(("s1",), closed=False, result=RESULT), "open-with-result"),
        (lambda: VsCase(("s1",), closed=True), "closed-without-result"),
        (lambda: VsCase(("s1",), closed=True, result="Klaar"), "result"),
        (lambda: Contact(""), "contact-name"),
        (lambda: Contact("A", email="geen adres"), "contact-email"),
        (lambda: Organisation("", (Contact("A"),)), "organisation"),
        (lambda: Organisation("A", ()), "contacts"),
        (lambda: Organisation("A", (Contact("A"), Contact("A"))), "contacts"),
        (lambda: Organisation("A", (Contact("A"),), "1234"), "kvk"),
        (lambda: Envelope("", JANUARY, ENVELOPE.delivered_at), "supplier"),
        (lambda: Envelope("X", JANUARY, datetime(2026, 2, 1)), "delivered-at"),  # noqa: DTZ001  no zone is the point
    ],
)
def test_an_impossible_value_is_refused(make: object, code: str) -> None:
    assert _code(make) == code


def test_a_delivery_holds_together() -> None:
    one, two = signal("s1"), signal("s2")
    in_s1 = VsCase(("s1",), closed=False)
    assert delivery(one, two, cases=(in_s1,)).cases == (in_s1,)
    assert _code(lambda: delivery(one, one)) == "signal-id-twice"
    assert _code(lambda: delivery(two, cases=(in_s1,))) == "case-unknown"
    assert _code(lambda: delivery(one, cases=(in_s1, in_s1))) == "signal-in-two-cases"
    late = signal(signal_date=date(2026, 2, 1))
    assert _code(lambda: delivery(late)) == "signal-after-period"
    assert _code(lambda: VsDelivery("99", MIDDENVELD, JANUARY, ())) == "gemeentecode"


@pytest.mark.parametrize(
    ("cents", "euros"), [(0, 0), (49, 0), (50, 1), (149, 1), (150, 2), (45_000, 450), (45_050, 451)]
)
def test_amounts_are_whole_euros_half_up(cents: int, euros: int) -> None:
    assert signal_object(signal(amount=Cents(cents)))["bedrag"] == euros


def test_what_is_not_known_is_left_out() -> None:
    bare = signal(amount=None, arrears_since=None, signal_date=None, status="")
    assert set(signal_object(bare)) == {
        "ID",
        "crisissignaal",
        "warmeOverdracht",
        "signaalpartner",
        "client",
    }


def test_an_open_case_has_no_result() -> None:
    assert "resultaat" not in case_object(VsCase(("s1",), closed=False))
    closed = VsCase(
        ("s1",),
        closed=True,
        result=RESULT,
        matched_on=date(2026, 1, 12),
        matching_period=Period(date(2026, 1, 1), date(2026, 1, 31)),
        picked_up_on=date(2026, 1, 15),
        attempts=(
            VsAttempt("Telefoon", reached=False, on=date(2026, 1, 16), part_of_day="Middag"),
        ),
    )
    assert case_object(closed) == {
        "resultaat": RESULT,
        "matchingsdatum": "2026-01-12",
        "startdatumMatchingperiode": "2026-01-01",
        "einddatumMatchingperiode": "2026-01-31",
        "datumOpgepakt": "2026-01-15",
        "vroegsignalen": [{"ID": "s1"}],
        "contactpogingen": [
            {"soort": "Telefoon", "bereikt": False, "datum": "2026-01-16", "dagdeel": "Middag"}
        ],
    }


def test_an_attempt_without_part_of_day_has_none() -> None:
    assert "dagdeel" not in attempt_object(VsAttempt("Brief", reached=False, on=JANUARY.start))


def test_the_outside_names_organisation_and_moment_in_utc() -> None:
    moment = datetime.fromisoformat("2026-02-03T10:30:00+01:00")
    assert envelope_object(Envelope("X", JANUARY, moment)) == {
        "codeGegevensleverancier": "X",
        "startdatumLevering": "2026-01-01",
        "einddatumLevering": "2026-01-31",
        "aanleverdatumEnTijd": "2026-02-03T09:30:00Z",
    }
    assert organisation_object(MIDDENVELD) == {
        "naam": "Gemeente Middenveld",
        "kvk-nummer": "12345678",
        "contactpersonen": [
            {
                "naam": "A. de Demo",
                "telefoonnummer": "0101234567",
                "email": "ddas@middenveld.example",
                "functietitel": "Beleidsmedewerker",
            }
        ],
    }
