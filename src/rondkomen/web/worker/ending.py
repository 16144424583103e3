"""Ending a case: a result with a decision aid, or a reason before contact; and opening it again."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import content, queries, services
from rondkomen.outreach.core import decision_aid
from rondkomen.outreach.core.closing import CLOSING_RULES, may_choose
from rondkomen.outreach.core.codes import ClosingReason, Result
from rondkomen.outreach.core.decision_aid import Advice, Tree
from rondkomen.outreach.core.results import RESULT_RULES
from rondkomen.outreach.queries import CaseView
from rondkomen.outreach.services import GivenResult
from rondkomen.web.ui import refusals
from rondkomen.web.ui.screen import ActorRequest, screen
from rondkomen.web.worker.attempt import day_field
from rondkomen.web.worker.working import version_in

BEFORE_CONTACT = frozenset({Result.OTHER_REASON, Result.REPEAT, Result.UNJUSTIFIED})
_CHOOSABLE = [rule for rule in RESULT_RULES.values() if rule.result not in BEFORE_CONTACT]


class ResultForm(forms.Form):
    """How the case ended; `confirmed` appears once the file raised a question."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=gettext_lazy("Resultaat"),
        choices=[("", gettext_lazy("Kies een resultaat"))]
        + [(rule.result.value, rule.label) for rule in _CHOOSABLE],
        error_messages={"required": gettext_lazy("Kies een resultaat.")},
    )
    on = day_field()
    accepted_on = forms.DateField(
        label=gettext_lazy("Hulp aangenomen op"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Als dat nog niet bij een poging staat."),
    )
    solved_within_days = forms.IntegerField(
        label=gettext_lazy("Opgelost binnen (dagen)"), required=False, min_value=0, max_value=3650
    )
    note = forms.CharField(label=gettext_lazy("Eén regel"), required=False, max_length=280)
    confirmed = forms.BooleanField(
        label=gettext_lazy("Ik heb dit nagekeken, het klopt zo"), required=False
    )

    def given(self) -> GivenResult:
        """The result as filled in."""
        data = dict(self.cleaned_data)
        data.pop("version")
        return GivenResult(**(data | {"result": Result(data["result"])}))


class ClosingForm(forms.Form):
    """Why contact is not needed; only the reasons that this role may choose."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Reden"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een reden.")},
    )
    transfer_to = forms.CharField(
        label=gettext_lazy("Nieuwe gemeente, bij een verhuizing"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("De zaak wordt daar aangeboden; u bewaakt het antwoord."),
    )

    def __init__(self, *args: Any, roles: frozenset[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.choices = [
            (reason.value, rule.label)
            for reason, rule in CLOSING_RULES.items()
            if may_choose(reason, roles)
        ]


@screen(Purpose.OUTREACH)
def result(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Asks for the result; the decision aid beside it leads to one."""
    today = timezone.localdate()
    view = queries.case(case_id, actor=request.actor, today=today)
    tree = content.decision_tree()
    answers = {name: request.GET[name] for name in tree.questions if name in request.GET}
    advice = decision_aid.follow(tree, answers)
    form = ResultForm(request.POST or None, initial=_initial(view, advice, today))
    doubts = ""
    if request.method == "POST" and form.is_valid():
        doubts, stored = _store_result(request, case_id, form)
        if stored:
            return redirect("worker:case", case_id=case_id)
    if not doubts and "confirmed" not in request.POST:
        form.fields.pop("confirmed")
    context = {
        "view": view,
        "row": view.row,
        "form": form,
        "doubts": doubts,
        "aid": _aid(tree, answers, advice),
        "rules": _CHOOSABLE,
        "chosen": RESULT_RULES[advice.result] if advice.result else None,
        "before_contact": advice.result in BEFORE_CONTACT,
        "why": advice.why,
    }
    return render(request, "worker/result.html", context, status=400 if doubts else 200)


def _initial(view: CaseView, advice: Advice, today: Any) -> dict[str, Any]:
    advised = advice.result if advice.result not in BEFORE_CONTACT else None
    return {
        "version": view.row.version,
        "on": today,
        "result": advised.value if advised else "",
        "accepted_on": view.accepted_on,
    }


def _store_result(request: ActorRequest, case_id: UUID, form: ResultForm) -> tuple[str, bool]:
    """The questions the file raises, if any, and whether the result was stored."""
    try:
        services.record_result(
            case_id,
            form.given(),
            today=timezone.localdate(),
            actor=request.actor,
            version=form.cleaned_data["version"],
        )
    except Refused as refusal:
        if refusal.code == "confirm":
            return str(refusal), False
        refusals.add_to(form, refusal)
        return "", False
    messages.success(request, _("Het resultaat is vastgelegd en de zaak is afgesloten."))
    return "", True


def _aid(tree: Tree, answers: dict[str, str], advice: Advice) -> dict[str, Any]:
    """The questions answered so far, each with a way back, and the next one with its answers."""
    given: list[dict[str, Any]] = []
    so_far: dict[str, str] = {}
    for name, question in tree.questions.items():
        if name not in answers:
            continue
        chosen = next(a for a in question.answers if a.id == answers[name])
        given.append(
            {"question": question.text, "answer": chosen.text, "back": f"?{urlencode(so_far)}"}
        )
        so_far[name] = answers[name]
    if advice.question is None:
        return {"given": given, "question": None}
    options = [
        {"text": answer.text, "url": f"?{urlencode({**answers, advice.question.id: answer.id})}"}
        for answer in advice.question.answers
    ]
    return {"given": given, "question": advice.question, "options": options}


@screen(Purpose.OUTREACH)
def close(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Closes a case before contact, for a reason that this role may choose."""
    view = queries.case(case_id, actor=request.actor, today=timezone.localdate())
    roles = request.actor.roles
    form = ClosingForm(request.POST or None, initial={"version": view.row.version}, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_before_contact(
                case_id,
                ClosingReason(form.cleaned_data["reason"]),
                today=timezone.localdate(),
                actor=request.actor,
                version=form.cleaned_data["version"],
                transfer_to=form.cleaned_data["transfer_to"],
            )
        except Refused as refusal:
            refusals.add_to(form, refusal)
        else:
            messages.success(request, _("De zaak is afgesloten vóór contact."))
            return redirect("worker:case", case_id=case_id)
    context = {
        "view": view,
        "row": view.row,
        "form": form,
        "rules": [rule for rule in CLOSING_RULES.values() if may_choose(rule.reason, roles)],
        "others": [r.label for r in CLOSING_RULES.values() if not may_choose(r.reason, roles)],
    }
    return render(request, "worker/close.html", context)


@require_POST
@screen(Purpose.OUTREACH)
def reopen(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Opens a closed case again, with the reason why."""
    services.reopen(
        case_id,
        why=request.POST.get("why", ""),
        today=timezone.localdate(),
        actor=request.actor,
        version=version_in(request),
    )
    messages.success(request, _("De zaak is weer open."))
    return redirect("worker:case", case_id=case_id)
