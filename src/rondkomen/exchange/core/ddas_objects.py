"""What stands around signals and cases in a DDAS document, with the names of schema 1.2."""

from datetime import UTC
from typing import Any

from rondkomen.exchange.core.ddas_vs import Envelope, Organisation

JsonObject = dict[str, Any]


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
        "startdatumLevering": envelope.period.start.isoformat(),
        "einddatumLevering": envelope.period.end.isoformat(),
        "aanleverdatumEnTijd": moment.replace("+00:00", "Z"),
    }
