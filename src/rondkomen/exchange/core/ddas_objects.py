"""Valid values as the objects of a DDAS document, with the names of schema 1.2."""

from datetime import UTC, date
from functools import lru_cache
from typing import Any

from rondkomen.exchange.core.ddas_vs import (
    ByBsn,
    Client,
    Envelope,
    Organisation,
    VsAttempt,
    VsCase,
    VsSignal,
)
from rondkomen.kernel.money import whole_euros

JsonObject = dict[str, Any]

# A page holds hundreds of thousands of dates and few different ones.
_iso = lru_cache(maxsize=50_000)(date.isoformat)


def client_object(client: Client) -> JsonObject:
    """The client as DDAS writes it: a BSN alone, or an address without one."""
    if isinstance(client, ByBsn):
        return {"burgerservicenummer": client.bsn}
    postcode, house_number, addition, birth_date, gender = client
    found: JsonObject = {"postcode": postcode, "huisnummer": str(house_number)}
    if addition:
        found["huisnummertoevoeging"] = addition
    if birth_date:
        found["geboortedatum"] = _iso(birth_date)
    if gender:
        found["geslachtsaanduiding"] = gender
    return found


def signal_object(signal: VsSignal) -> JsonObject:
    """The signal as DDAS writes it; what is not known is left out."""
    ref, partner_type, client, amount, since, sent, status, crisis, warm_transfer = signal
    found: JsonObject = {
        "ID": ref,
        "crisissignaal": crisis,
        "warmeOverdracht": warm_transfer,
        "signaalpartner": {"type": partner_type},
        "client": client_object(client),
    }
    if amount is not None:
        found["bedrag"] = whole_euros(amount)
    if since:
        found["ontstaansdatum"] = _iso(since)
    if sent:
        found["signaaldatum"] = _iso(sent)
    if status:
        found["status"] = status
    return found


@lru_cache(maxsize=20_000)
def attempt_object(attempt: VsAttempt) -> JsonObject:
    """The attempt as DDAS writes it; the same object for the same attempt, not to be changed."""
    found: JsonObject = {
        "soort": attempt.kind,
        "bereikt": attempt.reached,
        "datum": _iso(attempt.on),
    }
    if attempt.part_of_day:
        found["dagdeel"] = attempt.part_of_day
    return found


def _named(ref: str) -> JsonObject:
    return {"ID": ref}


def case_object(case: VsCase) -> JsonObject:
    """The case as DDAS writes it; an open case has no `resultaat`."""
    refs, _closed, result, matched_on, period, picked_up_on, attempts = case
    found: JsonObject = {
        "vroegsignalen": list(map(_named, refs)),
        "contactpogingen": list(map(attempt_object, attempts)),
    }
    if result:
        found["resultaat"] = result
    if matched_on:
        found["matchingsdatum"] = _iso(matched_on)
    if period:
        found["startdatumMatchingperiode"] = _iso(period.start)
        found["einddatumMatchingperiode"] = _iso(period.end)
    if picked_up_on:
        found["datumOpgepakt"] = _iso(picked_up_on)
    return found


def organisation_object(organisation: Organisation) -> JsonObject:
    """The delivering organisation with its contacts, as DDAS writes it."""
    names = ("naam", "telefoonnummer", "email", "functietitel")
    contacts = [
        {
            name: value
            for name, value in zip(
                names, (person.name, person.phone, person.email, person.job_title), strict=True
            )
            if value
        }
        for person in organisation.contacts
    ]
    found: JsonObject = {"naam": organisation.name, "contactpersonen": contacts}
    if organisation.kvk_number:
        found["kvk-nummer"] = organisation.kvk_number
    return found


def envelope_object(envelope: Envelope) -> JsonObject:
    """The outside of a document, still without deliveries; the moment is written in UTC."""
    moment = envelope.delivered_at.astimezone(UTC).isoformat(timespec="seconds")
    return {
        "codeGegevensleverancier": envelope.supplier_code,
        "startdatumLevering": _iso(envelope.period.start),
        "einddatumLevering": _iso(envelope.period.end),
        "aanleverdatumEnTijd": moment.replace("+00:00", "Z"),
    }
