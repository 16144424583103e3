"""A whole session: taking it along, and erasing it."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.results.taken_along import Along, Entry, Somebody, along
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.models import InstrumentVersion, Session, SessionInstrument
from rondkomen.journal.services import record

FORMAT = "rondkomen/session/2"


@transaction.atomic
def export_session(session_id: UUID, *, actor: Actor) -> dict[str, Any]:
    """What the session holds, as plain values; a name only of who consents to being named.

    Shape: format, session, instruments, participants, answers, withheld, notes, actions.
    Policy: participants carry a number in this file, in no order that says who came first, and no
    key under which the product knows them. What may go along is decided by `core.results.taken_along`:
    `withheld` counts the answers at each question that too few answered.
    """
    require(actor, Purpose.DIALOGUE)
    row = queries.session(session_id)
    people = sorted(queries.participants(session_id), key=_shuffled)
    number = {one.id: place for place, one in enumerate(people, 1)}
    rows = queries.session_answers(session_id)
    goes = _along(rows, people, row.least_group)
    record("dialogue_session_exported", subject=session_id, actor=actor, data={})
    return {
        "format": FORMAT,
        "session": {
            "title": row.title,
            "purpose": row.purpose.value,
            "mode": row.mode.value,
            "wave": row.wave,
            "state": row.state.value,
            "opened_at": _moment(row.opened_at),
            "closed_at": _moment(row.closed_at),
            "least_group": row.least_group,
        },
        "instruments": _texts(session_id),
        "participants": [_person(one, number[one.id], goes) for one in people],
        "answers": list(_answers(rows, number, goes)),
        "withheld": [
            {"instrument": instrument, "question": question, "answers": count}
            for (instrument, question), count in sorted(goes.withheld.items())
        ],
        "notes": [
            {"theme": one.theme, "kind": one.kind.value, "text": one.text, "at": _moment(one.at)}
            for one in queries.notes(session_id)
        ],
        "actions": [_action(one) for one in queries.actions(session_id)],
    }


@transaction.atomic
def erase_session(session_id: UUID, *, actor: Actor) -> None:
    """Nothing; the session and everything in it are gone, and the journal says that they are.

    Raises: Refused when it does not exist here.
    """
    require(actor, Purpose.DIALOGUE)
    queries.session(session_id)
    Session.objects.filter(id=session_id).delete()
    record("dialogue_session_erased", subject=session_id, actor=actor, data={})


def _texts(session_id: UUID) -> list[dict[str, str]]:
    versions = SessionInstrument.objects.filter(session_id=session_id).order_by("place")
    ids = list(versions.values_list("version_id", flat=True))
    found = {row.id: row for row in InstrumentVersion.objects.filter(id__in=ids)}
    return [
        {"key": found[one].key, "version": found[one].version, "text": found[one].text}
        for one in ids
    ]


def _shuffled(row: queries.ParticipantRow) -> bytes:
    """An order that is the same each time and has nothing to do with who came when."""
    return sha256(row.id.bytes).digest()


def _along(
    rows: Sequence[queries.AnswerRow], people: Sequence[queries.ParticipantRow], least: int
) -> Along:
    who = {one.id: Somebody(one.id, one.domain, one.consents_to_name) for one in people}
    entries = (
        Entry((row.instrument, row.question), who[one], row.phase, bool(row.comment))
        for row in rows
        if (one := row.participant_id) is not None and row.value is not None
    )
    return along(entries, list(who.values()), least=least)


def _person(row: queries.ParticipantRow, number: int, goes: Along) -> dict[str, Any]:
    return {
        "number": number,
        "domain": row.domain if row.domain in goes.domains else "",
        "name": row.name if row.id in goes.named else "",
        "on_paper": row.on_paper,
        "saw_results_at": _day(row.seen_results_at),
    }


def _answers(
    rows: Sequence[queries.AnswerRow], number: Mapping[UUID, int], goes: Along
) -> Iterator[dict[str, Any]]:
    """The group's answers, and of each participant what may go along, question by question.

    Policy: where too few answered again, only the answer that counts goes along, without its phase.
    """
    again = {
        (row.participant_id, row.instrument, row.question)
        for row in rows
        if row.phase is Phase.REVISITED and row.value is not None
    }
    unmoved = {(instrument, question) for _, instrument, question in again} - goes.moved
    found = [(number.get(row.participant_id, 0) if row.participant_id else 0, row) for row in rows]
    for who, row in sorted(found, key=lambda one: (one[1].instrument, one[1].question, one[0])):
        place = (row.instrument, row.question)
        if not who:
            yield _answer(row, None, row.phase.value, row.comment)
        elif place in goes.told:
            is_old = row.phase is Phase.FIRST and (row.participant_id, *place) in again
            comment = row.comment if place in goes.remarked else ""
            if place not in unmoved:
                yield _answer(row, who, row.phase.value, comment)
            elif not is_old:
                yield _answer(row, who, "", comment)


def _answer(row: queries.AnswerRow, number: int | None, phase: str, comment: str) -> dict[str, Any]:
    return {
        "participant": number,
        "instrument": row.instrument,
        "question": row.question,
        "phase": phase,
        "value": row.value,
        "comment": comment,
        "at": _day(row.at),
        "after_results": row.after_results,
    }


def _action(row: queries.ActionRow) -> dict[str, Any]:
    return {
        "what": row.what,
        "theme": row.theme,
        "owner": row.owner,
        "partners": row.partners,
        "department": row.department,
        "due": row.due.isoformat() if row.due else None,
        "notice": row.notice,
        "state": row.state.value,
        "remind_days": row.remind_days,
        "points_to": {"kind": row.points_to_kind, "name": row.points_to},
        "carried_over": row.carried_from_id is not None,
    }


def _day(at: Any) -> str | None:
    """The day; the second would tell who walked in when."""
    return at.date().isoformat() if at else None


def _moment(at: Any) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
