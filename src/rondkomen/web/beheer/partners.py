"""Partners and agreements: who may deliver what, from when, and what they attest."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.arrears import queries, services
from rondkomen.arrears.content import legal_register
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import (
    CONSENT_LABELS,
    PARTNER_TYPE_LABELS,
    SIGNING_STATUS_LABELS,
    Consent,
    PartnerType,
    SigningStatus,
)
from rondkomen.arrears.queries import AgreementRecord, PartnerRecord
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.kernel.refusal import Refused
from rondkomen.web.beheer.programs import programs_of
from rondkomen.web.ui.components import Badge, Column
from rondkomen.web.ui.fields import KvkField
from rondkomen.web.ui.screen import ActorRequest, screen

_DAY = {"type": "date"}
_ANSWERS = (
    ("", gettext_lazy("staat per rij in het bestand")),
    ("yes", gettext_lazy("ja, voor elke rij")),
    ("no", gettext_lazy("nee")),
)


class PartnerForm(forms.Form):
    """What is recorded of a partner."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120)
    partner_type = forms.ChoiceField(
        label=gettext_lazy("Soort"),
        choices=[(kind.value, gettext_lazy(label)) for kind, label in PARTNER_TYPE_LABELS.items()],
    )
    kvk_number = KvkField()
    contact_name = forms.CharField(
        label=gettext_lazy("Contactpersoon"), max_length=120, required=False
    )
    contact_email = forms.EmailField(label=gettext_lazy("E-mailadres contact"), required=False)

    def facts(self) -> PartnerFacts:
        """The partner as filled in."""
        data = dict(self.cleaned_data)
        return PartnerFacts(partner_type=PartnerType(data.pop("partner_type")), **data)


class AgreementForm(forms.Form):
    """The period, what the partner attests for every row, and how far signing is."""

    start = forms.DateField(
        label=gettext_lazy("Eerste dag"), widget=forms.DateInput(_DAY, "%Y-%m-%d")
    )
    end = forms.DateField(
        label=gettext_lazy("Laatste dag"),
        required=False,
        help_text=gettext_lazy(
            "Leeg zonder einddatum; anders krijgt u drie maanden ervoor een seintje."
        ),
        widget=forms.DateInput(_DAY, "%Y-%m-%d"),
    )
    personal_contact = forms.ChoiceField(
        label=gettext_lazy("Persoonlijk contact gezocht"), required=False, choices=_ANSWERS
    )
    help_mentioned = forms.ChoiceField(
        label=gettext_lazy("Op schuldhulp gewezen"), required=False, choices=_ANSWERS
    )
    reminders = forms.IntegerField(
        label=gettext_lazy("Aantal herinneringen"), required=False, min_value=0, max_value=20
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Reactie op het aanbod gegevens door te geven"),
        required=False,
        choices=[
            ("", gettext_lazy("staat per rij in het bestand")),
            *((consent.value, gettext_lazy(label)) for consent, label in CONSENT_LABELS.items()),
        ],
    )
    current_customer = forms.ChoiceField(
        label=gettext_lazy("Is nog klant"), required=False, choices=_ANSWERS
    )
    running_arrangement = forms.ChoiceField(
        label=gettext_lazy("Betaalt volgens een regeling"), required=False, choices=_ANSWERS
    )
    bsn_allowed = forms.BooleanField(label=gettext_lazy("BSN mag worden geleverd"), required=False)
    feedback_wanted = forms.BooleanField(label=gettext_lazy("Wil terugkoppeling"), required=False)
    signing_status = forms.ChoiceField(
        label=gettext_lazy("Ondertekening"),
        choices=[
            (status.value, gettext_lazy(label)) for status, label in SIGNING_STATUS_LABELS.items()
        ],
    )
    signed_on = forms.DateField(
        label=gettext_lazy("Ondertekend op"),
        required=False,
        widget=forms.DateInput(_DAY, "%Y-%m-%d"),
    )

    def facts(self) -> AgreementFacts:
        """The agreement as filled in."""
        data = self.cleaned_data
        effort = Effort(
            personal_contact=_answer(data["personal_contact"]),
            help_mentioned=_answer(data["help_mentioned"]),
            reminders=data["reminders"],
            consent=Consent(data["consent"]) if data["consent"] else None,
            current_customer=_answer(data["current_customer"]),
            running_arrangement=_answer(data["running_arrangement"]),
        )
        return AgreementFacts(
            start=data["start"],
            end=data["end"],
            effort=effort,
            bsn_allowed=data["bsn_allowed"],
            feedback_wanted=data["feedback_wanted"],
            signing_status=SigningStatus(data["signing_status"]),
            signed_on=data["signed_on"],
        )


