"""The moment under which something is written down: now, or then for history that is brought in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_then: ContextVar[datetime | None] = ContextVar("moment", default=None)


@contextmanager
def happened_at(moment: datetime) -> Iterator[None]:
    """Everything inside is written down under this moment.

    Only for history that is brought in, such as the demo's: who works today never says when.
    """
    token = _then.set(moment)
    try:
        yield
    finally:
        _then.reset(token)


def current_moment() -> datetime:
    """Now, or the moment of the history that is being brought in."""
    return _then.get() or datetime.now(UTC)
