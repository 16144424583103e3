"""Headers every answer carries, beside those Django and django-csp set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_NEVER_USED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
)  # fmt: skip
_PERMISSIONS = ", ".join(f"{feature}=()" for feature in _NEVER_USED)

Answer = Callable[[HttpRequest], HttpResponse]


def protective_headers(answer: Answer) -> Answer:
    """A middleware: no page may use what no page needs, and no other site may load from here."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        # A page may keep more only by saying so: after signing out the back button finds nothing.
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return with_headers
