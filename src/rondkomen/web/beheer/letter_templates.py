"""The letters and cards of the municipality: who they come from, and what they say."""

import re
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
from rondkomen.access.queries import gemeente
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries, services
from rondkomen.outreach.core import letters as core
from rondkomen.outreach.core.letters import LETTER_KIND_LABELS, LetterKind, LetterTemplate
from rondkomen.outreach.services import SenderDetails
from rondkomen.outreach.services.letters import sample_letter
from rondkomen.web.ui.screen import ActorRequest, screen


class SenderForm(forms.Form):
    """Where a resident can turn; the first letter tells all of it."""

    phone = forms.CharField(label=gettext_lazy("Telefoon van het team"), max_length=20)
    email = forms.EmailField(label=gettext_lazy("E-mailadres van het team"))
    postal_address = forms.CharField(label=gettext_lazy("Postadres"), max_length=160)
    officer = forms.CharField(
        label=gettext_lazy("Functionaris gegevensbescherming"),
        max_length=200,
        help_text=gettext_lazy("Als zin zonder punt, bijvoorbeeld: Mail privacy@gemeente.example"),
    )


class LetterForm(forms.Form):
    """The text of one letter or card, with fill-in words between braces."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=80)
    subject = forms.CharField(label=gettext_lazy("Onderwerp"), max_length=120)
    body = forms.CharField(
        label=gettext_lazy("Tekst"), max_length=6000, widget=forms.Textarea(attrs={"rows": 16})
    )
    notice = forms.CharField(
        label=gettext_lazy("Uitleg over gegevens"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("Verplicht in de eerste brief (AVG art. 14, niet geverifieerd)."),
    )

    def template(self, kind: LetterKind) -> LetterTemplate:
        """The letter as filled in."""
        return LetterTemplate(kind=kind, **self.cleaned_data)


def kind_of(text: str) -> LetterKind:
    """The kind of letter in an address.

    Raises: Refused for a kind that does not exist.
    """
    try:
        return LetterKind(text)
    except ValueError as unknown:
        raise Refused(_("Deze brief bestaat niet."), code="letter-unknown") from unknown


@screen(Purpose.ADMINISTRATION)
def letters(request: ActorRequest) -> HttpResponse:
    """The sender, and every letter with the version in use."""
    found = queries.sender()
    initial = vars(found) if found else {}
    form = SenderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.save_sender(SenderDetails(**form.cleaned_data), actor=request.actor)
        messages.success(request, _("De afzender is bewaard."))
        return redirect("beheer:letters")
    lines = [
        {
            "row": row,
            "kind": row.template.kind.value,
            "label": _(LETTER_KIND_LABELS[row.template.kind]),
        }
        for row in queries.letter_templates()
    ]
    context = {"form": form, "lines": lines, "missing": found is None}
    return render(request, "beheer/letters.html", context)


@screen(Purpose.ADMINISTRATION)
def letter(request: ActorRequest, kind: str) -> HttpResponse:
    """Writing one letter, with what a resident would read beside it."""
    which = kind_of(kind)
    current = queries.letter_template(which)
    initial = {name: _unwrapped(getattr(current, name)) for name in LetterForm.base_fields}
    form = LetterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_letter(form.template(which), actor=request.actor)
        except Refused as refusal:
            field = refusal.where if refusal.where in form.fields else None
            form.add_error(field, refusal.message if field else str(refusal))
        else:
            messages.success(request, _("De nieuwe versie is in gebruik."))
            return redirect("beheer:letter", kind=kind)
    shown = {name: form[name].value() or "" for name in form.fields}
    context = {
        "kind": which.value,
        "label": _(LETTER_KIND_LABELS[which]),
        "form": form,
        "reading": _reading(LetterTemplate(kind=which, **shown), request),
        "words": core.FILL_INS.items(),
        "history": queries.letter_history(which),
    }
    return render(request, "beheer/letter.html", context)


def _unwrapped(text: str) -> str:
    """The text with each paragraph on one line, as people write."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(part.split()) for part in paragraphs)


@require_POST
@screen(Purpose.ADMINISTRATION)
def read(request: ActorRequest, kind: str) -> HttpResponse:
    """What a resident would read, and the faults; asked for while somebody writes."""
    shown = {name: request.POST.get(name, "")[:6000] for name in LetterForm.base_fields}
    reading = _reading(LetterTemplate(kind=kind_of(kind), **shown), request)
    return render(request, "beheer/parts/letter_reading.html", {"reading": reading})


@require_POST
@screen(Purpose.ADMINISTRATION)
def preview(request: ActorRequest, kind: str) -> HttpResponse:
    """The text as it stands in the form as PDF, to a resident who does not exist."""
    form = LetterForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Vul naam, onderwerp en tekst in."), code="letter-incomplete")
    document = sample_letter(
        form.template(kind_of(kind)), today=timezone.localdate(), actor=request.actor
    )
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="voorbeeld.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _reading(template: LetterTemplate, request: ActorRequest) -> dict[str, Any]:
    faults = core.faults_in_template(template)
    unreadable = any(
        "nvulwoord" in fault.sentence or "accolade" in fault.sentence for fault in faults
    )
    if unreadable:
        return {"faults": faults, "subject": "", "body": [], "notice": []}
    words = _sample_words(request)
    return {
        "faults": faults,
        "subject": " ".join(core.filled(template.subject, words)),
        "body": core.filled(template.body, words),
        "notice": core.filled(template.notice, words),
    }


def _sample_words(request: ActorRequest) -> dict[str, str]:
    found = queries.sender()
    known = {
        "aanhef": core.salutation("de Voorbeeld"),
        "partners": _("uw energieleverancier en uw verhuurder"),
        "medewerker": request.actor.name,
        "gemeente": gemeente(request.actor.gemeente_id).name,
        "datum": f"{timezone.localdate():%d-%m-%Y}",
        "afspraak": _("dinsdag om 10.00 uur, bij u thuis"),
        "bewaartermijn": core.retention_words(queries.active_rules().table.terms.retention_months),
    }
    if found:
        known |= {
            "telefoon": found.phone,
            "email": found.email,
            "adres_gemeente": found.postal_address,
            "functionaris": found.officer,
        }
    return {word: known.get(word, f"[{word}]") for word in core.FILL_INS}
