"""What the server of the journeys is still busy with."""

import threading
from typing import Self

from django.core.signals import request_finished, request_started

LONGEST = 20.0  # seconds


class Requests:
    """Counts the requests that began and did not end yet, while it is entered."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def __enter__(self) -> Self:
        request_started.connect(self._begun)
        request_finished.connect(self._ended)
        return self

    def __exit__(self, *problem: object) -> None:
        request_started.disconnect(self._begun)
        request_finished.disconnect(self._ended)

    def wait_until_done(self) -> None:
        """Nothing, once every request was answered."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._count == 0, LONGEST), "a request hangs"

    def _begun(self, **_signal: object) -> None:
        with self._changed:
            self._count += 1

    def _ended(self, **_signal: object) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()
