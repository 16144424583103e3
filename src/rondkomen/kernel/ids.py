"""Keys for rows: unique without asking the database, and in order of creation."""

import secrets
import threading
import time
from uuid import UUID

_TICKS_PER_MILLISECOND = 4096  # the twelve bits beside the milliseconds hold a finer fraction
_NANOSECONDS_PER_MILLISECOND = 1_000_000
_VERSION = 7
_VARIANT = 0b10

_lock = threading.Lock()
_last_tick = 0


def new_id() -> UUID:
    """Return a new UUID version 7, higher than every one made before it in this process.

    Time order keeps the index of a big table compact; the 62 random bits keep keys of
    different processes apart.
    """
    global _last_tick  # noqa: PLW0603  one counter per process is what makes the order strict
    with _lock:
        now = time.time_ns() * _TICKS_PER_MILLISECOND // _NANOSECONDS_PER_MILLISECOND
        _last_tick = tick = max(now, _last_tick + 1)
    milliseconds, fraction = divmod(tick, _TICKS_PER_MILLISECOND)
    return UUID(
        int=milliseconds << 80
        | _VERSION << 76
        | fraction << 64
        | _VARIANT << 62
        | secrets.randbits(62)
    )
