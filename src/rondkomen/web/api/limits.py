"""How often a program may ask; counted per process, so it slows abuse and is no accounting."""

import hashlib
import time

from django.core.cache import cache

from rondkomen.web.api.problems import ApiError

MINUTE = 60


def count(key: str, *, most: int) -> None:
    """Nothing, when this is one of at most `most` requests within the running minute.

    Raises: ApiError 429 that says when to come back.
    """
    window, passed = divmod(int(time.time()), MINUTE)
    # what a caller sends stays out of the key: a cache is read by others, and bounds its keys
    name = f"rondkomen.api.{hashlib.sha256(key.encode()).hexdigest()}.{window}"
    if cache.add(name, 1, timeout=2 * MINUTE):
        return
    if cache.incr(name) > most:
        raise ApiError(
            429,
            "te-vaak",
            "U vraagt te vaak; wacht even.",
            headers={"Retry-After": str(MINUTE - passed)},
        )
