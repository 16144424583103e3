"""Recognising the same signal again: within a file, and against what was delivered before."""

from dataclasses import fields
from datetime import date
from typing import NamedTuple

from rondkomen.arrears.core.codes import SignalKind
from rondkomen.arrears.core.signal import SignalRecord


class SignalKey(NamedTuple):
    """What makes two rows of one partner the same signal."""

    reference: str
    kind: SignalKind
    month: date


def signal_key(reference: str, kind: SignalKind, signal_date: date) -> SignalKey:
    """Return the key of a signal; `month` is its first day.

    Policy: partner reference, kind and month. A second kind in the same month is another signal:
    end of supply follows an earlier one about the same customer.
    """
    return SignalKey(reference.casefold(), kind, signal_date.replace(day=1))


def key_of(record: SignalRecord) -> SignalKey:
    """Return the key of the signal in a record."""
    return signal_key(record.partner_reference, record.kind, record.signal_date)


def content_text(record: SignalRecord) -> str:
    """Return everything the row says, so that an unchanged signal can be told from a corrected one.

    Policy: any difference in what was delivered makes a correction.
    """
    client = record.client
    return "|".join(
        map(
            str,
            (
                record.partner_reference, record.partner_type, record.kind, record.signal_date,
                record.amount, record.arrears_since, record.arrears_terms, record.supply_end_date,
                record.crisis, *_effort_parts(record), client.initials, client.given_names,
                client.prefix, client.surname, client.partner_prefix, client.partner_surname,
                client.birth_date, client.postcode, client.house_number, client.house_letter,
                client.house_addition, client.street, client.city, ",".join(client.phones),
                client.email, client.bsn, client.kvk_number, client.legal_form,
            ),
        )
    )  # fmt: skip


def _effort_parts(record: SignalRecord) -> tuple[object, ...]:
    effort = record.effort
    return (
        effort.personal_contact, effort.help_mentioned, effort.reminders, effort.consent,
        effort.current_customer, effort.running_arrangement,
    )  # fmt: skip


# How a changed field is named on screen; the fields of the client go together, because a name or
# an address changes as a whole.
_CHANGE_LABELS: dict[str, str] = {
    "signal_date": "signaaldatum",
    "amount": "bedrag",
    "arrears_since": "begin van de achterstand",
    "arrears_terms": "aantal termijnen",
    "supply_end_date": "einddatum levering",
    "crisis": "crisissignaal",
    "effort": "inspanningen",
    "partner_type": "soort partner",
}
_CLIENT_LABELS: dict[str, str] = {
    "initials": "naam", "given_names": "naam", "prefix": "naam", "surname": "naam",
    "partner_prefix": "naam", "partner_surname": "naam", "birth_date": "geboortedatum",
    "postcode": "adres", "house_number": "adres", "house_letter": "adres",
    "house_addition": "adres", "street": "adres", "city": "adres", "phones": "telefoon",
    "email": "e-mail", "bsn": "bsn", "kvk_number": "onderneming", "legal_form": "onderneming",
}  # fmt: skip


WHO_AND_WHERE = frozenset({"naam", "geboortedatum", "adres", "bsn"})
"""The changes after which a signal may belong to another household."""


def changed(old: SignalRecord, new: SignalRecord) -> tuple[str, ...]:
    """Return what differs between two versions of a signal, in words without values.

    Policy: the partner and the municipality see what was corrected, not the personal data.
    """
    labels = [
        _CHANGE_LABELS[field.name]
        for field in fields(SignalRecord)
        if field.name in _CHANGE_LABELS and getattr(old, field.name) != getattr(new, field.name)
    ]
    labels += [
        label
        for name, label in _CLIENT_LABELS.items()
        if getattr(old.client, name) != getattr(new.client, name)
    ]
    return tuple(dict.fromkeys(labels))
