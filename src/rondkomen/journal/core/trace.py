"""Trace numbers, so that the log lines of one request can be laid beside those of other systems."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
_NOTHING = "0" * 32

_current: ContextVar[str] = ContextVar("trace", default="")


def new_trace_id() -> str:
    """A fresh trace number: 32 hexadecimal digits."""
    return secrets.token_hex(16)


def new_operation_id() -> str:
    """A fresh number for one operation within a trace: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def trace_of(traceparent: str) -> str:
    """The trace number in a W3C `traceparent` header; a fresh one when it holds none.

    Policy: Logboek Dataverwerkingen asks to carry on the trace of the caller.
    """
    found = _TRACEPARENT.fullmatch(traceparent.strip().lower())
    return found[1] if found and found[1] != _NOTHING else new_trace_id()


@contextmanager
def tracing(traceparent: str = "") -> Iterator[str]:
    """One trace for everything inside, for instance a request or a job; gives its number."""
    token = _current.set(trace_of(traceparent))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def current_trace_id() -> str:
    """The trace number of what is going on; a fresh one outside `tracing`."""
    return _current.get() or new_trace_id()
