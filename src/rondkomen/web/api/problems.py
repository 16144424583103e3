"""What a program hears when something is wrong: RFC 9457, or FSC's words for the same."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, JsonResponse

MEDIA_TYPE = "application/problem+json"
_TYPES = (
    "https://rondkomen.example/problemen"  # names a kind of problem; there is no page behind it
)


class FscCode(StrEnum):
    """The error codes of FSC Core 1.0.0 that the DDAS interface may answer with."""

    MISSING = "ERROR_CODE_ACCESS_TOKEN_MISSING"
    INVALID = "ERROR_CODE_ACCESS_TOKEN_INVALID"
    EXPIRED = "ERROR_CODE_ACCESS_TOKEN_EXPIRED"
    WRONG_GROUP = "ERROR_CODE_WRONG_GROUP_ID_IN_TOKEN"
    SERVICE_NOT_FOUND = "ERROR_CODE_SERVICE_NOT_FOUND"
    SERVICE_UNREACHABLE = "ERROR_CODE_SERVICE_UNREACHABLE"
    METHOD_UNSUPPORTED = "ERROR_CODE_METHOD_UNSUPPORTED"


class ApiError(Exception):
    """An answer that is an error; `kind` ends the address that names the problem."""

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        fsc: FscCode | None = None,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.fsc = fsc
        self.headers = dict(headers or {})
        self.errors = list(errors)


_TITLES = {
    400: "Ongeldig verzoek",
    401: "Geen geldige toegang",
    403: "Toegang geweigerd",
    404: "Niet gevonden",
    405: "Methode niet ondersteund",
    413: "Bestand te groot",
    422: "Verzoek niet uitvoerbaar",
    429: "Te veel verzoeken",
    500: "Fout in Rondkomen",
    502: "Dienst niet bereikbaar",
}


def problem_response(request: HttpRequest, error: ApiError) -> JsonResponse:
    """The error as problem details."""
    body: dict[str, Any] = {
        "type": f"{_TYPES}/{error.kind}",
        "title": _TITLES[error.status],
        "status": error.status,
        "detail": error.detail,
        "instance": request.path,
    }
    if error.errors:
        body["errors"] = error.errors
    return _response(body, error)


def fsc_response(request: HttpRequest, error: ApiError) -> JsonResponse:
    """The error as FSC writes it, where it has a code for it; else as problem details."""
    if error.fsc is None:
        return problem_response(request, error)
    # Only the outway has a word for a method it does not know; all others are the inway's.
    side = "OUTWAY" if error.fsc is FscCode.METHOD_UNSUPPORTED else "INWAY"
    body = {
        "code": error.fsc.value,
        "domain": f"ERROR_DOMAIN_{side}",
        "title": _TITLES[error.status],
        "detail": error.detail,
        "status": error.status,
    }
    error.headers["Fsc-Error-Code"] = error.fsc.value
    return _response(body, error)


def _response(body: dict[str, Any], error: ApiError) -> JsonResponse:
    return JsonResponse(
        body,
        status=error.status,
        headers=error.headers,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
