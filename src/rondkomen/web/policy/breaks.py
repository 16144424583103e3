"""Where a series breaks: the municipality says from which month, for which figure, and why."""

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
from rondkomen.kernel.period import Month
from rondkomen.monitoring import queries, services
from rondkomen.monitoring.content import definitions
from rondkomen.web.policy.showing import say
from rondkomen.web.ui import formats
from rondkomen.web.ui.screen import ActorRequest, screen

_MONTHS_BACK = 60


class BreakForm(forms.Form):
    """From which month which figure does not compare with before, and why."""

    since = forms.ChoiceField(label=gettext_lazy("Vanaf welke maand"))
    indicator = forms.ChoiceField(label=gettext_lazy("Welk cijfer"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=300,
        help_text=gettext_lazy("Zo staat het bij de cijfers, ook als die gepubliceerd zijn."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    all_optional = True

    def __init__(self, data: object, *, newest: Month) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None
        months = [newest.plus(-back) for back in range(_MONTHS_BACK)]
        self.fields["since"].choices = [  # type: ignore[attr-defined]  # a choice field, declared above
            (str(month), formats.month(month)) for month in months
        ]
        self.fields["indicator"].choices = [  # type: ignore[attr-defined]  # a choice field, declared above
            ("", _("alle cijfers")),
            *((key, say(one.label)) for key, one in definitions().indicators.items()),
        ]


@screen(Purpose.TEAM_MANAGEMENT)
def breaks(request: ActorRequest) -> HttpResponse:
    """The breaks marked so far, and marking one."""
    form = BreakForm(request.POST or None, newest=Month.of(timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        services.mark_break(
            form.cleaned_data["indicator"],
            Month.parse(form.cleaned_data["since"]),
            form.cleaned_data["why"],
            at=timezone.now(),
            actor=request.actor,
        )
        messages.success(request, _("De reeksbreuk staat bij de cijfers."))
        return redirect("policy:breaks")
    labels = definitions().indicators
    lines = [
        {"row": row, "label": say(labels[row.indicator].label) if row.indicator else ""}
        for row in queries.series_breaks()
    ]
    context = {"form": form, "lines": lines}
    return render(request, "policy/breaks.html", context)


@require_POST
@screen(Purpose.TEAM_MANAGEMENT)
def remove(request: ActorRequest, break_id: UUID) -> HttpResponse:
    """Takes a mark away that should not be there."""
    services.remove_break(break_id, actor=request.actor)
    messages.success(request, _("De reeksbreuk is weg."))
    return redirect("policy:breaks")
