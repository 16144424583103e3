"""One question a screen: answering, going on and going back without loss."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import Mode, Phase
from rondkomen.kernel.refusal import Refused
from rondkomen.web.participant.guard import ParticipantRequest, participant_screen
from rondkomen.web.ui.questions import binding
from rondkomen.web.ui.questions.drawing import SPARE_ROWS, Held, draw, say
from rondkomen.web.ui.questions.stops import Stop, stops

_ROUTES = {Phase.FIRST: "participant:question", Phase.REVISITED: "participant:again"}


@dataclass(frozen=True)
class Place:
    """Where one is: the stop, the ones beside it, and how far."""

    stop: Stop
    before: str
    after: str
    number: int
    total: int


@participant_screen
def go_on(request: ParticipantRequest) -> HttpResponse:
    """To the first question without an answer, or to the overview when all have one."""
    if request.session_row.mode is Mode.TOGETHER:
        return redirect("participant:together", request.gemeente_id, request.session_row.id)
    for stop in own_stops(request):
        if not stop.is_answered and request.session_row.takes_answers:
            return redirect(address(request, stop))
    return redirect("participant:overview", request.gemeente_id, request.session_row.id)


@participant_screen
def first(request: ParticipantRequest, instrument: str, question: str) -> HttpResponse:
    """A question, for the first time."""
    return _question(request, (instrument, question, Phase.FIRST))


@participant_screen
def again(request: ParticipantRequest, instrument: str, question: str) -> HttpResponse:
    """A question of an earlier step, offered again; the first answer stays."""
    return _question(request, (instrument, question, Phase.REVISITED))


def own_stops(request: ParticipantRequest) -> list[Stop]:
    """The questions of this participant, with their answers."""
    rows = queries.answers_of(request.session_row.id, request.participant.id)
    return stops(queries.instruments_of(request.session_row.id), rows)


def address(request: ParticipantRequest, stop: Stop) -> str:
    """Where this question is asked."""
    instrument, question, phase = stop.key
    return reverse(
        _ROUTES[phase], args=[request.gemeente_id, request.session_row.id, instrument, question]
    )


def _question(request: ParticipantRequest, key: tuple[str, str, Phase]) -> HttpResponse:
    if request.method == "POST":
        return _save(request, key)
    place = _place(request, key)
    row = place.stop.row or place.stop.first
    held = (
        Held(row.value, row.comment, spare=_spare(request)) if row else Held(spare=_spare(request))
    )
    return _show(request, place, held)


def _save(request: ParticipantRequest, key: tuple[str, str, Phase]) -> HttpResponse:
    """Saved, and on; a program gets a word, a person the next question.

    The answer is judged where it is stored, whatever the browser thought of it.
    """
    quietly = "application/json" in request.headers.get("Accept", "")
    given = None
    try:
        given = _given(request, key)
        services.give_answer(
            given, participant_id=request.participant.id, at=timezone.now(), actor=request.acting
        )
    except Refused as refusal:
        if quietly:
            return JsonResponse({"sentence": refusal.message, "code": refusal.code}, status=400)
        if given is None or refusal.code != "answer":
            raise
        held = Held(given.raw, given.comment, error=refusal.message)
        return _show(request, _place(request, key), held, status=400)
    if quietly:
        return JsonResponse({"state": "saved"})
    place = _place(request, key)
    if "more" in request.POST:
        return redirect(f"{address(request, place.stop)}?rijen={_spare(request) + 1}")
    if "back" in request.POST:
        return redirect(place.before or address(request, place.stop))
    return redirect(place.after)


def _given(request: ParticipantRequest, key: tuple[str, str, Phase]) -> services.Given:
    instrument, code, phase = key
    for one in queries.instruments_of(request.session_row.id):
        for question in one.questions():
            if (one.key, question.code) == (instrument, code):
                raw = binding.raw_from(question, request.POST)
                comment = request.POST.get("comment", "").replace("\x00", "")
                return services.Given(request.session_row.id, instrument, code, raw, comment, phase)
    raise _no_question()


def _place(request: ParticipantRequest, key: tuple[str, str, Phase]) -> Place:
    found = own_stops(request)
    keys = [stop.key for stop in found]
    if key not in keys:
        raise _no_question()
    at = keys.index(key)
    end = reverse("participant:overview", args=[request.gemeente_id, request.session_row.id])
    return Place(
        found[at],
        address(request, found[at - 1]) if at else "",
        address(request, found[at + 1]) if at + 1 < len(found) else end,
        at + 1,
        len(found),
    )


def _show(request: HttpRequest, place: Place, held: Held, *, status: int = 200) -> HttpResponse:
    asked = place.stop.asked
    own: Any = request
    context = {
        "session": own.session_row,
        "participant": own.participant,
        "place": place,
        "q": draw(asked.question, held, prefix=asked.phase.value[0]),
        "step": say(asked.step.title),
        "section": say(asked.section.title),
        "revisited": asked.phase is Phase.REVISITED,
        "is_new": place.stop.row is None,
        "saves": f"{own.participant.id.hex}.{'.'.join(map(str, place.stop.key))}",
        "overview": reverse("participant:overview", args=[own.gemeente_id, own.session_row.id]),
    }
    return render(request, "participant/question.html", context, status=status)


def _spare(request: HttpRequest) -> int:
    asked = request.GET.get("rijen", "")
    return min(int(asked), 50) if asked.isdecimal() and len(asked) < 3 else SPARE_ROWS


def _no_question() -> Refused:
    return Refused(
        _("Deze vraag hoort niet bij uw sessie. Ga terug naar het overzicht."), code="question"
    )
