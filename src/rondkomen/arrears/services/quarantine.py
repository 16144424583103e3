"""Decisions about rows in quarantine: a person, a reason, and then nothing of the row is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.arrears.content import legal_register
from rondkomen.arrears.core.codes import Decision, RowState
from rondkomen.arrears.core.ddas import NOT_IN_SCHEMA
from rondkomen.arrears.core.fields import FIELD, FIELDS
from rondkomen.arrears.core.findings import MEANINGS, FindingCode, Severity
from rondkomen.arrears.core.judge import Bench, Judged, judge
from rondkomen.arrears.core.layout import RawRow, bind
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.core.repeats import content_text, key_of
from rondkomen.arrears.models import Delivery, DeliveryRow, Partner, QuarantinedRow
from rondkomen.arrears.queries.partners import terms_on
from rondkomen.arrears.queries.quarantine import opened
from rondkomen.arrears.services.known import Correction, correct_signals, known_signals
from rondkomen.arrears.services.new_signals import insert_signals
from rondkomen.arrears.services.storing import fingerprint
from rondkomen.journal.services import record, record_many
from rondkomen.kernel.refusal import Refused

_SHORTEST_REASON = 5


@dataclass(frozen=True)
class Verdict:
    """What a person decided about a row, and why.

    Shape: `corrections` field → text in the published format; empty text takes a value away.
    """

    decision: Decision
    reason: str
    corrections: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def decide_quarantined(row_id: UUID, verdict: Verdict, *, actor: Actor, today: date) -> UUID | None:
    """Return the key of the signal a row in quarantine became, or nothing when it was refused.

    The sealed row is erased either way.

    Raises: Refused without a reason, when somebody decided already, or when an accepted row still
    lacks a value or proves unlawful after correction.
    Policy: a doubt about lawfulness is settled by a person, who says why.
    """
    require(actor, Purpose.INTAKE)
    if len(verdict.reason.strip()) < _SHORTEST_REASON:
        raise Refused("Schrijf in een zin waarom u zo besluit.", code="reason", where="reason")
    waiting = _locked(row_id)
    signal_id = _accept(waiting, verdict, actor, today) if _accepts(verdict) else None
    _close(waiting, verdict, actor, today)
    record(
        "quarantine_decided",
        subject=waiting.row_id,
        actor=actor,
        data={
            "decision": verdict.decision.value,
            "corrected": sorted(verdict.corrections),
            "signal": str(signal_id or ""),
        },
    )
    return signal_id


def _accepts(verdict: Verdict) -> bool:
    return verdict.decision is Decision.ACCEPTED


def _locked(row_id: UUID) -> QuarantinedRow:
    waiting: QuarantinedRow | None = (
        QuarantinedRow.objects.select_for_update().filter(row_id=row_id).first()
    )
    if waiting is None:
        raise Refused("Deze rij staat niet in quarantaine.", code="row-unknown")
    if waiting.decision:
        raise Refused(
            f"{waiting.decided_by} besloot al over deze rij. Ververs de lijst.",
            code="already-decided",
        )
    return waiting


def _accept(waiting: QuarantinedRow, verdict: Verdict, actor: Actor, today: date) -> UUID:
    Partner.objects.select_for_update().get(id=waiting.partner_id)  # as a delivery does
    delivery = Delivery.objects.select_for_update().get(id=waiting.row.delivery_id)
    judged = rejudged(waiting, verdict.corrections, today)
    assert judged.record is not None  # rejudged() refuses an incomplete row
    content = fingerprint(content_text(judged.record), current_gemeente_id(), "signal-content")
    known, keys = known_signals(waiting.partner_id, [key_of(judged.record)])
    if known[0] is None:
        (signal_id,) = insert_signals(
            delivery.id, waiting.partner_id, [(judged.record, keys[0], content)], actor=actor
        )
    else:
        signal_id = known[0].id
        if known[0].content != content:
            ((_, event),) = correct_signals(
                [Correction(signal_id, judged.record, content)],
                delivery_id=delivery.id,
                actor=actor,
                today=today,
            )
            record_many([event], actor=actor)
    _move_count(delivery)
    DeliveryRow.objects.filter(id=waiting.row_id).update(
        state=RowState.ACCEPTED_WITH_WARNINGS, signal_id=signal_id
    )
    return signal_id


def _move_count(delivery: Delivery) -> None:
    delivery.quarantined -= 1
    delivery.accepted_with_warnings += 1
    delivery.save(update_fields=["quarantined", "accepted_with_warnings"])


def rejudged(waiting: QuarantinedRow, corrections: Mapping[str, str], today: date) -> Judged:
    """Return a row in quarantine judged again, with the corrections of a person.

    Raises: Refused when a value is still missing or unreadable, or the row proves unlawful.
    """
    unknown = [name for name in corrections if name not in FIELD]
    if unknown:
        raise Refused(f"Het veld '{unknown[0]}' bestaat niet.", code="field-unknown")
    texts = {**opened(waiting), **corrections}
    names = [field.name for field in FIELDS]
    layout = bind(MappingProfile(), [FIELD[name].column for name in names])
    delivery = waiting.row.delivery
    bench = Bench(
        terms=terms_on(waiting.partner_id, delivery.received_on, current_gemeente_id()),
        register=legal_register(),
        today=today,
        optional=NOT_IN_SCHEMA if delivery.file_format == "ddas" else frozenset(),
    )
    raw = RawRow(waiting.row.row_no, [texts.get(name, "") for name in names])
    judged = judge(raw, layout, bench)
    if judged.record is None:
        blocking = next(finding for finding in judged.findings if _blocks(finding.code))
        raise Refused(
            f"{blocking.sentence(judged.row_no)} Verbeter dit, of weiger de rij.",
            code="row-incomplete",
            where=blocking.column,
        )
    return judged


def _blocks(code: FindingCode) -> bool:
    meaning = MEANINGS[code]
    return meaning.needs_correction or meaning.severity is Severity.UNLAWFUL


def _close(waiting: QuarantinedRow, verdict: Verdict, actor: Actor, today: date) -> None:
    waiting.sealed = None
    waiting.decision = verdict.decision
    waiting.reason = verdict.reason.strip()[:500]
    waiting.decided_on = today
    waiting.decided_by = actor.name
    waiting.save()


@transaction.atomic
def decide_alike(row_ids: Iterable[UUID], verdict: Verdict, *, actor: Actor, today: date) -> int:
    """Return how many rows got the same decision; all of them, or none when one cannot.

    Raises: Refused as for a single row, and when corrections are given.
    Policy: one reason may hold for many rows, such as a municipality appointed for an experiment.
    """
    if verdict.corrections:
        raise Refused("Verbeter rijen één voor één.", code="corrections-for-many")
    chosen = list(row_ids)
    for row_id in chosen:
        decide_quarantined(row_id, verdict, actor=actor, today=today)
    return len(chosen)
