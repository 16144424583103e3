"""Error pages: what went wrong in a sentence, what to do next; nothing about anyone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    return render(request, "ui/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the role does not grant the purpose of this page."""
    return render(request, "ui/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not in this municipality; the answer is the same on purpose."""
    return render(request, "ui/errors/404.html", status=404)


def form_only(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: who opens the address of a form gets a page too, instead of an empty 405."""

    def with_page(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("ui/errors/405.html", request=request)
        return response

    return with_page


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; drawn without the frame, since the database may be the thing that failed."""
    return HttpResponseServerError(render_to_string("ui/errors/500.html"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or came from elsewhere."""
    return render(request, "ui/errors/csrf.html", status=403)
