"""The second factor: a time-based code from an app on the user's phone (BIO2 5.17.01)."""

from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django_otp import devices_for_user, login, match_token, user_has_device

from rondkomen.access.services import app_to_enrol, confirm_app


@dataclass(frozen=True)
class Enrolment:
    """What the user needs to put this account in an app: a square to scan, or a key to type."""

    picture: SafeString
    key: str


def is_due(user: Any) -> bool:
    """Whether this user still has to show a code; a password alone, given this moment, never counts as one."""
    shown = hasattr(user, "is_verified") and user.is_verified()
    return not shown and bool(settings.REQUIRE_TOTP or user_has_device(user))


def may_enrol(user: Any) -> bool:
    """Whether a (new) app may be set up now.

    Policy: with an app in place, only someone who has just used it may replace it; a
    password alone would otherwise undo the second factor.
    """
    return bool(user.is_verified() or not user_has_device(user))


def enrolment(user: Any) -> Enrolment:
    """The app being set up for this user; the same until it is confirmed, so a reload changes nothing."""
    device = app_to_enrol(user.pk)
    square = segno.make(device.config_url, error="m").svg_inline(scale=5, border=2)
    return Enrolment(
        picture=mark_safe(square),  # noqa: S308  drawn by segno from our own address
        key=_grouped(device.config_url),
    )


def confirm(request: Any, code: str) -> bool:
    """Whether the code fits the app being set up; if so it replaces an earlier app and counts as used now."""
    app = confirm_app(request.user.pk, code)
    if app is None:
        return False
    login(request, app)
    return True


def verify(request: Any, code: str) -> bool:
    """Whether the code fits the user's app; if so the session counts as verified."""
    device = match_token(request.user, code)
    if device is None:
        return False
    login(request, device)
    return True


def must_wait(user: Any) -> bool:
    """Whether too many wrong codes came in just now, so that even a right one is not looked at."""
    return any(not device.verify_is_allowed()[0] for device in devices_for_user(user))


def _grouped(config_url: str) -> str:
    secret = config_url.split("secret=", 1)[1].split("&", 1)[0].rstrip("=")
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
