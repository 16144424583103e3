"""Writes of `access`: municipalities, users, roles and programs."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from rondkomen.access.core.roles import Role
from rondkomen.access.core.scopes import Scope
from rondkomen.access.models import Gemeente, Membership, Program, SignInApp, User
from rondkomen.access.queries import token_signer
from rondkomen.kernel.refusal import Refused

_FIRST_PASSWORD = 20
_SECRET_BYTES = 32


@dataclass(frozen=True)
class NewGemeente:
    """What is needed to set a municipality up."""

    code: str
    name: str
    inhabitants: int
    inhabitants_year: int
    kvk_number: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    house_colour: str = ""


def set_up_gemeente(new: NewGemeente) -> str:
    """The CBS code of the municipality, set up or brought up to date.

    Raises: Refused for a code that is not four digits.
    """
    if not (len(new.code) == 4 and new.code.isascii() and new.code.isdigit()):
        raise Refused(
            f"Gemeentecode '{new.code}' bestaat niet uit vier cijfers; gebruik de code van het CBS.",
            code="gemeente-code",
        )
    Gemeente.objects.update_or_create(
        code=new.code,
        defaults={
            "name": new.name,
            "inhabitants": new.inhabitants,
            "inhabitants_year": new.inhabitants_year,
            "kvk_number": new.kvk_number,
            "contact_name": new.contact_name,
            "contact_email": new.contact_email,
            "contact_phone": new.contact_phone,
            "house_colour": new.house_colour,
        },
    )
    return new.code


@transaction.atomic
def add_user(*, email: str, name: str, password: str | None) -> UUID:
    """The id of a new user; without a password the user can only come in through single sign-on.

    Raises: Refused for an address in use or a password that breaks the rules.
    """
    user = User(email=email.strip().lower(), name=name.strip())
    if password is None:
        user.set_unusable_password()
    else:
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise Refused(" ".join(weak.messages), code="password-weak") from weak
        user.set_password(password)
    if User.objects.filter(email=user.email).exists():
        raise Refused(
            "Er bestaat al een gebruiker met dit e-mailadres; geef die gebruiker een extra rol.",
            code="user-exists",
        )
    user.save()
    return user.id


@dataclass(frozen=True)
class Joined:
    """Who holds the role now; without a first password the account was there and keeps its own."""

    user_id: UUID
    first_password: str


@transaction.atomic
def join(
    *, email: str, name: str, gemeente_id: str, role: Role, partner_id: UUID | None = None
) -> Joined:
    """Somebody new to this municipality, holding this role, with an account made when there is none.

    Raises: Refused for somebody who holds a role here already, and for a closed account that
    another municipality decides about.
    Policy: one municipality does not decide about the account of another, nor learn which it is.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    first_password = ""
    if user is None:
        first_password = get_random_string(_FIRST_PASSWORD)
        user_id = add_user(email=email, name=name, password=first_password)
        User.objects.filter(id=user_id).update(must_choose_password=True)
    else:
        user_id = user.id
        first_password = _let_in(user, gemeente_id)
    grant_role(user_id, gemeente_id=gemeente_id, role=role, partner_id=partner_id)
    return Joined(user_id, first_password)


@transaction.atomic
def let_administer(*, email: str, name: str, gemeente_id: str) -> Joined:
    """A functional administrator of this municipality who can sign in, with a new first password.

    Raises: Refused for somebody who also works for another municipality.
    """
    role = Role.FUNCTIONAL_ADMINISTRATOR
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return join(email=email, name=name, gemeente_id=gemeente_id, role=role)
    set_active(user.id, active=True, gemeente_id=gemeente_id)
    grant_role(user.id, gemeente_id=gemeente_id, role=role)
    return Joined(user.id, renew_access(user.id, gemeente_id=gemeente_id))


def _let_in(user: User, gemeente_id: str) -> str:
    """The first password of an account that belonged to nobody any more; nothing for an open one."""
    held = Membership.objects.filter(user=user)
    if held.filter(gemeente_id=gemeente_id).exists():
        raise Refused(
            "Deze persoon staat al in de lijst met gebruikers; wijzig daar de rollen.",
            code="user-here",
        )
    if user.is_active:
        return ""
    if held.exists():
        raise Refused(
            "Het account met dit adres is gesloten en is hier niet te openen. Gebruik een ander "
            "adres, of vraag de beheerder van deze installatie.",
            code="user-closed",
        )
    set_active(user.id, active=True, gemeente_id=gemeente_id)
    return renew_access(user.id, gemeente_id=gemeente_id)


def grant_role(
    user_id: UUID, *, gemeente_id: str, role: Role, partner_id: UUID | None = None
) -> None:
    """Nothing; the user holds the role from now on, also when it was granted before.

    Raises: Refused when a partner is missing for a partner contact, or given for another role.
    """
    if (role is Role.PARTNER_CONTACT) != (partner_id is not None):
        raise Refused(
            "Kies bij een contactpersoon de signaalpartner, en alleen daar.", code="role-partner"
        )
    try:
        with transaction.atomic():
            Membership.objects.update_or_create(
                user_id=user_id,
                gemeente_id=gemeente_id,
                role=role,
                defaults={"partner_id": partner_id},
            )
    except IntegrityError as unknown:
        raise Refused("De gebruiker of gemeente bestaat niet.", code="role-unknown") from unknown


