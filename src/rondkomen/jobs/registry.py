"""Which function does which kind of work."""

from collections.abc import Callable
from typing import Any

from rondkomen.jobs.core.progress import Progress
from rondkomen.kernel.refusal import Refused

Handler = Callable[[dict[str, Any], Progress], dict[str, Any]]

_handlers: dict[str, Handler] = {}


def job(kind: str) -> Callable[[Handler], Handler]:
    """A decorator that makes a function the handler of `kind`.

    Raises: ValueError when another function has that kind already.
    """

    def register(handler: Handler) -> Handler:
        known = _handlers.setdefault(kind, handler)
        if (known.__module__, known.__qualname__) != (handler.__module__, handler.__qualname__):
            raise ValueError(f"Two handlers for job kind {kind!r}.")
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: str) -> Handler:
    """The function for this kind of work.

    Raises: Refused when the running version has none.
    """
    if kind not in _handlers:
        raise Refused(
            f"Deze versie van Rondkomen kent het werk '{kind}' niet; werk alle onderdelen bij "
            "naar dezelfde versie en start het opnieuw.",
            code="job-kind-unknown",
        )
    return _handlers[kind]
