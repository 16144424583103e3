"""What one has answered, the results when they are open, and taking everything back."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rondkomen.dialogue import queries, services
from rondkomen.kernel.refusal import Refused
from rondkomen.web.participant import joining
from rondkomen.web.participant.answering import address, own_stops
from rondkomen.web.participant.guard import (
    ParticipantRequest,
    forget_token,
    participant_screen,
)
from rondkomen.web.ui.questions import pictures, words
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.questions.person import PersonForm
from rondkomen.web.ui.questions.together import has_sheet


@participant_screen
def overview(request: ParticipantRequest) -> HttpResponse:
    """The steps with what is answered, where to go on, and what one may do with it."""
    found = own_stops(request)
    steps = []
    for (_key, title), members in groupby(
        found, lambda stop: (stop.asked.step.code, say(stop.asked.step.title))
    ):
        of_step = list(members)
        steps.append(
            {
                "title": title,
                "answered": sum(stop.is_answered for stop in of_step),
                "total": len(of_step),
                "url": address(request, of_step[0]),
            }
        )
    name = queries.own_name(request.participant.id)
    waiting = next((stop for stop in found if not stop.is_answered), None)
    context = {
        "session": request.session_row,
        "gemeente_id": request.gemeente_id,
        "participant": request.participant,
        "name": name,
        "is_changed": "bewaard" in request.GET,
        "person": _person(request, name),
        "domain": words.domain(request.participant.domain),
        "steps": steps,
        "next": address(request, waiting) if waiting else "",
        "has_sheet": has_sheet(request.session_row),
        "again": joining.again_key(request, request.gemeente_id),
    }
    return render(request, "participant/overview.html", context)


def _person(request: ParticipantRequest, name: str) -> PersonForm:
    """What one gave of oneself, to change."""
    one = request.participant
    known = {"domain": one.domain, "name": name, "consents": one.consents_to_name}
    return PersonForm(None, session=request.session_row, initial=known)


@participant_screen
def results(request: ParticipantRequest) -> HttpResponse:
    """What all answered, as far as the session shows it.

    Raises: Refused while the results are not open.
    """
    row = request.session_row
    if not row.participants_see_results:
        raise Refused(
            _("De uitslag is nog niet open. Uw gespreksleider opent die tijdens het gesprek."),
            code="results-closed",
        )
    if request.participant.seen_results_at is None:
        services.note_results_seen(
            row.id, request.participant.id, at=timezone.now(), actor=request.acting
        )
    context = {
        "session": row,
        "gemeente_id": request.gemeente_id,
        "pictures": pictures.all_pictures(row, own=request.participant.id),
    }
    return render(request, "participant/results.html", context)


@require_POST
@participant_screen
def own_words(request: ParticipantRequest) -> HttpResponse:
    """Another name, domain or consent; at once everywhere."""
    row = request.session_row
    form = PersonForm(request.POST, session=row)
    if not form.is_valid():
        raise Refused(_("Kies vanuit welk domein u meedoet."), code="domain")
    own = form.own_words()
    services.change_own_words(row.id, request.participant.id, own, actor=request.acting)
    overview_url = reverse("participant:overview", args=[request.gemeente_id, row.id])
    return redirect(f"{overview_url}?bewaard=1")


@require_POST
@participant_screen
def stop(request: ParticipantRequest) -> HttpResponse:
    """Everything this participant gave is erased, and the browser forgets the session."""
    services.withdraw(request.session_row.id, request.participant.id, actor=request.acting)
    response = redirect("participant:start")
    forget_token(response, request.session_row.id)
    return response
