"""The action agenda of a session: the list, changing an action with two at once, and taking it along."""

from dataclasses import dataclass
from datetime import date
from typing import Any
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
from rondkomen.access.queries import user_names
from rondkomen.chain.pointing import indicators
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.actions.agenda import (
    LONGEST_REMINDER,
    USUAL_REMINDER,
    from_plain,
    plain,
)
from rondkomen.dialogue.core.session.codes import ActionState
from rondkomen.dialogue.queries import ActionRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.policy.dialogue import action_history, action_lines
from rondkomen.web.ui.questions import pictures, words
from rondkomen.web.ui.screen import ActorRequest, screen


class ActionForm(forms.Form):
    """Everything of one action; `based_on` and `points` are as the writer saw them."""

    what = forms.CharField(
        label=gettext_lazy("Wat gaan wij doen?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.CharField(label=gettext_lazy("Wie trekt het?"), max_length=120, required=False)
    due = forms.DateField(
        label=gettext_lazy("Klaar op"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    remind_days = forms.IntegerField(
        label=gettext_lazy("Herinnering, dagen vooraf"),
        min_value=0,
        max_value=LONGEST_REMINDER,
        initial=USUAL_REMINDER,
        required=False,
        help_text=gettext_lazy("Ook het alarm in het agendabestand. Nul is op de dag zelf."),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    partners = forms.CharField(label=gettext_lazy("Met wie?"), max_length=300, required=False)
    department = forms.CharField(label=gettext_lazy("Afdeling"), max_length=120, required=False)
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
    based_on = forms.IntegerField(widget=forms.HiddenInput, initial=1, required=False)
    points = forms.CharField(widget=forms.HiddenInput, max_length=230, required=False)

    def __init__(
        self, data: object, *, session_id: UUID, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or None
        themes = [(one.key, one.statement) for one in pictures.themes_of(session_id)]
        known = {key for key, _statement in themes}
        kept = (initial or {}).get("theme", "")
        if kept and kept not in known:  # carried over from a session with another instrument
            themes.append((kept, _("een thema van de vorige ronde")))
        self.fields["theme"].choices = [("", ""), *themes]  # type: ignore[attr-defined]  # a choice field

    def clean_remind_days(self) -> int:
        """The usual number of days where nothing was filled in."""
        given: int | None = self.cleaned_data["remind_days"]
        return USUAL_REMINDER if given is None else given

    def agreed(self) -> services.AgreedAction:
        """The action as filled in."""
        given = self.cleaned_data
        due: date | None = given["due"]
        return from_plain({**given, "due": due.isoformat() if due else ""})


@dataclass(frozen=True)
class Difference:
    """One field that two people changed, as both wrote it."""

    label: str
    theirs: str
    mine: str


@screen(Purpose.DIALOGUE)
def agenda(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """What was agreed, and adding to it."""
    row = queries.session(session_id)
    form = ActionForm(request.POST or None, session_id=session_id)
    if request.method == "POST" and form.is_valid():
        services.agree_action(
            session_id,
            form.agreed(),
            at=timezone.now(),
            actor=request.actor,
            indicators=indicators(),
        )
        messages.success(request, _("De actie staat op de agenda."))
        return redirect("dialogue:agenda", session_id)
    today = timezone.localdate()
    context = {
        "session": row,
        "form": form,
        "lines": action_lines.lines_of(queries.actions(session_id), today=today),
        "may_carry": row.previous_id is not None,
    }
    return render(
        request, "policy/dialogue/agenda.html", context, status=400 if form.errors else 200
    )


@screen(Purpose.DIALOGUE)
def change(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """One action: how far it is, and what else changed; both texts when two people changed it."""
    row = queries.action(action_id)
    initial = plain(row) | {"based_on": row.revision}
    form = ActionForm(request.POST or None, session_id=row.session_id, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        clash = services.change_action(
            action_id,
            form.agreed(),
            based_on=form.cleaned_data["based_on"] or 0,
            at=timezone.now(),
            actor=request.actor,
            indicators=indicators(),
        )
        if clash is None:
            messages.success(request, _("De actie is bijgewerkt."))
            return redirect("dialogue:agenda", row.session_id)
        both = plain(clash.together) | {"based_on": clash.revision}
        form = ActionForm(None, session_id=row.session_id, initial=both)
    status = 409 if clash else 400 if form.errors else 200
    context = _action_context(row, form) | _clash_context(form, clash)
    return render(request, "policy/dialogue/action.html", context, status=status)


@require_POST
@screen(Purpose.DIALOGUE)
def state(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """The action done, dropped or open again, from the list it stands in."""
    row = queries.action(action_id)
    asked = request.POST.get("state", "")
    if asked not in set(ActionState):
        raise Refused(_("Deze stand bestaat niet. Kies er een uit de lijst."), code="state")
    clash = services.set_action_state(
        action_id,
        ActionState(asked),
        based_on=revision_in(request),
        at=timezone.now(),
        actor=request.actor,
    )
    if clash is not None:
        messages.warning(request, _("Iemand anders veranderde deze actie intussen. Kijk eerst."))
        return redirect("dialogue:action", action_id)
    said = {"what": row.what, "state": words.ACTIONS[ActionState(asked)]}
    messages.success(request, _("“%(what)s”: %(state)s.") % said)
    if request.POST.get("back") == "session":
        return redirect("dialogue:agenda", row.session_id)
    return redirect("dialogue:actions")


@require_POST
@screen(Purpose.DIALOGUE)
def undo(request: ActorRequest, action_id: UUID) -> HttpResponse:
    """The last change of an action taken back."""
    services.undo_action_change(
        action_id, based_on=revision_in(request), at=timezone.now(), actor=request.actor
    )
    messages.success(request, _("De laatste wijziging is teruggedraaid."))
    return redirect("dialogue:action", action_id)


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
    return action_lines.download(kind, queries.actions(session_id))


def revision_in(request: ActorRequest) -> int:
    """The revision that the writer saw, zero when it does not say."""
    text = request.POST.get("based_on", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _action_context(row: ActionRow, form: ActionForm) -> dict[str, Any]:
    happened = action_history.of(row, labels=_labels(form))
    return {
        "form": form,
        "row": row,
        "session": queries.session(row.session_id),
        "pointing": action_lines.links_of([row]).get(row.id),
        "happened": happened,
    }


def _clash_context(form: ActionForm, clash: services.ActionClash | None) -> dict[str, Any]:
    if clash is None:
        return {}
    labels = _labels(form)
    names = user_names({clash.author_ref}) if clash.author_ref else {}
    return {
        "clashing": [
            Difference(
                labels.get(one.field, one.field),
                action_history.said(one.field, one.theirs),
                action_history.said(one.field, one.mine),
            )
            for one in clash.fields
        ],
        "who": names.get(clash.author_ref) if clash.author_ref else "",
    }


def _labels(form: ActionForm) -> dict[str, str]:
    labels = {
        name: str(field.label).rstrip("?") for name, field in form.fields.items() if field.label
    }
    return labels | {"points": _("Verwijst naar")}
