"""At the door: today's addresses in walking order, ticked off with one press; and how to talk."""

from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import content, queries
from rondkomen.outreach.core.codes import PART_OF_DAY_LABELS, CaseStatus, part_of_day
from rondkomen.outreach.queries import DoorStop, WorklistFilter
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker import wording

_BEFORE_CONTACT = frozenset({CaseStatus.NEW, CaseStatus.PICKED_UP})
_MOST = 40


@screen(Purpose.OUTREACH)
def doors(request: ActorRequest) -> HttpResponse:
    """The doors to knock on today: no name, no arrear, only where and what was tried."""
    now = timezone.localtime()
    chosen = request.GET.get("wijk", "")
    stops = _stops(request, chosen, now.date())
    part = part_of_day(now.hour)
    context = {
        "streets": [
            {"street": street, "stops": [_shown(stop) for stop in group]}
            for street, group in groupby(stops, key=lambda stop: stop.street)
        ],
        "total": len(stops),
        "neighbourhoods": queries.neighbourhoods(),
        "chosen": chosen,
        "on": now.date(),
        "part": part.value,
        "part_label": _(PART_OF_DAY_LABELS[part]),
        "cards": content.conversation_aid().cards,
    }
    return render(request, "worker/doors.html", context)


def _stops(request: ActorRequest, neighbourhood: str, today: date) -> tuple[DoorStop, ...]:
    me = request.actor.user_id
    if me is None:
        raise Refused(_("Een route is van iemand die langsgaat."), code="doors-owner")
    if not neighbourhood:
        return queries.door_list(owner=me, today=today, actor=request.actor)
    here = WorklistFilter(owner=me, neighbourhood=neighbourhood, statuses=_BEFORE_CONTACT)
    found = queries.worklist(here, today=today, actor=request.actor, page_size=_MOST)
    chosen = [row.case_id for row in found.rows]
    return queries.door_list(owner=me, today=today, actor=request.actor, case_ids=chosen)


def _shown(stop: DoorStop) -> dict[str, Any]:
    token: UUID = new_id()
    return {"row": stop, "attempt": wording.attempt(stop.last_attempt), "token": token}


@screen(Purpose.OUTREACH)
def conversation_aid(request: ActorRequest) -> HttpResponse:
    """Short cards: how to begin, what to notice, how to end."""
    return render(
        request, "worker/conversation_aid.html", {"cards": content.conversation_aid().cards}
    )
