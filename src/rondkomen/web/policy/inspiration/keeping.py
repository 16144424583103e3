"""Keeping practices: adding one, claiming one, changing it with two at once, and saying what is outdated."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import user_names
from rondkomen.kernel.refusal import Refused
from rondkomen.knowledge import queries, services
from rondkomen.knowledge.core.keeping import (
    LONGEST_ADDRESS,
    LONGEST_LESSON,
    LONGEST_NAME,
    LONGEST_SOURCE,
    PracticeText,
)
from rondkomen.knowledge.core.practices import Goal, LinkStatus, PracticeKind
from rondkomen.web.policy.inspiration.finding import OutdatedForm, shown
from rondkomen.web.policy.inspiration.words import GOALS, KINDS, LINKS, theme_names
from rondkomen.web.ui import formats
from rondkomen.web.ui.screen import ActorRequest, screen


class PracticeForm(forms.Form):
    """A practice as a municipality writes it; `based_on` is the revision the writer saw."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=LONGEST_NAME)
    lesson = forms.CharField(
        label=gettext_lazy("Wat leert een ander hiervan?"),
        max_length=LONGEST_LESSON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Wat deed u, voor wie, en wat bleek? Ook een tegenslag is een voorbeeld. Geen namen van mensen."
        ),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Thema's"), widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is het"),
        choices=[(one.value, label) for one, label in KINDS.items()],
        initial=PracticeKind.PROJECT.value,
    )
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("Waar helpt het bij"),
        choices=[(one.value, label) for one, label in GOALS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    year = forms.IntegerField(
        label=gettext_lazy("Jaar waarin het begon"), required=False, min_value=0
    )
    source = forms.CharField(
        label=gettext_lazy("Waar staat het beschreven"), max_length=LONGEST_SOURCE, required=False
    )
    address = forms.CharField(
        label=gettext_lazy("Link"), max_length=LONGEST_ADDRESS, required=False
    )
    link = forms.ChoiceField(
        label=gettext_lazy("Werkt de link?"),
        choices=[(one.value, label) for one, label in LINKS.items()],
        initial=LinkStatus.UNKNOWN.value,
    )
    checked_on = forms.DateField(
        label=gettext_lazy("Nagekeken op"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, initial=1, required=False)

    def __init__(self, data: object, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or None
        self.fields["themes"].choices = list(theme_names().items())  # type: ignore[attr-defined]  # a choice field

    def text(self) -> PracticeText:
        """The practice as filled in."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "based_on"}
        return PracticeText(
            **{
                **given,
                "themes": tuple(given["themes"]),
                "kind": PracticeKind(given["kind"]),
                "goals": tuple(Goal(goal) for goal in given["goals"]),
                "link": LinkStatus(given["link"]),
            }
        )


@dataclass(frozen=True)
class Difference:
    """One field that reads differently in two people's text."""

    label: str
    theirs: str
    mine: str


@screen(Purpose.DIALOGUE)
def new(request: ActorRequest) -> HttpResponse:
    """A practice of the own municipality."""
    form = PracticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = services.add_practice(form.text(), at=timezone.now(), actor=request.actor)
        except Refused as refusal:
            form.add_error(refusal.where or None, refusal.message)
        else:
            messages.success(
                request, _("Het voorbeeld staat erbij, voor iedereen van uw gemeente.")
            )
            return redirect("inspiration:practice", key)
    status = 400 if form.errors else 200
    return render(request, "policy/inspiration/writing.html", {"form": form}, status=status)


@screen(Purpose.DIALOGUE)
def change(request: ActorRequest, key: str) -> HttpResponse:
    """The text of a practice that the municipality keeps; both texts when two people wrote."""
    row = queries.kept(key)
    form = PracticeForm(request.POST or None, _initial(row.text, row.revision))
    context: dict[str, Any] = {"form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        clash = _changed(request, key, form)
        if clash is None and not form.errors:
            messages.success(request, _("De tekst is bijgewerkt."))
            return redirect("inspiration:practice", key)
        if clash is not None:
            context |= _clash(form, clash)
    status = 409 if "clashing" in context else 400 if form.errors else 200
    return render(request, "policy/inspiration/writing.html", context, status=status)


@require_POST
@screen(Purpose.DIALOGUE)
def claim(request: ActorRequest, key: str) -> HttpResponse:
    """From now on the municipality keeps this text."""
    services.claim_practice(key, at=timezone.now(), actor=request.actor)
    messages.success(request, _("Uw gemeente houdt dit voorbeeld voortaan bij."))
    return redirect("inspiration:practice", key)


@require_POST
@screen(Purpose.DIALOGUE)
def undo(request: ActorRequest, key: str) -> HttpResponse:
    """The last change of the text taken back."""
    text = request.POST.get("based_on", "")
    based_on = int(text) if text.isdecimal() and len(text) < 9 else 0
    services.undo_change(key, based_on=based_on, at=timezone.now(), actor=request.actor)
    messages.success(request, _("De laatste wijziging is teruggedraaid."))
    return redirect("inspiration:practice", key)


@require_POST
@screen(Purpose.DIALOGUE)
def outdated(request: ActorRequest, key: str) -> HttpResponse:
    """The practice no longer holds, and why."""
    form = OutdatedForm(request.POST)
    if not form.is_valid():
        context = shown(request, key, form)
        return render(request, "policy/inspiration/practice.html", context, status=400)
    reason = form.cleaned_data["reason"]
    services.mark_outdated(key, reason, at=timezone.now(), actor=request.actor)
    messages.success(
        request, _("Iedereen van uw gemeente ziet nu dat dit verouderd is, en waarom.")
    )
    return redirect("inspiration:practice", key)


@require_POST
@screen(Purpose.DIALOGUE)
def current(request: ActorRequest, key: str) -> HttpResponse:
    """The practice is offered again."""
    services.mark_current(key, actor=request.actor)
    messages.success(request, _("Het voorbeeld wordt weer aangeboden."))
    return redirect("inspiration:practice", key)


@screen(Purpose.DIALOGUE)
def remove(request: ActorRequest, key: str) -> HttpResponse:
    """Asks once, and then erases the municipality's text."""
    row = queries.kept(key)
    if request.method == "POST":
        services.remove_practice(key, actor=request.actor)
        messages.success(request, _("De tekst van uw gemeente is gewist."))
        return redirect("inspiration:practices")
    return render(request, "policy/inspiration/remove.html", {"row": row})


def _initial(text: PracticeText, revision: int) -> dict[str, Any]:
    return {
        **{name: getattr(text, name) for name in PracticeForm.base_fields if name != "based_on"},
        "themes": list(text.themes),
        "kind": text.kind.value,
        "goals": [goal.value for goal in text.goals],
        "link": text.link.value,
        "based_on": revision,
    }


def _changed(request: ActorRequest, key: str, form: PracticeForm) -> services.ChangedSince | None:
    """What somebody else wrote meanwhile; a wrong field is said at the form."""
    try:
        return services.change_practice(
            key,
            form.text(),
            based_on=form.cleaned_data["based_on"] or 0,
            at=timezone.now(),
            actor=request.actor,
        )
    except Refused as refusal:
        if not refusal.where:
            raise
        form.add_error(refusal.where, refusal.message)
        return None


def _clash(form: PracticeForm, clash: services.ChangedSince) -> dict[str, Any]:
    mine = _initial(form.text(), clash.revision)
    theirs = _initial(clash.theirs, clash.revision)
    again = PracticeForm(None, mine)
    names = user_names({clash.author_ref}) if clash.author_ref else {}
    return {
        "form": again,
        "who": names.get(clash.author_ref, "") if clash.author_ref else "",
        "clashing": [
            Difference(str(field.label), _said(field, theirs[name]), _said(field, mine[name]))
            for name, field in again.fields.items()
            if theirs[name] != mine[name]
        ],
    }


def _said(field: forms.Field, value: Any) -> str:
    """A value of the form in words."""
    if value in ("", None, []):
        return formats.NO_VALUE
    if isinstance(value, date):
        return formats.day(value)
    labels = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(one, one)) for one in values)
