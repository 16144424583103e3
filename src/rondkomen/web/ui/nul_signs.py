"""Refuses the sign that no person types and PostgreSQL cannot store, before a view meets it."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

Answer = Callable[[HttpRequest], HttpResponse]


class RefuseNul:
    """A middleware, behind the one against forged requests: that has read a form already."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; the refusal itself is in `process_view`."""
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        """Nothing, when no NUL stands in the address or in a form.

        Raises: BadRequest. What a program posts is left alone: it is read once, by the view itself.
        """
        is_form = request.method == "POST" and not getattr(view, "csrf_exempt", False)
        if (
            "\x00" in request.path
            or _holds_nul(request.GET)
            or (is_form and _holds_nul(request.POST))
        ):
            raise BadRequest("A NUL stands in the request.")


def _holds_nul(sent: QueryDict) -> bool:
    return any("\x00" in text for name, texts in sent.lists() for text in (name, *map(str, texts)))
