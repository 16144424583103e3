"""Letters for a whole selection, made in the background for who ordered them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import actor_of
from rondkomen.access.tenancy import acting_for
from rondkomen.chain import outreach_flow
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Progress
from rondkomen.jobs.registry import job
from rondkomen.outreach import services
from rondkomen.outreach.services import LetterOrder

KIND = "letters"


def key_of(run_id: UUID) -> str:
    """The key of the background work that makes this batch."""
    return f"{KIND}:{run_id}"


@transaction.atomic
def start(order: LetterOrder, *, actor: Actor) -> UUID:
    """The id of the batch; the work that makes it waits in the queue.

    Raises: Refused when the actor may not, or the order cannot be: see `order_letters`.
    """
    require(actor, Purpose.OUTREACH)
    run_id = services.order_letters(order, at=timezone.now(), actor=actor)
    jobs.start(
        KIND,
        args={"run": str(run_id), "user": str(actor.user_id)},
        gemeente_id=actor.gemeente_id,
        unique_key=key_of(run_id),
    )
    return run_id


@job(KIND)
def _work(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    run_id, user = UUID(args["run"]), UUID(args["user"])
    with acting_for(progress.gemeente_id):
        actor = actor_of(user, progress.gemeente_id)
        made = outreach_flow.make_letters(
            services.ordered_letters(run_id, actor=actor),
            today=timezone.localdate(),
            actor=actor,
            told=progress.step,
        )
        services.keep_letters(run_id, made)
    return {"letters": made.letters, "skipped": len(made.skipped)}