def _answer(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _word(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[answer]


def _initial(record: AgreementRecord) -> dict[str, Any]:
    effort = record.effort
    return {
        "start": record.start,
        "end": record.end,
        "personal_contact": _word(effort.personal_contact),
        "help_mentioned": _word(effort.help_mentioned),
        "reminders": effort.reminders,
        "consent": effort.consent or "",
        "current_customer": _word(effort.current_customer),
        "running_arrangement": _word(effort.running_arrangement),
        "bsn_allowed": record.bsn_allowed,
        "feedback_wanted": record.feedback_wanted,
        "signing_status": record.signing_status,
        "signed_on": record.signed_on,
    }


@screen(Purpose.ADMINISTRATION)
def partners(request: ActorRequest) -> HttpResponse:
    """Every partner with its agreement of today."""
    today = timezone.localdate()
    in_force = {row.partner_id: row for row in queries.agreements() if row.in_force(today)}
    columns = [
        Column(_("Partner"), "name", url=lambda row: f"{row.id}/"),
        Column(_("Soort"), lambda row: _(PARTNER_TYPE_LABELS[row.partner_type])),
        Column(
            _("Overeenkomst"),
            lambda row: _agreement_badge(in_force.get(row.id), today),
            kind="badge",
        ),
        Column(_("Ondertekening"), lambda row: _signing(in_force.get(row.id))),
        Column(_("Loopt tot"), lambda row: _end(in_force.get(row.id)), kind="date"),
    ]
    return render(request, "beheer/partners.html", {"rows": queries.partners(), "columns": columns})


def _agreement_badge(found: AgreementRecord | None, today: date) -> Badge:
    if found is None:
        return Badge("negative", _("geen: leveren kan niet"))
    if found.renew_by is not None and found.renew_by <= today:
        return Badge("warning", _("verlengen"))
    return Badge("positive", _("geldig"))


def _signing(found: AgreementRecord | None) -> str:
    return _(SIGNING_STATUS_LABELS[found.signing_status]) if found else ""


def _end(found: AgreementRecord | None) -> date | None:
    return found.end if found else None


def _blame(form: forms.Form, refusal: Refused) -> None:
    """The refusal at the field it is about; what that field is called in the code stays there."""
    if refusal.where in form.fields:
        form.add_error(refusal.where, refusal.message)
    else:
        form.add_error(None, str(refusal))


@screen(Purpose.ADMINISTRATION)
def partner(request: ActorRequest, partner_id: UUID | None = None) -> HttpResponse:
    """One partner: its details, agreements, mapping profile and legal ground."""
    known = queries.partner(partner_id) if partner_id else None
    form = PartnerForm(request.POST or None, initial=_partner_initial(known))
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_partner(form.facts(), actor=request.actor, partner_id=partner_id)
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("De partner is opgeslagen."))
            return redirect("beheer:partner", partner_id=saved)
    context: dict[str, Any] = {"form": form, "known": known}
    if known is not None:
        context |= _partner_context(known) | {"programs": programs_of(request, known.id)}
    return render(request, "beheer/partner.html", context)


def _partner_initial(known: PartnerRecord | None) -> dict[str, Any]:
    return {name: getattr(known, name) for name in PartnerForm.base_fields} if known else {}


def _partner_context(known: PartnerRecord) -> dict[str, Any]:
    columns = [
        Column(_("Vanaf"), "start", kind="date", url=lambda row: f"overeenkomst/{row.id}/"),
        Column(_("Tot en met"), "end", kind="date"),
        Column(_("Ondertekening"), lambda row: _(SIGNING_STATUS_LABELS[row.signing_status])),
        Column(_("BSN"), lambda row: _("toegestaan") if row.bsn_allowed else _("niet")),
    ]
    return {
        "agreements": queries.agreements(known.id),
        "columns": columns,
        "mapping": queries.current_mapping(known.id),
        "basis": legal_register().basis(known.partner_type),
    }


@screen(Purpose.ADMINISTRATION)
def agreement(
    request: ActorRequest, partner_id: UUID, agreement_id: UUID | None = None
) -> HttpResponse:
    """Adds or changes an agreement."""
    known = queries.agreement(agreement_id) if agreement_id else None
    form = AgreementForm(
        request.POST or None, initial=_initial(known) if known else {"feedback_wanted": True}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.save_agreement(
                partner_id,
                form.facts(),
                actor=request.actor,
                today=timezone.localdate(),
                agreement_id=agreement_id,
            )
        except Refused as refusal:
            _blame(form, refusal)
        else:
            messages.success(request, _("De overeenkomst is opgeslagen."))
            return redirect("beheer:partner", partner_id=partner_id)
    context = {"form": form, "partner": queries.partner(partner_id), "known": known}
    return render(request, "beheer/agreement.html", context)
