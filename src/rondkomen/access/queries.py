"""Reads of `access`: municipalities, users and what they may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core import signing

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.core.scopes import Scope
from rondkomen.access.models import Gemeente, Membership, Program, User
from rondkomen.kernel.refusal import Refused

TOKEN_LIFETIME = timedelta(minutes=15)


class TokenExpired(Exception):
    """The token was good, but too long ago."""


@dataclass(frozen=True)
class GemeenteRow:
    """A municipality as shown and counted with."""

    code: str
    name: str
    inhabitants: int
    inhabitants_year: int
    kvk_number: str
    contact_name: str
    contact_email: str
    contact_phone: str
    house_colour: str


@dataclass(frozen=True)
class UserRow:
    """A user of one municipality, with the roles there."""

    id: UUID
    name: str
    email: str
    roles: tuple[Role, ...]
    partner_id: UUID | None
    is_active: bool


def _row(found: Gemeente) -> GemeenteRow:
    return GemeenteRow(
        found.code,
        found.name,
        found.inhabitants,
        found.inhabitants_year,
        found.kvk_number,
        found.contact_name,
        found.contact_email,
        found.contact_phone,
        found.house_colour,
    )


def gemeente(code: str) -> GemeenteRow:
    """The municipality with this CBS code.

    Raises: Refused when it is not registered here.
    """
    found = Gemeente.objects.filter(code=code).first()
    if found is None:
        raise Refused(
            f"Gemeente {code} is hier niet ingericht; richt haar in of kies een andere code.",
            code="gemeente-unknown",
        )
    return _row(found)


def gemeente_ref(code: str) -> UUID:
    """The municipality itself as the subject of an event; the same on every installation."""
    return uuid5(NAMESPACE_URL, f"https://www.cbs.nl/gemeente/{code}")


def gemeenten() -> list[GemeenteRow]:
    """Every municipality on this installation, by name."""
    return [_row(found) for found in Gemeente.objects.order_by("name")]


def actor_of(user_id: UUID, gemeente_id: str) -> Actor:
    """This user acting for this municipality, with the roles held there.

    Raises: Refused when the user holds no role there.
    """
    memberships = list(
        Membership.objects.filter(
            user_id=user_id, gemeente_id=gemeente_id, user__is_active=True
        ).select_related("user")
    )
    if not memberships:
        raise Refused(
            "U heeft in deze gemeente geen rol; vraag de functioneel beheerder om toegang.",
            code="no-role",
        )
    partners = [membership.partner_id for membership in memberships if membership.partner_id]
    return Actor(
        user_id=user_id,
        name=memberships[0].user.name,
        gemeente_id=gemeente_id,
        roles=frozenset(Role(membership.role) for membership in memberships),
        partner_id=partners[0] if partners else None,
    )


def gemeenten_of(user_id: UUID) -> list[str]:
    """The CBS codes of the municipalities where this user holds a role."""
    return list(
        Membership.objects.filter(user_id=user_id)
        .order_by("gemeente_id")
        .values_list("gemeente_id", flat=True)
        .distinct()
    )


def users(gemeente_id: str) -> list[UserRow]:
    """Everyone with a role in this municipality, by name."""
    by_user: dict[UUID, list[Membership]] = {}
    for membership in (
        Membership.objects.filter(gemeente_id=gemeente_id)
        .select_related("user")
        .order_by("user__name", "role")
    ):
        by_user.setdefault(membership.user_id, []).append(membership)
    return [
        UserRow(
            id=user_id,
            name=held[0].user.name,
            email=held[0].user.email,
            roles=tuple(Role(membership.role) for membership in held),
            partner_id=next(
                (membership.partner_id for membership in held if membership.partner_id), None
            ),
            is_active=held[0].user.is_active,
        )
        for user_id, held in by_user.items()
    ]


def user_names(user_ids: set[UUID]) -> dict[UUID, str]:
    """The names of these users."""
    return dict(User.objects.filter(id__in=user_ids).values_list("id", "name"))


@dataclass(frozen=True)
class ProgramRow:
    """A program that may ask for a token, and for which municipalities it acts."""

    client_id: str
    name: str
    scope: Scope
    gemeenten: tuple[str, ...]
    partner_id: UUID | None
    is_active: bool
    created_at: datetime


def programs() -> list[ProgramRow]:
    """Every program on this installation, by name."""
    return [_program(found) for found in Program.objects.order_by("name", "client_id")]


def active_program(client_id: str) -> ProgramRow | None:
    """The program with this id, unless it was closed or never existed."""
    found = Program.objects.filter(client_id=client_id, is_active=True).first()
    return _program(found) if found else None


def token_signer() -> signing.TimestampSigner:
    """What signs tokens; its separator is a sign that a bearer token may hold."""
    return signing.TimestampSigner(salt="rondkomen.access.token", sep="~")


def program_of_token(token: str) -> ProgramRow | None:
    """The active program this token was given to, or nothing for a token that is not ours.

    Raises: TokenExpired.
    """
    try:
        client_id = token_signer().unsign(token, max_age=TOKEN_LIFETIME)
    except signing.SignatureExpired as late:
        raise TokenExpired from late
    except signing.BadSignature:
        return None
    return active_program(client_id)


def _program(found: Program) -> ProgramRow:
    return ProgramRow(
        client_id=found.client_id,
        name=found.name,
        scope=Scope(found.scope),
        gemeenten=tuple(found.gemeenten),
        partner_id=found.partner_id,
        is_active=found.is_active,
        created_at=found.created_at,
    )


def user_ids(emails: Iterable[str]) -> dict[str, UUID]:
    """The user per e-mail address, without addresses that nobody has."""
    found = User.objects.filter(email__in=[email.lower() for email in emails])
    return dict(found.values_list("email", "id"))