@transaction.atomic
def revoke_role(user_id: UUID, *, gemeente_id: str, role: Role) -> None:
    """Nothing; the user no longer holds the role.

    Raises: Refused when it is the last functional administrator who can sign in.
    """
    if role is Role.FUNCTIONAL_ADMINISTRATOR:
        _leave_an_administrator(user_id, gemeente_id)
    Membership.objects.filter(gemeente_id=gemeente_id, role=role, user_id=user_id).delete()


def _leave_an_administrator(user_id: UUID, gemeente_id: str) -> None:
    """Nothing, when somebody else can administer; two who take each other away come here in turn.

    Policy: an office can always grant roles again.
    """
    role = Role.FUNCTIONAL_ADMINISTRATOR
    held = Membership.objects.filter(gemeente_id=gemeente_id, role=role)
    holders = list(held.select_for_update().order_by("id").values_list("user_id", flat=True))
    others = held.exclude(user_id=user_id).filter(user__is_active=True)
    if user_id in holders and not others.exists():
        raise Refused(
            "Dit is de laatste functioneel beheerder; wijs eerst een ander aan.",
            code="last-administrator",
        )


@transaction.atomic
def set_active(user_id: UUID, *, active: bool, gemeente_id: str) -> None:
    """Nothing; the account is open or closed from now on.

    Raises: Refused for somebody who also works for another municipality, and for closing the last
    functional administrator who can sign in.
    """
    _only_here(user_id, gemeente_id)
    if not active:
        _leave_an_administrator(user_id, gemeente_id)
    User.objects.filter(id=user_id).update(is_active=active)


@transaction.atomic
def renew_access(user_id: UUID, *, gemeente_id: str) -> str:
    """A new first password; the old one and the enrolled app open nothing any longer.

    Raises: Refused for somebody who also works for another municipality.
    Policy: one municipality does not decide about the account of another.
    """
    _only_here(user_id, gemeente_id)
    first_password = get_random_string(_FIRST_PASSWORD)
    user = User.objects.get(id=user_id)
    user.set_password(first_password)
    user.must_choose_password = True
    user.save()
    SignInApp.objects.filter(user=user).delete()
    return first_password


def app_to_enrol(user_id: UUID) -> SignInApp:
    """The app being set up for this user; the same until it is confirmed."""
    found: SignInApp = SignInApp.objects.get_or_create(
        user_id=user_id, confirmed=False, defaults={"name": "app"}
    )[0]
    return found


@transaction.atomic
def confirm_app(user_id: UUID, code: str) -> SignInApp | None:
    """The app that was being set up, when the code fits it; it replaces an earlier one."""
    waiting = SignInApp.objects.select_for_update().filter(user_id=user_id, confirmed=False)
    app: SignInApp | None = waiting.first()
    if app is None or not app.verify_token(code):
        return None
    SignInApp.objects.filter(user_id=user_id, confirmed=True).delete()
    app.confirmed = True
    app.save()
    return app


def _only_here(user_id: UUID, gemeente_id: str) -> None:
    elsewhere = Membership.objects.filter(user_id=user_id).exclude(gemeente_id=gemeente_id)
    if elsewhere.exists():
        raise Refused(
            "Deze gebruiker werkt ook voor een andere gemeente; neem hier alleen de rollen weg.",
            code="user-elsewhere",
        )


def add_program(
    name: str, *, scope: Scope, gemeenten: Collection[str], partner_id: UUID | None = None
) -> tuple[str, str]:
    """The id and the secret of a new program; the secret is told now and never again.

    Raises: Refused without a name, for a municipality that is not registered here, or with a
    partner where none belongs.
    """
    known = Gemeente.objects.filter(code__in=gemeenten).count()
    if not name.strip() or not gemeenten or known != len(set(gemeenten)):
        raise Refused(
            "Geef het programma een naam, en gemeenten die hier zijn ingericht.", code="program"
        )
    if (scope is Scope.DELIVER) != (partner_id is not None):
        raise Refused("Een programma dat levert hoort bij één partner.", code="program-partner")
    client_id = f"{scope.value}-{secrets.token_hex(6)}"
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    Program.objects.create(
        client_id=client_id,
        name=name.strip(),
        secret_sha256=_hashed(secret),
        scope=scope,
        gemeenten=sorted(set(gemeenten)),
        partner_id=partner_id,
    )
    return client_id, secret


def close_program(client_id: str) -> None:
    """Nothing; tokens of this program open nothing any longer.

    Raises: Refused when there is no such program.
    """
    if not Program.objects.filter(client_id=client_id).update(is_active=False):
        raise Refused("Dit programma bestaat niet.", code="program-unknown")


def issue_token(client_id: str, secret: str) -> str | None:
    """A token for this program, or nothing when id and secret do not belong together."""
    program = Program.objects.filter(client_id=client_id, is_active=True).first()
    # Comparing something either way keeps the answer for an unknown id equally slow.
    expected = program.secret_sha256 if program else _hashed(secrets.token_urlsafe())
    if not hmac.compare_digest(expected, _hashed(secret)):
        return None
    return token_signer().sign(client_id)


def _hashed(secret: str) -> str:
    """A plain hash, enough for a secret that is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()
