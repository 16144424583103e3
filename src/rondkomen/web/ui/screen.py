"""The guard before every screen: signed in, second factor, a granted purpose, one tenant, one transaction.

A view is open only when it says so (`public_screen`); a route without either is refused by a test.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django_otp import user_has_device

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import actor_of, gemeenten_of
from rondkomen.access.tenancy import acting_for
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui import refusals

GEMEENTE_KEY = "gemeente_id"
View = Callable[..., HttpResponse]


class ActorRequest(HttpRequest):
    """A request that passed the guard; `actor` says who asks, for which municipality."""

    actor: Actor


def screen(*purposes: Purpose, only_stops_work: bool = False) -> Callable[[View], View]:
    """A decorator that opens the view to every role granting one of these purposes.

    A view that only stops work gets no transaction on SQLite: there it would wait for the one
    writer, which is the very work it is to stop.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if isinstance(request.user, AnonymousUser):
                return redirect_to_login(_place_to_return_to(request))
            if _second_factor_due(request):
                return redirect("ui:second-factor")
            if must_choose_password(request.user):
                return redirect("ui:password")
            actor = request_actor(request)
            if not any(actor.may(purpose) for purpose in purposes):
                raise PermissionDenied
            cast(ActorRequest, request).actor = actor
            opened = partial(view, request, *args, **kwargs)
            only_reading = only_stops_work or request.method in {"GET", "HEAD"}
            response = _within_tenant(opened, request, actor, only_reading=only_reading)
            # After signing out the back button must find nothing on a shared computer.
            patch_cache_control(response, no_store=True, private=True)
            return response

        guarded.purposes = purposes  # type: ignore[attr-defined]  # read by the rights matrix
        return guarded

    return decorate


def public_screen(view: View) -> View:
    """The view, marked as open to anyone: it must show nothing of anybody."""
    view.purposes = ()  # type: ignore[attr-defined]  # read by the rights matrix
    return view


def request_actor(request: HttpRequest) -> Actor:
    """Who asks, in the municipality chosen for this session.

    Raises: PermissionDenied for a user without any role.
    """
    user_id = request.user.pk
    allowed = gemeenten_of(user_id)
    if not allowed:
        raise PermissionDenied
    chosen = request.session.get(GEMEENTE_KEY)
    return actor_of(user_id, chosen if chosen in allowed else allowed[0])


def must_choose_password(user: Any) -> bool:
    """Whether the password was given by somebody else; the first thing to do is choosing one."""
    return bool(user.must_choose_password)


def _place_to_return_to(request: HttpRequest) -> str:
    """Where the user goes after signing in: an address of a form alone shows nothing, so its page."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host() and came_from.path.startswith("/")
    return came_from.path if is_ours else resolve_url("ui:home")


def _second_factor_due(request: HttpRequest) -> bool:
    verified: bool = request.user.is_verified()  # type: ignore[union-attr]  # added by the OTP middleware
    if verified:
        return False
    return bool(settings.REQUIRE_TOTP or user_has_device(request.user))


def _within_tenant(
    opened: Callable[[], HttpResponse], request: HttpRequest, actor: Actor, *, only_reading: bool
) -> HttpResponse:
    """The view's answer; a refusal undoes everything the view wrote."""
    try:
        with acting_for(actor.gemeente_id, only_reading=only_reading):
            response = opened()
            if isinstance(response, TemplateResponse):
                response.render()  # inside the tenant: templates may still ask for rows
            return response
    except Refused as refusal:
        status = refusals.status_of([refusal.code])
        return render(request, "ui/refused.html", {"refusal": refusal}, status=status)
