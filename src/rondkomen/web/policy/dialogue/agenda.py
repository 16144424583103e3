"""The action agenda of a session: the list, changing an action, and taking it along."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.calendar import Due, icalendar
from rondkomen.dialogue.core.sessions import ActionState
from rondkomen.dialogue.queries import ActionRow
from rondkomen.files import xlsx
from rondkomen.web.ui.questions import pictures, words
from rondkomen.web.ui.screen import ActorRequest, screen

_POINTS_TO = (
    ("", gettext_lazy("nergens naar")),
    ("cell", gettext_lazy("een vak van een werkblad")),
    ("node", gettext_lazy("een schakel van de keten")),
    ("indicator", gettext_lazy("een cijfer van de monitor")),
)


class ActionForm(forms.Form):
    """Everything of one action."""

    what = forms.CharField(
        label=gettext_lazy("Wat gaan wij doen?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    owner = forms.CharField(label=gettext_lazy("Wie trekt het?"), max_length=120, required=False)
    partners = forms.CharField(label=gettext_lazy("Met wie?"), max_length=300, required=False)
    department = forms.CharField(label=gettext_lazy("Afdeling"), max_length=120, required=False)
    due = forms.DateField(
        label=gettext_lazy("Klaar op"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    notice = forms.CharField(
        label=gettext_lazy("Hoe merken wij het?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        choices=[(one.value, label) for one, label in words.ACTIONS.items()],
        initial=ActionState.OPEN.value,
    )
    points_to_kind = forms.ChoiceField(
        label=gettext_lazy("Verwijst naar"), choices=_POINTS_TO, required=False
    )
    points_to = forms.CharField(label=gettext_lazy("Welke"), max_length=200, required=False)

    def __init__(
        self, data: object, *, session_id: UUID, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or None
        themes = [(one.key, one.statement) for one in pictures.themes_of(session_id)]
        self.fields["theme"].choices = [("", ""), *themes]  # type: ignore[attr-defined]  # a choice field

    def agreed(self) -> services.AgreedAction:
        """The action as filled in."""
        given = self.cleaned_data
        return services.AgreedAction(**{**given, "state": ActionState(given["state"])})


@screen(Purpose.DIALOGUE)
def agenda(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """What was agreed, and adding to it."""
    row = queries.session(session_id)
    form = ActionForm(request.POST or None, session_id=session_id)
    if request.method == "POST" and form.is_valid():
        services.agree_action(session_id, form.agreed(), at=timezone.now(), actor=request.actor)
        return redirect("dialogue:agenda", session_id)
    context = {
        "session": row,
        "form": form,
        "lines": _lines(session_id),
        "may_carry": row.previous_id is not None,
    }
    return render(
        request, "policy/dialogue/agenda.html", context, status=400 if form.errors else 200
    )


@screen(Purpose.DIALOGUE)
def change(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """One action: how far it is, and what else changed."""
    row = queries.action(action_id)
    initial = {name: getattr(row, name) for name in ActionForm.base_fields} | {
        "state": row.state.value
    }
    form = ActionForm(request.POST or None, session_id=row.session_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_action(action_id, form.agreed(), actor=request.actor)
        messages.success(request, _("De actie is bijgewerkt."))
        return redirect("dialogue:agenda", row.session_id)
    context = {"form": form, "row": row, "session": queries.session(row.session_id)}
    return render(
        request, "policy/dialogue/action.html", context, status=400 if form.errors else 200
    )


@require_POST
@screen(Purpose.DIALOGUE)
def carry(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """The open actions of the previous wave, here too."""
    count = services.carry_over(session_id, at=timezone.now(), actor=request.actor)
    text = ngettext(
        "%(count)s actie is overgenomen.", "%(count)s acties zijn overgenomen.", count
    ) % {"count": count}
    messages.success(request, text if count else _("Er is niets over te nemen."))
    return redirect("dialogue:agenda", session_id)


@screen(Purpose.DIALOGUE)
def download(request: ActorRequest, session_id: UUID, kind: str) -> HttpResponse:
    """The agenda as a workbook or as a calendar."""
    queries.session(session_id)
    rows = queries.actions(session_id)
    if kind == "xlsx":
        made, content_type = _workbook(session_id, rows), _XLSX
    elif kind == "ics":
        made, content_type = _calendar(rows).encode(), "text/calendar; charset=utf-8"
    else:
        raise Http404
    name = f"actieagenda.{kind}"
    return HttpResponse(
        made,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _lines(session_id: UUID) -> list[dict[str, Any]]:
    statements = {one.key: one.statement for one in pictures.themes_of(session_id)}
    today = timezone.localdate()
    return [
        {
            "row": row,
            "theme": statements.get(row.theme, ""),
            "state": words.action_state(row.state, late=row.is_late(today)),
        }
        for row in queries.actions(session_id)
    ]


def _workbook(session_id: UUID, rows: list[ActionRow]) -> bytes:
    statements = {one.key: one.statement for one in pictures.themes_of(session_id)}
    header = [
        *(_("Actie"), _("Thema"), _("Wie trekt het"), _("Met wie"), _("Afdeling")),
        *(_("Klaar op"), _("Hoe merken wij het"), _("Stand")),
    ]
    lines = [
        (
            *(row.what, statements.get(row.theme, ""), row.owner, row.partners, row.department),
            *(row.due, row.notice, str(words.ACTIONS[row.state])),
        )
        for row in rows
    ]
    return xlsx.write([xlsx.Sheet(_("Acties"), header, lines)])


def _calendar(rows: list[ActionRow]) -> str:
    entries = [
        Due(row.id, row.due, row.what, "\n".join(filter(None, (row.owner, row.notice))))
        for row in rows
        if row.due and row.state is ActionState.OPEN
    ]
    return icalendar(entries, made_at=timezone.now())
