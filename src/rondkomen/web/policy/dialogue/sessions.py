"""The sessions of the municipality, and making a new one in two minutes."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from rondkomen.web.policy.dialogue import library
from rondkomen.web.ui.questions import words
from rondkomen.web.ui.screen import ActorRequest, screen

_MOST_DOMAINS = 12


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
        earlier = [(str(one.id), f"{one.title} ({one.wave})") for one in queries.sessions()]
        self.fields["previous"].choices = [("", ""), *earlier]  # type: ignore[attr-defined]  # a choice field
        if not earlier:
            del self.fields["previous"]

    def clean_domains(self) -> tuple[str, ...]:
        """The own list, each domain once."""
        lines = [line.strip()[:80] for line in self.cleaned_data["domains"].splitlines()]
        return tuple(dict.fromkeys(line for line in lines if line))[:_MOST_DOMAINS]


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
    earlier = {str(one.id): one.id for one in queries.sessions()}
    return services.NewSession(
        title=given["title"],
        purpose=SessionPurpose(given["purpose"]),
        mode=Mode(given["mode"]),
        versions=versions,
        domains=given["domains"],
        least_group=given["least_group"],
        hidden_until_closed=given["hidden_until_closed"],
        previous=earlier.get(given.get("previous", "")),
    )
