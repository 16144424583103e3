"""What cannot exist: the combinations the constructors refuse, and how values are written."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from rondkomen.exchange.core.ddas_cases import VsCases
from rondkomen.exchange.core.ddas_objects import envelope_object, organisation_object
from rondkomen.exchange.core.ddas_signals import VsSignals, deliverable
from rondkomen.exchange.core.ddas_vs import Contact, Envelope, Organisation, VsDelivery
from rondkomen.exchange.tests.made_up import (
    BSNS,
    ENVELOPE,
    JANUARY,
    MIDDENVELD,
    Case,
    Signal,
    case_columns,
    delivery,
    signal_columns,
)
from rondkomen.kernel.money import Cents
from rondkomen.kernel.refusal import Refused

RESULT = "Vervolghulp en/of verwijzing"


def _code(make: object) -> str:
    with pytest.raises(Refused) as refused:
        make()  # type: ignore[operator]  # a lambda that must refuse
    return refused.value.code


def _signal(**values: Any) -> Any:
    """The one signal with these values, as it is written."""
    return json.loads(VsSignals(signal_columns([Signal(**values)])).blocks[0])


def _case(**values: Any) -> Any:
    """The one case with these values, as it is written."""
    return json.loads(VsCases(case_columns([Case(**values)])).blocks[0])


def test_a_client_is_a_bsn_alone_or_an_address_without_one() -> None:
    assert _signal(bsn=BSNS[0], birth_date=date(1985, 6, 12))["client"] == {
        "burgerservicenummer": "999990019"
    }
    assert _signal(addition="A", birth_date=date(1985, 6, 12))["client"] == {
        "postcode": "1234AB",
        "huisnummer": "10",
        "huisnummertoevoeging": "A",
        "geboortedatum": "1985-06-12",
    }
    assert _signal()["client"] == {"postcode": "1234AB", "huisnummer": "10"}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: _signal(bsn="999990018"), "bsn"),
        (lambda: _signal(bsn="99999001"), "bsn"),
        (lambda: _signal(postcode="1234 AB"), "postcode"),
        (lambda: _signal(postcode="1234ab"), "postcode"),
        (lambda: _signal(postcode=""), "postcode"),
        (lambda: _signal(house_number=0), "house-number"),
        (lambda: _signal(house_number=100_000), "house-number"),
        (lambda: _signal(ref=""), "signal-id"),
        (lambda: _signal(ref='s"1'), "signal-id"),
        (lambda: _signal(partner_type="energie"), "type"),
        (lambda: _signal(status="Open"), "status"),
        (lambda: _signal(amount=Cents(-1)), "amount"),
        (lambda: _signal(arrears_since=date(2026, 1, 11)), "signal-dates"),
        (lambda: _case(attempts=(("Bellen", True, JANUARY.start, "Middag"),)), "kind"),
        (lambda: _case(attempts=(("Brief", True, JANUARY.start, "Nacht"),)), "part-of-day"),
        (lambda: _case(refs=()), "case-ids"),
        (lambda: _case(refs=("s1", "s1")), "case-ids"),
        (lambda: _case(result=RESULT), "open-with-result"),
        (lambda: _case(closed=True), "closed-without-result"),
        (lambda: _case(closed=True, result="Klaar"), "result"),
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
    one, two, late = Signal("s1"), Signal("s2"), Signal(signal_date=date(2026, 2, 1))
    in_s1, in_s2 = Case(("s1",)), Case(("s2",))
    assert delivery(one, two, cases=(in_s1,)).cases.columns.named == ["s1"]
    assert _code(lambda: delivery(one, one)) == "signal-id-twice"
    assert _code(lambda: delivery(two, cases=(in_s1,))) == "case-unknown"
    assert _code(lambda: delivery(one, cases=(in_s1, in_s1))) == "signal-in-two-cases"
    assert _code(lambda: delivery(late)) == "signal-after-period"
    empty = VsSignals(signal_columns([])), VsCases(case_columns([]))
    assert _code(lambda: VsDelivery("99", MIDDENVELD, JANUARY, *empty)) == "gemeentecode"
    with pytest.raises(ValueError, match="order"):
        delivery(one, two, cases=(in_s2,))


def test_only_signals_that_cannot_be_delivered_are_left_out_each_with_its_reason() -> None:
    rows = [Signal(f"s{number}") for number in range(1_200)]  # more than two blocks
    rows[3] = rows[3]._replace(postcode="")
    rows[700] = rows[700]._replace(status="Open", amount=Cents(-1))
    rows[1_199] = rows[1_199]._replace(bsn="123456789")
    made, wrong = deliverable(signal_columns(rows))
    found = {place: fault.code for place, fault in wrong.items()}
    assert found == {3: "postcode", 700: "amount", 1_199: "bsn"}
    assert "123456789" not in wrong[1_199].message
    kept = [row.ref for place, row in enumerate(rows) if place not in found]
    assert made.columns.refs == kept
    assert [row["ID"] for row in json.loads(b"[%b]" % b",".join(made.blocks))] == kept


@pytest.mark.parametrize(
    ("cents", "euros"), [(0, 0), (49, 0), (50, 1), (149, 1), (150, 2), (45_000, 450), (45_050, 451)]
)
def test_amounts_are_whole_euros_half_up(cents: int, euros: int) -> None:
    assert _signal(amount=Cents(cents))["bedrag"] == euros


def test_what_is_not_known_is_left_out() -> None:
    assert "ontstaansdatum" in _signal()
    assert "ontstaansdatum" not in _signal(arrears_since=None)
    assert "datumOpgepakt" not in _case()


def test_an_open_case_has_no_result() -> None:
    assert "resultaat" not in _case()
    closed = _case(
        closed=True,
        result=RESULT,
        picked_up_on=date(2026, 1, 15),
        attempts=(("Telefoon", False, date(2026, 1, 16), "Middag"),),
    )
    assert closed == {
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
