"""Handing a case over: offering, the answer, taking it back, and the sheet that goes along."""

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
from rondkomen.chain import handover as chain_handover
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries, services
from rondkomen.outreach.core.codes import HANDOVER_TO_LABELS, HandoverTo
from rondkomen.outreach.core.sharing import SHARED, Shared
from rondkomen.outreach.services import NewHandover
from rondkomen.web.ui import refusals
from rondkomen.web.ui.screen import ActorRequest, screen


class HandoverForm(forms.Form):
    """Who takes over, and what we do when no answer comes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(
        label=gettext_lazy("Waarheen"),
        widget=forms.RadioSelect,
        choices=[(to.value, gettext_lazy(label)) for to, label in HANDOVER_TO_LABELS.items()],
        error_messages={"required": gettext_lazy("Kies waarheen de zaak gaat.")},
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisatie of collega"),
        max_length=120,
        error_messages={"required": gettext_lazy("Vul in wie de zaak overneemt.")},
    )
    backup = forms.CharField(
        label=gettext_lazy("Wat doet u als er geen antwoord komt?"),
        max_length=200,
        help_text=gettext_lazy("Bijvoorbeeld: ik bel de wijkcoach en log een nieuwe poging."),
        error_messages={"required": gettext_lazy("Vul in wat u doet als er geen antwoord komt.")},
    )


@screen(Purpose.OUTREACH)
def offer(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """Offers the case to who takes the help further."""
    today = timezone.localdate()
    view = queries.case(case_id, actor=request.actor, today=today)
    form = HandoverForm(request.POST or None, initial={"version": view.row.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = NewHandover(HandoverTo(data["to"]), data["organisation"], data["backup"])
        try:
            services.offer_handover(
                case_id, new, today=today, actor=request.actor, version=data["version"]
            )
        except Refused as refusal:
            refusals.add_to(form, refusal)
        else:
            messages.success(request, _("De overdracht is aangeboden; de klok loopt."))
            return redirect("worker:case", case_id=case_id)
    shared = [
        (_(HANDOVER_TO_LABELS[to]), _goes_along(what), what.ground) for to, what in SHARED.items()
    ]
    context = {"view": view, "row": view.row, "form": form, "shared": shared}
    return render(request, "worker/hand_over.html", context)


def _goes_along(what: Shared) -> str:
    parts = [_("naam en adres")]
    parts += [_("telefoon en e-mail")] if what.contact else []
    parts += [_("geboortedatum")] if what.birth_date else []
    parts += [_("wat partners meldden")] if what.arrears else []
    return ", ".join(parts)


@require_POST
@screen(Purpose.OUTREACH)
def answer(request: ActorRequest, case_id: UUID, handover_id: UUID) -> HttpResponse:
    """Keeps the answer of the other side, or takes the offer back."""
    today = timezone.localdate()
    given = request.POST.get("answer", "")
    if given == "withdraw":
        services.withdraw_handover(handover_id, today=today, actor=request.actor)
    elif given in ("accepted", "refused"):
        services.answer_handover(
            handover_id,
            accepted=given == "accepted",
            answer=request.POST.get("why", ""),
            today=today,
            actor=request.actor,
        )
    else:
        raise Refused(_("Kies het antwoord op de overdracht."), code="handover-answer")
    messages.success(request, _("Het antwoord staat erin."))
    return redirect("worker:case", case_id=case_id)


@require_POST
@screen(Purpose.OUTREACH)
def sheet(request: ActorRequest, case_id: UUID, handover_id: UUID) -> HttpResponse:
    """The sheet for the receiver as PDF; the making is kept in the journal."""
    document = chain_handover.sheet(handover_id, today=timezone.localdate(), actor=request.actor)
    return pdf_answer(document, "overdrachtsblad.pdf")


def pdf_answer(document: bytes, name: str) -> HttpResponse:
    """A PDF to keep; never kept by the browser or a proxy."""
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
