"""The guard before a participant's screens: a token in a signed cookie of one session.

The cookie is signed, out of reach of scripts, and sent to the session's own part of the site only;
the database knows the hash of the token.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

from rondkomen.access.core.actor import Actor, participant_actor
from rondkomen.access.crypto import blind_index
from rondkomen.access.queries import gemeenten
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries
from rondkomen.dialogue.queries import ParticipantRow, SessionRow
from rondkomen.kernel.refusal import Refused

PARTICIPANT = "participant"
COOKIE_LIFETIME = 60 * 60 * 24 * 60
_SALT = "rondkomen.participant"
View = Callable[..., HttpResponse]


class ParticipantRequest(HttpRequest):
    """A request of somebody who takes part in this session."""

    gemeente_id: str
    session_row: SessionRow
    participant: ParticipantRow
    acting: Actor


def participant_screen(view: View) -> View:
    """The view, for who takes part in the session in the address; anybody else is asked for a code."""

    @wraps(view)
    def guarded(
        request: HttpRequest, gemeente_id: str, session_id: UUID, **kwargs: Any
    ) -> HttpResponse:
        token = token_in(request, session_id)
        if not token:
            return redirect("participant:start")
        try:
            # Each verb opens a transaction of its own: beside SQLite a page then never holds up writers.
            with acting_for(gemeente_id, only_reading=True):
                found = queries.participant_by_token(session_id, hash_of(token, gemeente_id))
                if found is None:
                    return redirect("participant:start")
                response = _answer(view, request, found, gemeente_id, kwargs)
        except Refused as refusal:
            response = render(request, "participant/refused.html", {"refusal": refusal}, status=400)
        patch_cache_control(response, no_store=True, private=True)
        return response

    guarded.purposes = (PARTICIPANT,)  # type: ignore[attr-defined]  # read by the rights matrix
    return guarded


def _answer(
    view: View,
    request: HttpRequest,
    participant: ParticipantRow,
    gemeente_id: str,
    kwargs: dict[str, Any],
) -> HttpResponse:
    own = cast(ParticipantRequest, request)
    own.gemeente_id, own.participant = gemeente_id, participant
    own.session_row = queries.session(participant.session_id)
    own.acting = participant_actor(gemeente_id, participant.id)
    response = view(own, **kwargs)
    if isinstance(response, TemplateResponse):
        response.render()
    return response


def is_known(gemeente_id: str) -> bool:
    """Whether this municipality works with this installation."""
    return any(one.code == gemeente_id for one in gemeenten())


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str, gemeente_id: str) -> str:
    """What the database keeps of a token."""
    return blind_index(token, gemeente_id=gemeente_id, kind="participant")


def token_in(request: HttpRequest, session_id: UUID) -> str:
    """The token this browser holds for the session; empty when it holds none."""
    return request.get_signed_cookie(_name(session_id), default="", salt=_SALT) or ""


def give_token(response: HttpResponse, token: str, session_id: UUID) -> None:
    """Nothing; the browser keeps the token for this part of the site."""
    response.set_signed_cookie(
        _name(session_id),
        token,
        salt=_SALT,
        max_age=COOKIE_LIFETIME,
        path="/meedoen/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_token(response: HttpResponse, session_id: UUID) -> None:
    """Nothing; the browser holds the token no longer."""
    response.delete_cookie(_name(session_id), path="/meedoen/", samesite="Lax")


def _name(session_id: UUID) -> str:
    return f"deelname-{session_id.hex}"
