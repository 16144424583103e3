"""Verantwoording: who looked at whose data, why, and whether the journal is whole (AVG art. 5(2))."""

from textwrap import wrap
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access import queries as access
from rondkomen.access.core.purposes import STATEMENTS, Purpose
from rondkomen.chain import journal_check
from rondkomen.journal import queries as journal
from rondkomen.kernel.dutch.bsn import is_bsn
from rondkomen.people import queries as people
from rondkomen.web.ui import working
from rondkomen.web.ui.components import Column
from rondkomen.web.ui.screen import ActorRequest, screen


class PersonForm(forms.Form):
    """Whose looks to list; the number travels in the body, never in an address."""

    bsn = forms.CharField(
        label=gettext_lazy("BSN van de inwoner"),
        max_length=12,
        help_text=gettext_lazy("Voor een inzageverzoek. Het nummer wordt niet bewaard."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_bsn(self) -> str:
        """The nine digits."""
        text = "".join(sign for sign in self.cleaned_data["bsn"] if sign.isdigit())
        if not is_bsn(text):
            raise forms.ValidationError(
                _("Dit is geen geldig BSN; controleer de negen cijfers."), code="bsn"
            )
        return text


def _columns(names: dict[Any, str]) -> list[Column]:
    return [
        Column(_("Wanneer"), "at", kind="moment"),
        Column(_("Wat"), "activity"),
        Column(_("Waarvoor"), lambda row: STATEMENTS[Purpose(row.purpose)].label),
        Column(_("Door"), lambda row: names.get(row.actor, _("systeem"))),
        Column(_("Spoor"), lambda row: " ".join(wrap(row.trace_id, 8))),
    ]


@screen(Purpose.AUDIT)
def accountability(request: ActorRequest) -> HttpResponse:
    """The looks at one resident, and how the last check of the journal ended."""
    form = PersonForm(request.POST or None)
    running, failed = working.latest_work(request, journal_check.KIND)
    context: dict[str, Any] = {
        "form": form,
        "asked": False,
        "check": journal_check.last_check(request.actor.gemeente_id),
        "status": running,
        "failed": failed,
    }
    if request.method == "POST" and form.is_valid():
        bsn = form.cleaned_data["bsn"]
        refs = people.refs_of_bsn(bsn, purpose=Purpose.AUDIT, actor=request.actor)
        looks = [row for ref in refs for row in journal.processing_of(ref)]
        looks.sort(key=lambda row: row.at, reverse=True)
        names = access.user_names({row.actor for row in looks if row.actor})
        context |= {
            "asked": True,
            "known": bool(refs),
            "rows": looks,
            "columns": _columns(dict(names)),
        }
    return render(request, "beheer/accountability.html", context)
