"""What happened to a case, in one line each, newest first."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from rondkomen.outreach.core.codes import (
    CONTACT_KIND_LABELS,
    HANDOVER_STATE_LABELS,
    PART_OF_DAY_LABELS,
)
from rondkomen.outreach.queries import AttemptRow, CaseView, HandoverRow
from rondkomen.outreach.queries.case import EVENT_TEXTS
from rondkomen.web.ui.components import Happening

_Line = tuple[datetime | None, Happening]
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# Told by their own rows, with more in them than the journal may keep.
_TOLD_ELSEWHERE = {
    EVENT_TEXTS[kind]
    for kind in (
        "case_opened",
        "case_picked_up",
        "attempt_logged",
        "attempt_undone",
        "handover_offered",
        "handover_answered",
        "partner_told",
    )
}


def story(view: CaseView) -> list[Happening]:
    """Everything that happened, newest first; within a day in the order in which it was done."""
    lines: list[_Line] = [
        *((attempt.logged_at, _attempt(attempt, view)) for attempt in view.attempts),
        *_handovers(view),
        *((None, line) for line in _told(view)),
        *(
            (event.at, Happening(event.at.date(), _(event.text), event.by_name))
            for event in view.timeline
            if event.text not in _TOLD_ELSEWHERE
        ),
        *((None, line) for line in _begin(view)),
    ]
    return [line for _at, line in sorted(lines, key=_newest, reverse=True)]


def _newest(line: _Line) -> tuple[date, datetime]:
    at, happening = line
    return _day(happening.when), at or _LONG_AGO


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _attempt(attempt: AttemptRow, view: CaseView) -> Happening:
    may_undo = view.closed_on is None and not attempt.undone
    reached = _("bereikt") if attempt.reached else _("niet bereikt")
    if attempt.accepted:
        reached = _("bereikt, hulp aangenomen")
    part = _(PART_OF_DAY_LABELS[attempt.part_of_day])
    return Happening(
        when=attempt.on,
        title=f"{_(CONTACT_KIND_LABELS[attempt.kind])}, {part}, {reached}",
        detail=" · ".join(text for text in (attempt.note, attempt.by_name) if text),
        kind="positive" if attempt.reached and not attempt.undone else "neutral",
        undone=attempt.undone,
        undo=reverse("worker:attempt-undo", args=[view.row.case_id, attempt.attempt_id])
        if may_undo
        else "",
    )


def _handovers(view: CaseView) -> Iterator[_Line]:
    """What was offered and answered, with the moments the journal has for them."""
    answered = [handover for handover in view.handovers if handover.answered_on]
    yield from zip(
        _moments(view, "handover_offered", len(view.handovers)),
        map(_offered, view.handovers),
        strict=True,
    )
    yield from zip(
        _moments(view, "handover_answered", len(answered)), map(_answered, answered), strict=True
    )


def _moments(view: CaseView, kind: str, number: int) -> list[datetime | None]:
    """When this happened, newest first; nothing when the journal and the rows do not agree."""
    found: list[datetime | None] = [e.at for e in view.timeline if e.text == EVENT_TEXTS[kind]]
    return found if len(found) == number else [None] * number


def _offered(handover: HandoverRow) -> Happening:
    to = {"organisation": handover.organisation}
    text = _("overdracht aangeboden aan %(organisation)s") % to
    return Happening(handover.offered_on, text, kind="info")


def _answered(handover: HandoverRow) -> Happening:
    answer = {"answer": _(HANDOVER_STATE_LABELS[handover.state])}
    text = _("overdracht: %(answer)s") % answer
    return Happening(handover.answered_on or handover.offered_on, text, handover.answer, "info")


def _told(view: CaseView) -> Iterator[Happening]:
    for day, sentence in dict.fromkeys((told.as_of, told.sentence) for told in view.disclosures):
        yield Happening(day, _("partner geïnformeerd"), sentence)


def _begin(view: CaseView) -> Iterator[Happening]:
    by = next(
        (e.by_name for e in view.timeline if e.text == EVENT_TEXTS["case_picked_up"]),
        view.row.owner_name,
    )
    if view.picked_up_on:
        yield Happening(view.picked_up_on, _(EVENT_TEXTS["case_picked_up"]), by)
    yield Happening(view.matched_on, _(EVENT_TEXTS["case_opened"]))
