"""A whole session: taking it along, and erasing it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.results.showing import may_be_shown, shown_groups
from rondkomen.dialogue.core.results.taken_along import Along, Somebody, along
from rondkomen.dialogue.core.session.codes import Phase
from rondkomen.dialogue.models import InstrumentVersion, Session, SessionInstrument
from rondkomen.journal.services import record

FORMAT = "rondkomen/session/2"


@transaction.atomic
def export_session(session_id: UUID, *, actor: Actor) -> dict[str, Any]:
    """What the session holds, as plain values; a name only of who consents to being named.

    Shape: format, session, instruments, participants, questions, answers, notes, actions.
    Policy: what may go along is decided question by question (`core.results.taken_along`); nothing
    ties the answers of one person together, no order either, and there is no key under which the
    product knows anybody. `questions` counts what stays behind because too few answered.
    """
    require(actor, Purpose.DIALOGUE)
    row = queries.session(session_id)
    people = queries.participants(session_id)
    found = _by_question(queries.session_answers(session_id), people, row.least_group)
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
        "participants": _participants(people, row.least_group),
        "questions": [one.counted() for one in found],
        "answers": [answer for one in found for answer in one.answers()],
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


@dataclass(frozen=True)
class _Question:
    """All that was answered to one question: by the group, and by each participant."""

    instrument: str
    question: str
    of_group: Sequence[queries.AnswerRow]
    latest: Mapping[UUID, queries.AnswerRow]
    first: Mapping[UUID, queries.AnswerRow]
    people: Mapping[UUID, queries.ParticipantRow]
    remarks: Sequence[str]
    goes: Along | None

    def counted(self) -> dict[str, Any]:
        """How many participants answered, and whether what they answered goes along."""
        after = sum(row.after_results for row in self.latest.values())
        return {
            **self._place(),
            "answered": len(self.latest),
            "told": self.goes is not None,
            "after_results": after if self.goes else None,
            "remarks": list(self.remarks),
        }

    def answers(self) -> Iterator[dict[str, Any]]:
        """What goes along, of participants in an order that differs from question to question."""
        for row in self.of_group:
            yield {**self._place(), "of_group": True, "value": row.value, "comment": row.comment}
        if self.goes is None:
            return
        for who in sorted(self.latest, key=self._shuffled):
            yield self._of_one(who, self.goes)

    def _of_one(self, who: UUID, goes: Along) -> dict[str, Any]:
        row, person = self.latest[who], self.people[who]
        is_named = who in goes.named
        return {
            **self._place(),
            "of_group": False,
            "domain": person.domain if person.domain in goes.domains else "",
            "name": person.name if is_named else "",
            "value": row.value,
            "first": self.first[who].value if goes.first and who in self.first else None,
            "after_results": row.after_results if is_named else None,
        }

    def _place(self) -> dict[str, Any]:
        return {"instrument": self.instrument, "question": self.question}

    def _shuffled(self, who: UUID) -> bytes:
        return _shuffled(who, self.instrument, self.question)


def _shuffled(who: UUID, *at: str) -> bytes:
    """A place in an order that is the same each time and says nothing of who came when."""
    return sha256(who.bytes + "/".join(at).encode()).digest()


def _by_question(
    rows: Sequence[queries.AnswerRow], people: Sequence[queries.ParticipantRow], least: int
) -> list[_Question]:
    found: defaultdict[tuple[str, str], list[queries.AnswerRow]] = defaultdict(list)
    for row in rows:
        if row.value is not None or row.comment:
            found[row.instrument, row.question].append(row)
    known = {one.id: one for one in people}
    return [_question(place, found[place], known, least) for place in sorted(found)]


def _question(
    place: tuple[str, str],
    rows: Sequence[queries.AnswerRow],
    people: Mapping[UUID, queries.ParticipantRow],
    least: int,
) -> _Question:
    given: dict[Phase, dict[UUID, queries.AnswerRow]] = {phase: {} for phase in Phase}
    for row in rows:
        if row.participant_id is not None and row.value is not None:
            given[row.phase][row.participant_id] = row
    first, again = given[Phase.FIRST], given[Phase.REVISITED]
    latest = {**first, **again}
    who = {one.id: Somebody(one.domain, one.consents_to_name) for one in people.values()}
    return _Question(
        *place,
        [row for row in rows if row.participant_id is None],
        latest,
        {one: row for one, row in first.items() if one in again},
        people,
        _remarks(rows, who, least),
        along({one: who[one] for one in latest}, again=list(again), least=least),
    )


def _remarks(
    rows: Sequence[queries.AnswerRow], people: Mapping[UUID, Somebody], least: int
) -> list[str]:
    """What participants wrote below a question, in the order of the alphabet; nothing of too few."""
    wrote = [(row.participant_id, row.comment.strip()) for row in rows if row.comment.strip()]
    writers = {who for who, _text in wrote if who is not None}
    if not may_be_shown([people[who] for who in writers], least=least):
        return []
    return sorted({text for who, text in wrote if who is not None})


def _participants(people: Sequence[queries.ParticipantRow], least: int) -> list[dict[str, Any]]:
    """Who took part, told apart from what was answered."""
    apart = shown_groups(((one.domain, one.consents_to_name) for one in people), least=least)
    return [
        {
            "domain": one.domain if one.domain in apart else "",
            "name": one.name,
            "on_paper": one.on_paper,
            "saw_results_at": _day(one.seen_results_at),
        }
        for one in sorted(people, key=lambda one: _shuffled(one.id))
    ]


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
