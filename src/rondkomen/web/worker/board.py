"""The team lead's board: who carries what, what is overdue, and dividing it anew."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries, services
from rondkomen.outreach.queries import BoardRow, Sort, Whose, WorklistFilter
from rondkomen.web.ui.components import Badge
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.today import lines

SHOWN = 100
_FULL = 100.0


@dataclass(frozen=True)
class Load:
    """One worker's pile beside what this worker can carry, as shares of a bar."""

    row: BoardRow
    open_width: float
    over_width: float
    state: Badge | None


class CapacityForm(forms.Form):
    """How many open cases one worker can carry."""

    worker = forms.UUIDField()
    open_cases = forms.IntegerField(
        min_value=0,
        max_value=500,
        error_messages={"invalid": gettext_lazy("Vul een heel getal in.")},
    )


class DivideForm(forms.Form):
    """Which cases go to whom; an empty name gives them back to the pile."""

    to = forms.UUIDField(required=False)


@screen(Purpose.TEAM_MANAGEMENT)
def board(request: ActorRequest) -> HttpResponse:
    """The piles of the team, and the cases of the chosen one."""
    day = timezone.localdate()
    rows = queries.board(today=day)
    pile = request.GET.get("pile", "overdue")
    chosen, title = _pile(pile, rows)
    found = queries.worklist(chosen, today=day, actor=request.actor, sort=Sort.DUE, page_size=SHOWN)
    context = {
        "loads": _loads(rows),
        "pile": pile,
        "title": title,
        "lines": lines(found.rows, day),
        "total": found.total,
        "workers": queries.workers(),
        "open": sum(row.open for row in rows),
        "overdue": sum(row.overdue for row in rows),
        "free": next((row.open for row in rows if row.owner_ref is None), 0),
    }
    return render(request, "worker/board.html", context)


def _pile(pile: str, rows: tuple[BoardRow, ...]) -> tuple[WorklistFilter, str]:
    if pile == "nobody":
        return WorklistFilter(whose=Whose.NOBODY), _("Nog van niemand")
    for row in rows:
        if row.owner_ref is not None and pile == str(row.owner_ref):
            return WorklistFilter(owner=row.owner_ref), row.owner_name
    return WorklistFilter(whose=Whose.TEAM, overdue=True), _("Klokken te laat")


def _loads(rows: tuple[BoardRow, ...]) -> list[Load]:
    most = max((max(row.open, row.capacity or 0) for row in rows), default=0) or 1
    return [
        Load(
            row=row,
            open_width=round(_FULL * min(row.open, row.capacity or row.open) / most, 1),
            over_width=round(_FULL * row.open / most, 1) if _over(row) else 0.0,
            state=_state(row),
        )
        for row in rows
    ]


def _over(row: BoardRow) -> bool:
    return row.room is not None and row.room < 0


def _state(row: BoardRow) -> Badge | None:
    if row.room is None:
        return None
    if row.room < 0:
        over = ngettext("%(count)d te veel", "%(count)d te veel", -row.room)
        return Badge("negative", over % {"count": -row.room})
    room = ngettext("ruimte voor %(count)d", "ruimte voor %(count)d", row.room)
    return Badge("positive" if row.room else "neutral", room % {"count": row.room})


@require_POST
@screen(Purpose.TEAM_MANAGEMENT)
def divide(request: ActorRequest) -> HttpResponse:
    """Gives the ticked cases to a worker, or back to the pile."""
    form = DivideForm(request.POST)
    try:
        chosen = [UUID(text) for text in request.POST.getlist("case")]
    except ValueError as unreadable:
        raise Refused(
            _("Deze keuze is niet te lezen. Ververs de pagina."), code="divide"
        ) from unreadable
    if not chosen or not form.is_valid():
        raise Refused(_("Vink zaken aan en kies aan wie u ze geeft."), code="divide")
    done = services.assign(
        chosen, to=form.cleaned_data["to"], today=timezone.localdate(), actor=request.actor
    )
    words = ngettext("%(count)d zaak is verdeeld.", "%(count)d zaken zijn verdeeld.", done)
    messages.success(request, words % {"count": done})
    return redirect("worker:board")


@require_POST
@screen(Purpose.TEAM_MANAGEMENT)
def capacity(request: ActorRequest) -> HttpResponse:
    """Sets how many cases a worker can carry."""
    form = CapacityForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Vul een heel getal in van 0 tot en met 500."), code="capacity")
    services.set_capacity(
        form.cleaned_data["worker"], open_cases=form.cleaned_data["open_cases"], actor=request.actor
    )
    messages.success(request, _("De ruimte is bijgewerkt."))
    return redirect("worker:board")
