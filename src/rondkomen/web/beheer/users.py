"""Users and roles: who works here, as what; yearly review in one list (BIO2 5.18.02)."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rondkomen.access import queries, services
from rondkomen.access.core.purposes import STATEMENTS, Purpose
from rondkomen.access.core.roles import ROLE_LABELS, ROLE_PURPOSES, Role
from rondkomen.access.queries import UserRow
from rondkomen.arrears import queries as partner_queries
from rondkomen.arrears.queries import PartnerRecord
from rondkomen.journal.services import record
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui import refusals
from rondkomen.web.ui.components import Badge, Column
from rondkomen.web.ui.screen import ActorRequest, screen

STAFF_ROLES = [role for role in Role if role is not Role.PARTNER_CONTACT]


class NewUserForm(forms.Form):
    """A colleague: name, address and first role."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"))
    role = forms.ChoiceField(
        label=gettext_lazy("Rol"),
        widget=forms.RadioSelect,
        choices=[(role.value, gettext_lazy(ROLE_LABELS[role])) for role in STAFF_ROLES],
    )


class RolesForm(forms.Form):
    """The roles of one user, all at once."""

    all_optional = True
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Rollen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, gettext_lazy(ROLE_LABELS[role])) for role in STAFF_ROLES],
    )


def _state(row: UserRow) -> Badge:
    return Badge("positive", _("actief")) if row.is_active else Badge("neutral", _("gesloten"))


def _columns() -> list[Column]:
    return [
        Column(_("Naam"), "name", url=lambda row: f"{row.id}/"),
        Column(_("E-mailadres"), "email"),
        Column(_("Rollen"), lambda row: ", ".join(_(ROLE_LABELS[role]) for role in row.roles)),
        Column(_("Account"), _state, kind="badge"),
    ]


@screen(Purpose.ADMINISTRATION)
def users(request: ActorRequest) -> HttpResponse:
    """Everyone with a role in this municipality."""
    rows = queries.users(request.actor.gemeente_id)
    return render(request, "beheer/users.html", {"rows": rows, "columns": _columns()})


@screen(Purpose.ADMINISTRATION)
def new_user(request: ActorRequest) -> HttpResponse:
    """Adds a colleague; a first password is shown once."""
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _joined(request, form, Role(form.cleaned_data["role"]))
        if answer is not None:
            return answer
    status = 400 if form.errors else 200
    return render(request, "beheer/user_new.html", {"form": form}, status=status)


def _joined(
    request: ActorRequest, form: forms.Form, role: Role, partner: PartnerRecord | None = None
) -> HttpResponse | None:
    """The page that says who joined; nothing when the form now says why that cannot be."""
    name, email = form.cleaned_data["name"], form.cleaned_data["email"]
    try:
        joined = services.join(
            email=email,
            name=name,
            gemeente_id=request.actor.gemeente_id,
            role=role,
            partner_id=partner.id if partner else None,
        )
    except Refused as refusal:
        refusals.add_to(form, refusal, "email")
        return None
    data = {"role": role} | ({"partner": str(partner.id)} if partner else {})
    record("user_added", subject=joined.user_id, actor=request.actor, data=data)
    context = {
        "name": name,
        "email": email,
        "role": _(ROLE_LABELS[role]),
        "first_password": joined.first_password,
        "partner": partner,
    }
    return render(request, "beheer/user_added.html", context)


@screen(Purpose.ADMINISTRATION)
def user(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """One user's roles and what they open."""
    row = _found(request, user_id)
    sent = request.POST if request.method == "POST" else None  # no role at all is an answer too
    form = RolesForm(sent, initial={"roles": [role.value for role in row.roles]})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():  # a refusal halfway leaves every role as it was
                _set_roles(row, {Role(text) for text in form.cleaned_data["roles"]}, request)
        except Refused as refusal:
            refusals.add_to(form, refusal, "roles")
        else:
            messages.success(request, _("De rollen zijn bijgewerkt."))
            return redirect("beheer:user", user_id=user_id)
    purposes = sorted(
        {STATEMENTS[purpose].label for role in row.roles for purpose in ROLE_PURPOSES[role]}
    )
    context = {"row": row, "form": form, "purposes": purposes, "state": _state(row)}
    return render(request, "beheer/user.html", context)


def _found(request: ActorRequest, user_id: UUID) -> UserRow:
    for row in queries.users(request.actor.gemeente_id):
        if row.id == user_id:
            return row
    raise Refused(_("Deze gebruiker heeft in uw gemeente geen rol."), code="user-unknown")


def _set_roles(row: UserRow, wanted: set[Role], request: ActorRequest) -> None:
    gemeente_id = request.actor.gemeente_id
    granted, revoked = wanted - set(row.roles), set(row.roles) & set(STAFF_ROLES) - wanted
    if granted and row.id == request.actor.user_id:
        raise Refused(_("U kunt uzelf geen rol geven; vraag een collega."), code="own-role")
    for role in granted:
        services.grant_role(row.id, gemeente_id=gemeente_id, role=role)
    for role in revoked:
        services.revoke_role(row.id, gemeente_id=gemeente_id, role=role)
    if granted or revoked:
        changes = {"granted": sorted(granted), "revoked": sorted(revoked)}
        record("roles_changed", subject=row.id, actor=request.actor, data=changes)


@require_POST
@screen(Purpose.ADMINISTRATION)
def set_active(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Closes or opens the account."""
    row = _found(request, user_id)
    if row.id == request.actor.user_id:
        raise Refused(
            _("U kunt uw eigen account niet sluiten; vraag een collega."), code="own-account"
        )
    services.set_active(row.id, active=not row.is_active, gemeente_id=request.actor.gemeente_id)
    kind = "account_closed" if row.is_active else "account_opened"
    record(kind, subject=row.id, actor=request.actor, data={})
    messages.success(request, _("Het account is bijgewerkt."))
    return redirect("beheer:user", user_id=user_id)


@require_POST
@screen(Purpose.ADMINISTRATION)
def renew_access(request: ActorRequest, user_id: UUID) -> HttpResponse:
    """Gives a new first password to somebody who lost the old one, or the phone with the app."""
    row = _found(request, user_id)
    if row.id == request.actor.user_id:
        raise Refused(_("Uw eigen wachtwoord wijzigt u bij Account."), code="own-account")
    first_password = services.renew_access(row.id, gemeente_id=request.actor.gemeente_id)
    record("access_renewed", subject=row.id, actor=request.actor, data={})
    context = {"name": row.name, "first_password": first_password, "renewed": True}
    return render(request, "beheer/user_added.html", context)


class ContactForm(forms.Form):
    """Somebody who delivers for a partner."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"))


@screen(Purpose.ADMINISTRATION)
def new_contact(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """Adds somebody who may deliver for this partner; the first password is shown once."""
    partner = partner_queries.partner(partner_id)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _joined(request, form, Role.PARTNER_CONTACT, partner)
        if answer is not None:
            return answer
    context = {"form": form, "partner": partner}
    return render(request, "beheer/contact_new.html", context)
