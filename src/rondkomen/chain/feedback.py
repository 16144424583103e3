"""Telling a partner what became of its signals: seen first, then sent and kept as disclosed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries as arrears
from rondkomen.files import csv
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries, services
from rondkomen.outreach.core.feedback import Feedback

FORMAT = "rondkomen/feedback/1"
HEADER = (
    "klantnummer",
    "signaal_id",
    "signaaldatum",
    "code",
    "betekenis",
    "peildatum",
    "incassopauze_tot_en_met",
)


@dataclass(frozen=True)
class FeedbackLine:
    """One answer with the partner's own customer number, by which the partner knows its client."""

    reference: str
    signal_date: date
    answer: Feedback


@dataclass(frozen=True)
class FeedbackFile:
    """What a partner is sent, for people and for machines."""

    partner_id: UUID
    partner_name: str
    made_on: date
    lines: tuple[FeedbackLine, ...]

    def as_csv(self) -> bytes:
        """The answers as CSV, one row per signal."""
        return csv.write(
            HEADER,
            (
                (
                    line.reference,
                    str(line.answer.signal_ref),
                    line.signal_date,
                    str(line.answer.code),
                    line.answer.sentence,
                    line.answer.as_of,
                    line.answer.collection_pause_until,
                )
                for line in self.lines
            ),
        )

    def as_data(self) -> dict[str, Any]:
        """The answers as plain values, for JSON."""
        return {
            "format": FORMAT,
            "partner": str(self.partner_id),
            "made_on": self.made_on.isoformat(),
            "answers": [_line_data(line) for line in self.lines],
        }


def preview(
    partner_id: UUID, *, first: Month, last: Month, today: date, actor: Actor
) -> tuple[Feedback, ...]:
    """What the partner would hear today about signals of these months that it did not hear yet.

    Raises: Refused when the actor may not tell partners, or the partner wants no feedback.
    """
    _may_tell(partner_id, today=today, actor=actor)
    refs = queries.signals_of_partner(partner_id, first=first, last=last)
    told = queries.already_told(refs)
    return tuple(
        answer
        for answer in queries.feedback(refs, as_of=today)
        if told.get(answer.signal_ref) is not answer.code
    )


@transaction.atomic
def send(partner_id: UUID, *, first: Month, last: Month, today: date, actor: Actor) -> FeedbackFile:
    """The file for this partner; each answer in it is kept as disclosed, in the same transaction.

    Raises: Refused when the actor may not tell partners, the partner wants no feedback, or there
    is nothing new to tell.
    """
    name = _may_tell(partner_id, today=today, actor=actor)
    refs = queries.signals_of_partner(partner_id, first=first, last=last)
    answers = services.tell_partner(refs, as_of=today, actor=actor)
    if not answers:
        raise Refused(
            f"Er is niets nieuws te melden over signalen van {first} tot en met {last}.",
            code="feedback-nothing-new",
        )
    return FeedbackFile(partner_id, name, today, _lines(answers, actor))


def again(partner_id: UUID, *, since: date, today: date, actor: Actor) -> FeedbackFile:
    """What the partner was told since a day, as one file; nothing new is disclosed.

    Raises: Refused when the actor may not tell partners.
    """
    name = _may_tell(partner_id, today=today, actor=actor)
    told = queries.disclosed_answers(partner_id, since=since)
    return FeedbackFile(partner_id, name, today, _lines(told, actor))


def _may_tell(partner_id: UUID, *, today: date, actor: Actor) -> str:
    require(actor, Purpose.PARTNER_FEEDBACK)
    partner = arrears.partner(partner_id)
    if not arrears.agreement_on(partner_id, today).feedback_wanted:
        raise Refused(
            f"In de afspraak met {partner.name} staat dat zij geen terugkoppeling willen. "
            "Pas de afspraak aan als dat niet klopt.",
            code="feedback-not-wanted",
        )
    return partner.name


def _lines(answers: Iterable[Feedback], actor: Actor) -> tuple[FeedbackLine, ...]:
    known = list(answers)
    refs = [answer.signal_ref for answer in known]
    signals = arrears.signals(refs)
    numbers = arrears.references(refs, purpose=Purpose.PARTNER_FEEDBACK, actor=actor)
    return tuple(
        FeedbackLine(numbers[one.signal_ref], signals[one.signal_ref].signal_date, one)
        for one in known
        if one.signal_ref in signals
    )


def _line_data(line: FeedbackLine) -> dict[str, Any]:
    pause = line.answer.collection_pause_until
    return {
        "reference": line.reference,
        "signal_id": str(line.answer.signal_ref),
        "signal_date": line.signal_date.isoformat(),
        "code": str(line.answer.code),
        "meaning": line.answer.sentence,
        "as_of": line.answer.as_of.isoformat(),
        "collection_pause_until": pause.isoformat() if pause else None,
    }
