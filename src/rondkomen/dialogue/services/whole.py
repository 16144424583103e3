"""A whole session: taking it along, and erasing it."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.results.showing import Members, shown_groups
from rondkomen.dialogue.models import InstrumentVersion, Session, SessionInstrument
from rondkomen.journal.services import record

FORMAT = "rondkomen/session/1"


@transaction.atomic
def export_session(session_id: UUID, *, actor: Actor) -> dict[str, Any]:
    """Everything the session holds, as plain values; a name only of who consents to being named.

    Shape: format, session, instruments, participants, answers, notes, actions.
    Policy: participants carry a number in this file, no key under which the product knows them; a
    domain that may not stand apart is left empty, as it is on every screen.
    """
    require(actor, Purpose.DIALOGUE)
    row = queries.session(session_id)
    people = queries.participants(session_id)
    number = {one.id: place for place, one in enumerate(people, 1)}
    apart = _domains_apart(people, row.least_group)
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
        "participants": [_person(one, number[one.id], apart) for one in people],
        "answers": [
            _answer(one, number.get(one.participant_id) if one.participant_id else None)
            for one in queries.session_answers(session_id)
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


def _domains_apart(people: Sequence[queries.ParticipantRow], least: int) -> frozenset[str]:
    counts = Counter(one.domain for one in people)
    consenting = Counter(one.domain for one in people if one.consents_to_name)
    members = {code: Members(count, consenting[code]) for code, count in counts.items()}
    return shown_groups(members, least=least)


def _person(row: queries.ParticipantRow, number: int, apart: Collection[str]) -> dict[str, Any]:
    return {
        "number": number,
        "domain": row.domain if row.domain in apart else "",
        "name": row.name,
        "on_paper": row.on_paper,
        "saw_results_at": _day(row.seen_results_at),
    }


def _answer(row: queries.AnswerRow, number: int | None) -> dict[str, Any]:
    return {
        "participant": number,
        "instrument": row.instrument,
        "question": row.question,
        "phase": row.phase.value,
        "value": row.value,
        "comment": row.comment,
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
