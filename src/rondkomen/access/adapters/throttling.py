"""Slows guessing down: per account and address, and per account from any address."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from rondkomen.access.core.addresses import client_address


def address_of(request: HttpRequest) -> str:
    """The address the request comes from, behind as many proxies as are trusted."""
    return client_address(
        request.META.get("HTTP_X_FORWARDED_FOR", ""),
        request.META.get("REMOTE_ADDR", ""),
        trusted_proxies=settings.TRUSTED_PROXIES,
    )


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]  # the library ships no types
    """Locks as axes does, and locks an account that is tried from many addresses at once."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """How many failures count against this attempt; as many as lock it when under siege."""
        own: int = super().get_failures(request, credentials)
        return settings.AXES_FAILURE_LIMIT if _is_besieged(request, credentials) else own


def _is_besieged(request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
    username = get_client_username(request, credentials)
    if not username:
        return False
    recent = AccessAttempt.objects.filter(
        username=username, attempt_time__gte=timezone.now() - get_cool_off(request)
    )
    failures = recent.aggregate(total=Sum("failures_since_start"))["total"] or 0
    return bool(failures >= settings.ACCOUNT_FAILURE_LIMIT)
