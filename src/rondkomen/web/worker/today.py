"""Vandaag: what needs me today, and why the first case stands first."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.outreach import queries
from rondkomen.outreach.queries import Sort, Whose, WorklistCounts, WorklistFilter, WorklistRow
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker import wording

DUE, FIRST, KEYS = 10, 5, 9
LATER = 20
ASIDE = 4
SORTS = {"klok": Sort.DUE, "reden": Sort.REASON, "wijk": Sort.NEIGHBOURHOOD}
_SORT_LABELS = {
    "klok": gettext_lazy("klok"),
    "reden": gettext_lazy("reden"),
    "wijk": gettext_lazy("wijk"),
}
_NOON, _EVENING = 12, 18


@screen(Purpose.OUTREACH)
def today(request: ActorRequest) -> HttpResponse:
    """My open cases: first the most urgent, then the rest, then what fell silent or came back."""
    day = timezone.localdate()
    me = request.actor.user_id
    listed = partial(_rows, day, request.actor)
    counts = queries.worklist_counts(today=day, owner=me)
    chosen = request.GET.get("sort", "klok")
    chosen = chosen if chosen in SORTS else "klok"
    due = _due(counts, me, listed)
    shown = {row.case_id for row in due}
    most = listed(WorklistFilter(owner=me), Sort.PRIORITY, FIRST + len(due))
    first = [row for row in most if row.case_id not in shown][:FIRST]
    shown |= {row.case_id for row in first}
    mine = listed(WorklistFilter(owner=me), SORTS[chosen], len(shown) + LATER) if most else ()
    later = [row for row in mine if row.case_id not in shown][:LATER]
    free = queries.worklist(
        WorklistFilter(whose=Whose.NOBODY), today=day, actor=request.actor, page_size=ASIDE
    )
    stalled = _aside(counts.stalled, WorklistFilter(owner=me, stalled=True), listed)
    returned = _aside(counts.returned, WorklistFilter(owner=me, returned=True), listed)
    most_urgent, next_up = lines(due, day), lines(first, day)
    for number, line in enumerate([*most_urgent, *next_up][:KEYS], 1):
        line["key"] = number
    context = {
        "counts": counts,
        "due": most_urgent,
        "due_total": counts.due_today + counts.overdue,
        "first": next_up,
        "later": lines(later, day),
        "later_total": max(0, counts.open - len(shown)),
        "stalled": lines(stalled, day),
        "returned": lines(returned, day),
        "free": lines(free.rows, day),
        "free_total": free.total,
        "sorts": [(key, key == chosen, _SORT_LABELS[key]) for key in SORTS],
        "part_of_day": _greeting(timezone.localtime().hour),
        "may_divide": request.actor.may(Purpose.TEAM_MANAGEMENT),
    }
    return render(request, "worker/today.html", context)


def _due(
    counts: WorklistCounts, me: UUID | None, listed: Callable[..., tuple[WorklistRow, ...]]
) -> tuple[WorklistRow, ...]:
    """What ends today or is too late, the latest first: clocks by law and the worker's own agreements."""
    late = WorklistFilter(owner=me, overdue=True)
    today = WorklistFilter(owner=me, due_today=True)
    found = listed(late, Sort.DUE, DUE) if counts.overdue else ()
    return (*found, *(listed(today, Sort.PRIORITY, DUE) if counts.due_today else ()))[:DUE]


def lines(rows: Sequence[WorklistRow], day: date) -> list[dict[str, Any]]:
    """What a template shows of each case, in words."""
    return [
        {
            "row": row,
            "clock": wording.clock_badge(row, day),
            "status": wording.status_badge(row),
            "attempt": wording.attempt(row.last_attempt),
            "partners": wording.partners(row.partner_types),
        }
        for row in rows
    ]


def _rows(
    day: date, actor: Actor, chosen: WorklistFilter, sort: Sort, most: int
) -> tuple[WorklistRow, ...]:
    return queries.worklist(chosen, today=day, actor=actor, sort=sort, page_size=most).rows


def _aside(
    count: int, chosen: WorklistFilter, listed: Callable[..., tuple[WorklistRow, ...]]
) -> tuple[WorklistRow, ...]:
    return listed(chosen, Sort.LAST_ATTEMPT, ASIDE) if count else ()


def _greeting(hour: int) -> str:
    return "morning" if hour < _NOON else "afternoon" if hour < _EVENING else "evening"
