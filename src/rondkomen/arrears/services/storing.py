"""Storing the judged rows of one file: all of them, in the transaction of the caller."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from uuid import UUID

from django.db import transaction

from rondkomen.access.bulk import insert_rows
from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import blind_index, seal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.arrears.core.codes import DeliveryState, RowState
from rondkomen.arrears.core.counts import Counts
from rondkomen.arrears.core.findings import Finding, FindingCode
from rondkomen.arrears.core.judge import Judged
from rondkomen.arrears.core.repeats import SignalKey, content_text, key_of
from rondkomen.arrears.models import Delivery, DeliveryRow, Partner, QuarantinedRow, UploadPart
from rondkomen.arrears.queries.quarantine import SEALED_COLUMN
from rondkomen.arrears.services.known import (
    Correction,
    KnownSignal,
    correct_signals,
    has_signals,
    known_contents,
    known_signals,
    reference_indexes,
    revoke_signal,
)
from rondkomen.arrears.services.new_signals import insert_signals
from rondkomen.journal.services import NewEvent, log_processing, record_many
from rondkomen.kernel.ids import new_id, new_ids
from rondkomen.kernel.memory import without_collecting
from rondkomen.kernel.refusal import Refused

_BATCH = 2_000
_DIGEST = 32
_ROW_COLUMNS = ("id", "gemeente_id", "delivery_id", "row_no", "state", "findings", "signal_id")
_QUARANTINE_COLUMNS = (
    "id", "gemeente_id", "row_id", "partner_id", "sealed", "content", "decision", "reason",
    "decided_by",
)  # fmt: skip


@dataclass(frozen=True)
class Storing:
    """What is needed to store rows: whose file it is, who acts, and which day it is.

    `events` gathers what is journalled at the end: the journal is held from the first one on.
    `fresh` says of a month whether the partner had no signal in it before this file.
    """

    delivery_id: UUID
    partner_id: UUID
    actor: Actor
    today: date
    events: list[NewEvent] = field(default_factory=list)
    fresh: dict[date, bool] = field(default_factory=dict)


@dataclass
class _Fate:
    """A judged row on its way into the tables."""

    judged: Judged
    content: str = ""
    signal_id: UUID | None = None


@transaction.atomic
def store_rows(
    storing: Storing, rows: Iterable[Judged], *, on_batch: Callable[[int], None] = lambda _: None
) -> Counts:
    """Return how many rows of the file ended in each state, after storing every one of them.

    `on_batch` hears how many rows are done; what it raises undoes everything.

    Raises: Refused when the delivery was taken in or closed in the meantime.
    Policy: the states add up to the rows of the file; the table refuses anything else.
    """
    delivery = _claimed(storing)
    states: Counter[RowState] = Counter()
    codes: Counter[FindingCode] = Counter()
    iterator = iter(rows)
    while stored := _next_stored(storing, iterator):
        for judged in stored:
            states[judged.state] += 1
            if judged.findings:
                codes.update({finding.code for finding in judged.findings})
        on_batch(states.total())
    counts = Counts.from_tally({state: states[state] for state in RowState})
    _finish(delivery, counts, codes, storing)
    return counts


@without_collecting()
def _next_stored(storing: Storing, rows: Iterator[Judged]) -> list[Judged]:
    """The next batch of rows, read and stored; empty when there are no more."""
    batch = list(islice(rows, _BATCH))
    return _store_batch(storing, batch) if batch else []


def _claimed(storing: Storing) -> Delivery:
    Partner.objects.select_for_update().get(id=storing.partner_id)
    delivery: Delivery | None = (
        Delivery.objects.select_for_update().filter(id=storing.delivery_id).first()
    )
    if delivery is None or delivery.state != DeliveryState.RECEIVED:
        raise Refused(
            "Deze levering is al ingenomen of afgesloten. Bekijk haar onder Leveringen.",
            code="delivery-closed",
        )
    return delivery


def _finish(
    delivery: Delivery, counts: Counts, codes: Counter[FindingCode], storing: Storing
) -> None:
    delivery.state = DeliveryState.STORED
    delivery.rows = counts.rows
    for state, count in counts.by_state().items():
        setattr(delivery, state.value, count)
    delivery.finding_counts = {code.value: count for code, count in sorted(codes.items())}
    delivery.save()
    UploadPart.objects.filter(delivery=delivery).delete()
    by_state = {state.value: count for state, count in counts.by_state().items()}
    data = {"sha256": delivery.sha256, "rows": counts.rows, **by_state}
    stored = NewEvent("delivery_stored", delivery.id, data)
    record_many([*storing.events, stored], actor=storing.actor)


def _store_batch(storing: Storing, batch: Sequence[Judged]) -> list[Judged]:
    fates = [_Fate(judged) for judged in batch]
    _place_accepted(storing, [fate for fate in fates if _taken_in(fate.judged.state)])
    quarantined = [fate for fate in fates if fate.judged.state is RowState.QUARANTINED]
    _recognise_quarantined(storing, quarantined)
    _revoke_known(storing, [fate for fate in fates if fate.judged.revokes is not None])
    gemeente_id = current_gemeente_id()
    keys = new_ids(len(fates))
    insert_rows(
        DeliveryRow,
        _ROW_COLUMNS,
        (
            (
                key, gemeente_id, storing.delivery_id, fate.judged.row_no, fate.judged.state.value,
                [finding.as_data() for finding in fate.judged.findings], fate.signal_id,
            )
            for key, fate in zip(keys, fates, strict=True)
        ),
    )  # fmt: skip
    _seal_quarantined(storing, zip(keys, fates, strict=True))
    return [fate.judged for fate in fates]


def _taken_in(state: RowState) -> bool:
    return state in (RowState.ACCEPTED, RowState.ACCEPTED_WITH_WARNINGS)


def _place_accepted(storing: Storing, fates: Sequence[_Fate]) -> None:
    """Tell new signals from repeated and corrected ones, and store what is new."""
    gemeente_id = current_gemeente_id()
    for fate in fates:
        assert fate.judged.record is not None  # an accepted row is complete
        fate.content = fingerprint(content_text(fate.judged.record), gemeente_id, "signal-content")
    records = [fate.judged.record for fate in fates if fate.judged.record is not None]
    known, keys = _known_before(storing, [key_of(one) for one in records])
    new: list[_Fate] = []
    new_keys: list[str] = []
    corrected: list[_Fate] = []
    for fate, key, earlier in zip(fates, keys, known, strict=True):
        if earlier is None:
            new.append(fate)
            new_keys.append(key)
            continue
        fate.signal_id = earlier.id
        if earlier.content == fate.content:
            note = Finding(FindingCode.ALREADY_DELIVERED)
            fate.judged = replace(fate.judged, state=RowState.DUPLICATE, findings=(note,))
        else:
            corrected.append(fate)
    _correct(storing, corrected)
    signal_ids = insert_signals(
        storing.delivery_id,
        storing.partner_id,
        [
            (fate.judged.record, key, fate.content)
            for fate, key in zip(new, new_keys, strict=True)
            if fate.judged.record is not None
        ],
        actor=storing.actor,
    )
    for fate, signal_id in zip(new, signal_ids, strict=True):
        fate.signal_id = signal_id


def _known_before(
    storing: Storing, wanted: Sequence[SignalKey]
) -> tuple[Sequence[KnownSignal | None], Sequence[str]]:
    """The signals of earlier files with these keys; a month without any is not searched."""
    for month in {key.month for key in wanted} - storing.fresh.keys():
        storing.fresh[month] = not has_signals(storing.partner_id, month)
    if all(storing.fresh[key.month] for key in wanted):
        return [None] * len(wanted), reference_indexes(storing.partner_id, wanted)
    return known_signals(storing.partner_id, wanted)


def _correct(storing: Storing, fates: Sequence[_Fate]) -> None:
    """Bring signals of earlier files up to date, and say so with each row."""
    corrections = [
        Correction(fate.signal_id, fate.judged.record, fate.content)
        for fate in fates
        if fate.signal_id is not None and fate.judged.record is not None
    ]
    outcomes = correct_signals(
        corrections, delivery_id=storing.delivery_id, actor=storing.actor, today=storing.today
    )
    for fate, (version, event) in zip(fates, outcomes, strict=True):
        storing.events.append(event)
        finding = Finding(FindingCode.CORRECTS_EARLIER, detail=str(version))
        fate.judged = replace(
            fate.judged,
            state=RowState.ACCEPTED_WITH_WARNINGS,
            findings=(*fate.judged.findings, finding),
        )


def _revoke_known(storing: Storing, fates: Sequence[_Fate]) -> None:
    """Mark signals of earlier files that this file shows to be unlawful."""
    wanted = [fate.judged.revokes for fate in fates if fate.judged.revokes is not None]
    known, _ = known_signals(storing.partner_id, wanted)
    for fate, earlier in zip(fates, known, strict=True):
        if earlier is not None:
            storing.events.append(revoke_signal(earlier.id, storing.delivery_id))
            fate.signal_id = earlier.id
            note = Finding(FindingCode.REVOKES_EARLIER)
            fate.judged = replace(fate.judged, findings=(*fate.judged.findings, note))


def _recognise_quarantined(storing: Storing, fates: Sequence[_Fate]) -> None:
    gemeente_id = current_gemeente_id()
    for fate in fates:
        text = json.dumps(fate.judged.payload, sort_keys=True)
        fate.content = fingerprint(text, gemeente_id, f"row-content:{storing.partner_id}")
    known = known_contents(storing.partner_id, [fate.content for fate in fates])
    for fate in fates:
        if fate.content in known:
            note = Finding(FindingCode.ALREADY_JUDGED)
            fate.judged = replace(
                fate.judged, state=RowState.DUPLICATE, findings=(note,), payload=None
            )


def _seal_quarantined(storing: Storing, rows: Iterable[tuple[UUID, _Fate]]) -> None:
    gemeente_id = current_gemeente_id()
    sealed: list[tuple[object, ...]] = []
    for row_id, fate in rows:
        if fate.judged.state is RowState.QUARANTINED:
            key = new_id()
            plain = json.dumps(fate.judged.payload).encode()
            box = seal(plain, gemeente_id=gemeente_id, row=key, column=SEALED_COLUMN)
            sealed.append(
                (key, gemeente_id, row_id, storing.partner_id, box, fate.content, "", "", "")
            )
    insert_rows(QuarantinedRow, _QUARANTINE_COLUMNS, sealed)
    log_processing(
        purpose=Purpose.INTAKE,
        subjects=[row[2] for row in sealed if isinstance(row[2], UUID)],
        actor=storing.actor,
        activity="rij in quarantaine geplaatst",
    )


def fingerprint(text: str, gemeente_id: str, kind: str) -> str:
    """Return a keyed fingerprint of 128 bits: equal for equal text, useless without the key."""
    return blind_index(text, gemeente_id=gemeente_id, kind=kind)[:_DIGEST]
