"""Vandaag: what needs me today, and why the first case stands first."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rondkomen.access.core.purposes import Purpose
from rondkomen.outreach import queries
from rondkomen.outreach.queries import Sort, Whose, WorklistFilter
from rondkomen.outreach.queries.rows import WorklistRow
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker import wording

FIRST = 5
LATER = 40
SORTS = {"klok": Sort.DUE, "reden": Sort.PRIORITY, "wijk": Sort.NEIGHBOURHOOD}


@screen(Purpose.OUTREACH)
def today(request: ActorRequest) -> HttpResponse:
    """My open cases: first the most urgent, then the rest, then what fell silent or came back."""
    day = timezone.localdate()
    me = request.actor.user_id
    chosen = request.GET.get("sort", "klok")
    mine = WorklistFilter(owner=me)
    first = queries.worklist(mine, today=day, page_size=FIRST).rows
    later = queries.worklist(
        mine, today=day, sort=SORTS.get(chosen, Sort.DUE), page_size=FIRST + LATER
    )
    shown_first = {row.case_id for row in first}
    free = queries.worklist(WorklistFilter(whose=Whose.NOBODY), today=day, page_size=FIRST)
    context = {
        "counts": queries.worklist_counts(today=day, owner=me),
        "first": _lines(first),
        "later": _lines([row for row in later.rows if row.case_id not in shown_first][:LATER]),
        "stalled": _lines(_part(request, stalled=True)),
        "returned": _lines(_part(request, returned=True)),
        "free": _lines(free.rows),
        "free_total": free.total,
        "sort": chosen if chosen in SORTS else "klok",
        "sorts": list(SORTS),
        "part_of_day": _greeting(),
    }
    return render(request, "worker/today.html", context)


def _part(request: ActorRequest, **which: bool) -> Sequence[WorklistRow]:
    wanted = WorklistFilter(owner=request.actor.user_id, **which)  # type: ignore[arg-type]  # named flags
    return queries.worklist(wanted, today=timezone.localdate(), page_size=FIRST).rows


def _lines(rows: Sequence[WorklistRow]) -> list[dict[str, Any]]:
    """What the template shows of each case, in words."""
    return [
        {
            "row": row,
            "clock": wording.clock_badge(row),
            "attempt": wording.attempt(row.last_attempt),
            "partners": wording.partners(row.partner_types),
        }
        for row in rows
    ]


def _greeting() -> str:
    hour = timezone.localtime().hour
    return "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"
