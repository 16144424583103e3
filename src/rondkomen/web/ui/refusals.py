"""The status of an answer that says no: 400 when something must be corrected, 409 after a clash.

A page that shows what is wrong with a form tells so by itself: `{% form_errors %}` notes it, and the
middleware gives the answer its status. Parts that a page asks for (htmx) stay 200, or they would
not be shown.
"""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from rondkomen.kernel.refusal import Refused

# Somebody else was first, or the case moved on: what was sent may be right, but no longer here.
CLASHES = frozenset(
    {"already-decided", "already_published", "case-changed", "changed-since", "counts_changed"}
    | {"status_change_not_allowed"}
)
_NOTED = "status_of_form"


def status_of(codes: Iterable[str]) -> int:
    """409 when one of the codes is of a clash, otherwise 400."""
    return 409 if CLASHES.intersection(codes) else 400


def add_to(form: BaseForm, refusal: Refused, field: str | None = None) -> None:
    """Nothing; the form says why it was refused, and the answer has the status of it."""
    form.add_error(field, ValidationError(str(refusal), code=refusal.code))


def note(request: HttpRequest | None, form: BaseForm) -> None:
    """Nothing; the page that is being made shows what is wrong with this form."""
    if request is not None and form.errors:
        codes = (error.code for errors in form.errors.as_data().values() for error in errors)
        setattr(request, _NOTED, status_of(code or "" for code in codes))


def told_by_status(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: a page with an error in what was sent does not say that all is well."""

    def with_status(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        noted = getattr(request, _NOTED, None)
        is_part = getattr(request, "htmx", False)
        if noted and request.method == "POST" and response.status_code == 200 and not is_part:
            response.status_code = noted
        return response

    return with_status
