"""Finding a case by address or surname; what was typed never stands in an address."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rondkomen.access.core.purposes import Purpose
from rondkomen.outreach.queries.worklist import cases_at
from rondkomen.people.queries import find_households
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.today import lines


@screen(Purpose.OUTREACH)
def search(request: ActorRequest) -> HttpResponse:
    """The cases of the households that the words lead to."""
    if request.method != "POST":
        return redirect("worker:cases")
    text = request.POST.get("q", "").strip()[:120]
    today = timezone.localdate()
    homes = find_households(text, purpose=Purpose.OUTREACH, actor=request.actor) if text else []
    rows = cases_at(homes, today=today, actor=request.actor)
    return render(request, "worker/search.html", {"lines": lines(rows, today), "text": text})
