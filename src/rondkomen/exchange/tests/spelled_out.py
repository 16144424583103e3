"""A delivery spelled out as plain objects, name by name from schema 1.2: what writing must equal."""

from collections.abc import Iterator
from typing import Any

from rondkomen.exchange.core.ddas_objects import JsonObject, organisation_object
from rondkomen.exchange.core.ddas_pages import (
    LaidOut,
    Part,
    document,
    layout_of,
    pages,
    share,
)
from rondkomen.exchange.core.ddas_vs import VsDelivery
from rondkomen.exchange.core.ddas_words import MOST_SIGNALS_PER_PAGE
from rondkomen.exchange.tests.made_up import ENVELOPE, Case, Signal


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _known(found: JsonObject) -> JsonObject:
    return {name: value for name, value in found.items() if value is not None}


def client_object(signal: Signal) -> JsonObject:
    """A BSN alone, or an address without one."""
    if signal.bsn:
        return {"burgerservicenummer": signal.bsn}
    return _known(
        {
            "postcode": signal.postcode,
            "huisnummer": str(signal.house_number),
            "huisnummertoevoeging": signal.addition or None,
            "geboortedatum": _iso(signal.birth_date),
        }
    )


def signal_object(signal: Signal) -> JsonObject:
    """One signal; the amount in whole euros, half a euro going up."""
    euros, cents = divmod(signal.amount, 100)
    return _known(
        {
            "ID": signal.ref,
            "crisissignaal": signal.crisis,
            "warmeOverdracht": signal.warm_transfer,
            "signaalpartner": {"type": signal.partner_type},
            "signaaldatum": _iso(signal.signal_date),
            "status": signal.status,
            "bedrag": euros + (cents >= 50),
            "ontstaansdatum": _iso(signal.arrears_since),
            "client": client_object(signal),
        }
    )


def case_object(case: Case) -> JsonObject:
    """One case, matched in January; an open case has no result."""
    names = ("soort", "bereikt", "datum", "dagdeel")
    return _known(
        {
            "contactpogingen": [
                dict(zip(names, (kind, reached, _iso(on), part), strict=True))
                for kind, reached, on, part in case.attempts
            ],
            "matchingsdatum": _iso(case.matched_on),
            "startdatumMatchingperiode": "2026-01-01",
            "einddatumMatchingperiode": "2026-01-31",
            "datumOpgepakt": _iso(case.picked_up_on),
            "resultaat": case.result or None,
            "vroegsignalen": [{"ID": ref} for ref in case.refs],
        }
    )


def objects(made: VsDelivery) -> LaidOut:
    """The signals and cases as objects, in page order."""
    signals = map(Signal._make, zip(*made.signals.columns, strict=True))
    cases = map(Case._make, zip(*made.cases.columns, strict=True))
    return LaidOut(
        layout_of(made), list(map(signal_object, signals)), list(map(case_object, cases))
    )


def documents(made: VsDelivery, page_size: int = MOST_SIGNALS_PER_PAGE) -> Iterator[JsonObject]:
    """The document of each page."""
    laid_out, organisation = objects(made), organisation_object(made.organisation)
    for page in pages([laid_out.layout], page_size):
        yield document(ENVELOPE, [Part("9901", organisation, *share(laid_out, 0, page))])
