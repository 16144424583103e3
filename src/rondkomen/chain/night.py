"""What a new day does for every municipality: terms move along, and what must go, goes."""

from datetime import date
from typing import Any

from django.utils import timezone

from rondkomen.access.core.actor import system_actor
from rondkomen.access.queries import gemeenten
from rondkomen.access.tenancy import acting_for
from rondkomen.chain import erasure, outreach_flow
from rondkomen.exchange import services as exchange
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.registry import job
from rondkomen.outreach import services as outreach

KIND = "erasure"


def start_nights(today: date) -> int:
    """How many municipalities have the work of this day in the queue; asking twice adds nothing."""
    known = gemeenten()
    for gemeente in known:
        outreach_flow.start_night(gemeente.code, today=today)
        jobs.start(
            KIND,
            args={"today": today.isoformat()},
            gemeente_id=gemeente.code,
            unique_key=f"{KIND}:{today}",
        )
    return len(known)


@job(KIND)
def _erase(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    today = date.fromisoformat(args["today"]) if "today" in args else timezone.localdate()
    with acting_for(progress.gemeente_id):
        system = system_actor(progress.gemeente_id)
        erased = erasure.erase_expired(today=today, actor=system)
        deliveries = exchange.erase_expired(timezone.now(), actor=system)
        letters = outreach.erase_letter_runs(timezone.now(), actor=system)
        works = jobs.remove_old(progress.gemeente_id, now=timezone.now())
    return {
        "cases": erased.cases,
        "signals": erased.signals,
        "people": erased.people,
        "cbs_deliveries": deliveries,
        "letters": letters,
        "works": works,
    }
