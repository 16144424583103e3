"""The sessions of the municipality, and making a new one in two minutes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from rondkomen.dialogue.core.session.domains import own_domains
from rondkomen.dialogue.queries import SessionRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.policy.dialogue import library
from rondkomen.web.ui import formats
from rondkomen.web.ui.questions import words
from rondkomen.web.ui.screen import ActorRequest, screen


class SessionForm(forms.Form):
    """What a session needs; everything but the title has a choice that fits most."""

    title = forms.CharField(
        label=gettext_lazy("Naam van de sessie"),
        max_length=120,
        help_text=gettext_lazy("Zo zien deelnemers hem. Zet er geen namen in."),
    )
    instruments = forms.MultipleChoiceField(
        label=gettext_lazy("Waarover gaat het"), widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("Waarvoor"),
        choices=[(one.value, label) for one, label in words.PURPOSES.items()],
        initial=SessionPurpose.POLICY.value,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Hoe"),
        choices=[(one.value, label) for one, label in words.MODES.items()],
        initial=Mode.APART.value,
        widget=forms.RadioSelect,
    )
    domains = forms.CharField(
        label=gettext_lazy("Eigen lijst van domeinen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Eén op elke regel. Leeg is: armoede, gezondheid, iets anders."),
    )
    least_group = forms.IntegerField(
        label=gettext_lazy("Kleinste groep die apart te zien is"),
        min_value=2,
        max_value=20,
        initial=3,
    )
    hidden_until_closed = forms.BooleanField(
        label=gettext_lazy("Deelnemers zien de uitslag pas na sluiten"), required=False
    )
    previous = forms.ChoiceField(label=gettext_lazy("Vervolg op een eerdere ronde"), required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        offered = library.choices()
        self.fields["instruments"].choices = offered  # type: ignore[attr-defined]  # a choice field
        self.initial["instruments"] = [library.USUAL]
        titles = dict(offered)
        self._earlier = {
            str(row.id): (row, keys) for row, keys in queries.followable() if keys & titles.keys()
        }
        self.fields["previous"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("geen vervolg")),
            *((one, _wave(row, titles, keys)) for one, (row, keys) in self._earlier.items()),
        ]
        if not self._earlier:
            del self.fields["previous"]

    def clean_domains(self) -> tuple[str, ...]:
        """The own list, each domain once."""
        try:
            return own_domains(self.cleaned_data["domains"].splitlines())
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def clean(self) -> dict[str, Any]:
        """What was chosen together: a wave follows one on the same instrument."""
        given: dict[str, Any] = super().clean() or {}
        _row, keys = self._earlier.get(given.get("previous", ""), (None, frozenset()))
        if keys and not keys & set(given.get("instruments", ())):
            self.add_error(
                "previous",
                _("Die ronde ging over een ander instrument; er zou niets te vergelijken zijn."),
            )
        return given

    @property
    def follows(self) -> UUID | None:
        """The wave this one follows."""
        row, _keys = self._earlier.get(self.cleaned_data.get("previous", ""), (None, ()))
        return row.id if row else None


def _wave(row: SessionRow, titles: Mapping[str, str], keys: Collection[str]) -> str:
    about = ", ".join(title for key, title in titles.items() if key in keys)
    closed = formats.day(timezone.localdate(row.closed_at)) if row.closed_at else formats.NO_VALUE
    said = {"title": row.title, "wave": row.wave, "day": closed, "about": about}
    return _("Ronde %(wave)s, gesloten %(day)s: %(title)s (%(about)s)") % said


@screen(Purpose.DIALOGUE)
def overview(request: ActorRequest) -> HttpResponse:
    """Every session, the newest first."""
    lines = [
        {"row": row, "state": words.state(row.state), "purpose": words.PURPOSES[row.purpose]}
        for row in queries.sessions()
    ]
    context = {"lines": lines, "attention": queries.attention(timezone.localdate())}
    return render(request, "policy/dialogue/sessions.html", context)


@screen(Purpose.DIALOGUE)
def new(request: ActorRequest) -> HttpResponse:
    """A new session; opened at once unless it is only prepared."""
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        made = services.prepare_session(_wanted(form, request, now), at=now, actor=request.actor)
        if "prepare" not in request.POST:
            services.open_session(made, at=now, actor=request.actor)
        return redirect("dialogue:room", made)
    context = {"form": form}
    return render(request, "policy/dialogue/new.html", context, status=400 if form.errors else 200)


def _wanted(form: SessionForm, request: ActorRequest, now: datetime) -> services.NewSession:
    given = form.cleaned_data
    versions = [library.kept(key, at=now, actor=request.actor) for key in given["instruments"]]
    return services.NewSession(
        title=given["title"],
        purpose=SessionPurpose(given["purpose"]),
        mode=Mode(given["mode"]),
        versions=versions,
        domains=given["domains"],
        least_group=given["least_group"],
        hidden_until_closed=given["hidden_until_closed"],
        previous=form.follows,
    )
