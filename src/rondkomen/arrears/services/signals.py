"""What happens to a signal after it was taken in."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor
from rondkomen.arrears.core.codes import ResidentMatch, SignalStatus
from rondkomen.arrears.models import DeliveryRow, Signal, SignalVersion
from rondkomen.journal.services import NewEvent, record_many

_CHUNK = 900  # SQLite takes a limited number of values in one statement


@transaction.atomic
def set_status(statuses: Mapping[UUID, SignalStatus], *, actor: Actor) -> int:
    """Return how many signals got another status; each change is journalled.

    Law: Wgs art. 3(1)(b): every signal gets an answer, so each has a status at any time.
    """
    changed: list[tuple[UUID, SignalStatus]] = []
    for ids in _chunks(statuses):
        present = Signal.objects.filter(id__in=ids).values_list("id", "status")
        changed += [(key, statuses[key]) for key, status in present if status != statuses[key]]
    for status in SignalStatus:
        for ids in _chunks(signal for signal, wanted in changed if wanted is status):
            Signal.objects.filter(id__in=ids).update(status=status)
    record_many(
        [NewEvent("signal_status", signal, {"status": status.value}) for signal, status in changed],
        actor=actor,
    )
    return len(changed)


@transaction.atomic
def set_resident_match(matches: Mapping[UUID, ResidentMatch], *, actor: Actor) -> int:
    """Return how many signals got another mark of whether their person was found; each journalled.

    Policy: canonical record; what was not found goes to a queue, see `matching`.
    """
    changed: list[tuple[UUID, ResidentMatch]] = []
    for ids in _chunks(matches):
        present = Signal.objects.filter(id__in=ids).values_list("id", "resident_match")
        changed += [(key, matches[key]) for key, match in present if match != matches[key]]
    for match in ResidentMatch:
        for ids in _chunks(signal for signal, wanted in changed if wanted is match):
            Signal.objects.filter(id__in=ids).update(resident_match=match)
    record_many(
        [NewEvent("signal_resident", signal, {"match": match.value}) for signal, match in changed],
        actor=actor,
    )
    return len(changed)


@transaction.atomic
def purge_signals(signal_ids: Iterable[UUID], *, actor: Actor, rule: str) -> list[UUID]:
    """Return the identities that no signal refers to any more, after erasing these signals.

    The caller erases those identities in the same transaction. The fate of the delivered rows
    stays, as counts and codes without personal data.

    Law: AVG art. 5(1)(e) and art. 17. Policy: `rule` names the retention rule or the request.
    """
    freed: list[UUID] = []
    erased: list[UUID] = []
    for ids in _chunks(signal_ids):
        rows = Signal.objects.filter(id__in=ids)
        found = dict(rows.values_list("id", "identity_id"))
        freed += found.values()
        freed += SignalVersion.objects.filter(signal_id__in=ids).values_list(
            "identity_id", flat=True
        )
        DeliveryRow.objects.filter(signal_id__in=ids).update(signal=None)
        SignalVersion.objects.filter(signal_id__in=ids).delete()
        rows.delete()
        erased += found
    record_many(
        [NewEvent("signal_erased", signal, {"rule": rule}) for signal in erased], actor=actor
    )
    return freed


def _chunks(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    wanted = list(ids)
    return (wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK))
