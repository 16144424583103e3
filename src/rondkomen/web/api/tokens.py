"""OAuth2 client credentials: a program shows its id and secret, and gets a token for a quarter."""

import base64
import binascii
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from ninja.security import HttpBearer

from rondkomen.access.adapters.throttling import address_of
from rondkomen.access.core.scopes import Scope
from rondkomen.access.queries import (
    TOKEN_LIFETIME,
    ProgramRow,
    TokenExpired,
    active_program,
    program_of_token,
)
from rondkomen.access.services import issue_token
from rondkomen.web.api import limits
from rondkomen.web.api.problems import ApiError, FscCode

MOST_TOKENS_PER_MINUTE = 20
MOST_FROM_ONE_ADDRESS = 120  # whatever names it tries: each makes a counter of its own
_BEARER = {"WWW-Authenticate": "Bearer"}

router = Router()


class ProgramToken(HttpBearer):
    """Lets a program in whose token carries this right; the view finds it in `request.auth`."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ProgramRow:
        """The program that asks.

        Raises: ApiError 401 without a good token, 403 when it carries another right.
        """
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise ApiError(
                401,
                "geen-token",
                "Er is geen toegangstoken meegegeven.",
                fsc=FscCode.MISSING,
                headers=_BEARER,
            )
        return self.authenticate(request, token.strip())

    def authenticate(self, request: HttpRequest, token: str) -> ProgramRow:
        """The program this token was given to.

        Raises: ApiError, as above.
        """
        try:
            program = program_of_token(token)
        except TokenExpired as late:
            raise ApiError(
                401,
                "token-verlopen",
                "Het toegangstoken is verlopen; vraag een nieuw aan.",
                fsc=FscCode.EXPIRED,
                headers=_BEARER,
            ) from late
        if program is None:
            raise ApiError(
                401,
                "token-ongeldig",
                "Het toegangstoken is ongeldig.",
                fsc=FscCode.INVALID,
                headers=_BEARER,
            )
        if program.scope is not self.scope:
            raise ApiError(
                403,
                "geen-recht",
                "Dit toegangstoken geeft geen recht op deze dienst.",
                fsc=FscCode.WRONG_GROUP,
            )
        return program


@router.post(
    "/token",
    auth=None,
    summary="Een toegangstoken vragen (OAuth2 client credentials)",
    operation_id="postToken",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": ["grant_type"],
                        "properties": {
                            "grant_type": {"type": "string", "const": "client_credentials"},
                            "scope": {"type": "string"},
                            "client_id": {"type": "string"},
                            "client_secret": {"type": "string"},
                        },
                    }
                }
            },
        },
        "responses": {
            200: {
                "description": "Het token",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["access_token", "token_type", "expires_in"],
                            "properties": {
                                "access_token": {"type": "string"},
                                "token_type": {"type": "string", "const": "Bearer"},
                                "expires_in": {"type": "integer"},
                                "scope": {"type": "string"},
                            },
                        }
                    }
                },
            },
            401: {"description": "Onbekend programma of verkeerd geheim"},
            429: {"description": "Te veel verzoeken"},
        },
    },
)
def token(request: HttpRequest) -> HttpResponse:
    """Een token voor het programma dat zich met id en geheim meldt, een kwartier geldig."""
    client_id, secret = _credentials(request)
    address = address_of(request)
    limits.count(f"token.{address}", most=MOST_FROM_ONE_ADDRESS)
    limits.count(f"token.{address}.{client_id[:60]}", most=MOST_TOKENS_PER_MINUTE)
    if request.POST.get("grant_type") != "client_credentials":
        return _refused("unsupported_grant_type", 400)
    given = issue_token(client_id, secret)
    program = active_program(client_id) if given else None
    if program is None:
        return _refused("invalid_client", 401)
    if request.POST.get("scope", program.scope.value).split() != [program.scope.value]:
        return _refused("invalid_scope", 400)
    return JsonResponse(
        {
            "access_token": given,
            "token_type": "Bearer",
            "expires_in": int(TOKEN_LIFETIME.total_seconds()),
            "scope": program.scope.value,
        },
        headers={"Pragma": "no-cache"},
    )


def _credentials(request: HttpRequest) -> tuple[str, str]:
    """Id and secret, from HTTP Basic or from the form (RFC 6749, 2.3.1)."""
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    return client_id, secret


def _refused(error: str, status: int) -> HttpResponse:
    """A refusal in the words of RFC 6749, 5.2, which every OAuth2 client knows."""
    headers = {"WWW-Authenticate": "Basic"} if status == HTTPStatus.UNAUTHORIZED else {}
    return JsonResponse({"error": error}, status=status, headers=headers)
