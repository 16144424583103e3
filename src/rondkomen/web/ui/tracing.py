"""One trace per request: its looks at people stand together in the log, also beside a caller's own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rondkomen.journal.core.trace import tracing

Answer = Callable[[HttpRequest], HttpResponse]


def traced(answer: Answer) -> Answer:
    """A middleware: carries on the trace in a W3C `traceparent` header, or begins one.

    Policy: Logboek Dataverwerkingen asks to carry on the trace of the caller.
    """

    def with_trace(request: HttpRequest) -> HttpResponse:
        with tracing(request.headers.get("traceparent", "")):
            return answer(request)

    return with_trace
