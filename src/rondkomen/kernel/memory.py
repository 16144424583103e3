"""Making very many values at once without Python searching them for circles time and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Inside, and in a function this decorates, no garbage collection runs.

    For making some hundred thousand plain values that do not point back at each other: those are
    freed by their own count, and each search for circles among them takes as long as making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
