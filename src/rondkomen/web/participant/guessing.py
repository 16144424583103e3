"""Slows guessing join codes down: by the address it comes from, and by municipality.

Counted per process in the cache, as for the programming interface: it slows abuse and is no
accounting. Only wrong codes count, so that a room full of people behind one address comes in.
"""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest

from rondkomen.access.adapters.throttling import address_of
from rondkomen.kernel.refusal import Refused

QUARTER = 15 * 60
MOST_PER_ADDRESS = 20
MOST_PER_GEMEENTE = 300


def refuse_guessers(request: HttpRequest, gemeente_id: str) -> None:
    """Nothing, while few wrong codes came from this address and for this municipality.

    Raises: Refused that says when to come back.
    """
    for name, most in _counters(request, gemeente_id):
        if int(cache.get(name, 0)) >= most:
            raise Refused(
                "Er zijn te veel onjuiste codes ingevuld. Wacht een kwartier, of gebruik de link of"
                " de QR-code van uw gespreksleider.",
                code="too-many-guesses",
            )


def count_wrong_code(request: HttpRequest, gemeente_id: str) -> None:
    """Nothing; one more wrong code counts within this quarter of an hour."""
    for name, _ in _counters(request, gemeente_id):
        if not cache.add(name, 1, timeout=2 * QUARTER):
            cache.incr(name)


def _counters(request: HttpRequest, gemeente_id: str) -> list[tuple[str, int]]:
    window = int(time.time()) // QUARTER
    address = hashlib.sha256(address_of(request).encode()).hexdigest()
    return [
        (f"rondkomen.join.{address}.{window}", MOST_PER_ADDRESS),
        (f"rondkomen.join.gemeente.{gemeente_id}.{window}", MOST_PER_GEMEENTE),
    ]
