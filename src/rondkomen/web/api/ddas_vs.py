"""The pull interface of DDAS, early detection: CBS asks, signed; we answer with a page, signed.

Follows the DDAS interface "Gegevens Uitwissel API - VS" 1.0.0 with the payload of schema 1.2.
Refusals speak FSC where FSC has a code for them. docs/cbs-delivery.md tells how to set it up.
"""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rondkomen.access.core.scopes import Scope
from rondkomen.access.queries import ProgramRow
from rondkomen.chain import cbs_pull
from rondkomen.exchange.adapters.certificates import signer, trusted_certificates
from rondkomen.exchange.adapters.jades import (
    DIGEST_HEADER,
    SIGNATURE_HEADER,
    SignatureRefused,
    SignedHeaders,
    Signer,
    sign,
    verify,
)
from rondkomen.kernel.refusal import Refused
from rondkomen.web.api import limits
from rondkomen.web.api.problems import ApiError, FscCode, fsc_response
from rondkomen.web.api.shell import AdrApi
from rondkomen.web.api.tokens import ProgramToken

MOST_REQUESTS_PER_MINUTE = 60
LARGEST_QUESTION = 64 * 1024
_UNSET = date(1, 1, 1)

api = AdrApi(
    title="DDAS Gegevens Uitwissel API - VS",
    version="1.0.0",
    description="Vroegsignalen ophalen voor het CBS, met de inhoud van schema 1.2.",
    base="/api/ddas-vs/v1",
    errors=fsc_response,
)


def _without_defaults(schema: dict[str, Any]) -> None:
    """Keep our stand-ins for "not asked" out of the published description."""
    for described in schema["properties"].values():
        described.pop("default", None)


class GegevensRequest(BaseModel):
    """The question; every part of it is optional, and no other part exists."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra=_without_defaults)

    aanleverperiodeStartdatum: date = _UNSET  # noqa: N815  the name in the interface
    aanleverperiodeEinddatum: date = _UNSET  # noqa: N815  idem
    aanleverende_organisatie: str = ""
    page: int = Field(1, ge=1)
    pageSize: int = Field(1, ge=1)  # noqa: N815  idem

    def question(self) -> cbs_pull.Question:
        """What was asked, without what was not."""
        asked = {name: getattr(self, name) for name in self.model_fields_set}
        return cbs_pull.Question(
            start=asked.get("aanleverperiodeStartdatum"),
            end=asked.get("aanleverperiodeEinddatum"),
            organisation=asked.get("aanleverende_organisatie", ""),
            page=asked.get("page"),
            page_size=asked.get("pageSize"),
        )


_NUMBERS = {
    name: {"type": "integer", "minimum": least}
    for name, least in (("pageSize", 1), ("currentPage", 1), ("totalPages", 1), ("totalRecords", 0))
}
_ANSWER = {
    "type": "object",
    "required": ["gegevens"],
    "properties": {
        "gegevens": {
            "type": "object",
            "description": "Een document volgens het uitwisselmodel vroegsignalering 1.2.",
        },
        "paginering": {
            "type": "object",
            "required": list(_NUMBERS),
            "properties": _NUMBERS,
            "description": "Er bij als er meer dan één pagina is, of als erom gevraagd is.",
        },
    },
}


@api.post(
    "/gegevens",
    auth=ProgramToken(Scope.READ),
    summary="Aanvragen en ontvangen van VS-gegevens",
    operation_id="postGegevens",
    openapi_extra={
        "security": [{"OAuth2": ["read"]}],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": GegevensRequest.model_json_schema()}},
        },
        "responses": {
            200: {
                "description": "De gevraagde gegevens, ondertekend",
                "content": {"application/json": {"schema": _ANSWER}},
                "headers": {
                    DIGEST_HEADER: {"required": True, "schema": {"type": "string"}},
                    SIGNATURE_HEADER: {"required": True, "schema": {"type": "string"}},
                },
            },
            **{
                status: {"description": text}
                for status, text in {
                    401: "Geen of ongeldige authenticatie",
                    403: "Toegang geweigerd",
                    404: "Dienst niet gevonden",
                    405: "Methode niet ondersteund",
                    422: "Verzoek niet uitvoerbaar",
                    429: "Te veel verzoeken",
                    502: "Dienst niet bereikbaar",
                }.items()
            },
        },
    },
)
def gegevens(request: HttpRequest) -> HttpResponse:
    """Eén pagina met vroegsignalen en zaken over een periode."""
    program: ProgramRow = request.auth  # type: ignore[attr-defined]  # put there by ninja
    ours, trusted = _keys()
    limits.count(f"gegevens.{program.client_id}", most=MOST_REQUESTS_PER_MINUTE)
    now = timezone.now()
    body = _signed_body(request, trusted, now)
    answer = _answer(_parsed(body).question(), program, now)
    headers = sign(answer, ours, at=now)
    return HttpResponse(
        answer,
        content_type="application/json",
        headers={DIGEST_HEADER: headers.digest, SIGNATURE_HEADER: headers.signature},
    )


def _keys() -> tuple[Signer, tuple[x509.Certificate, ...]]:
    """The key that signs and the roots that are trusted.

    Raises: ApiError 404 while this installation does not offer the service.
    """
    files = settings.DDAS
    if not files["SIGNING_KEY"]:
        raise ApiError(
            404,
            "niet-ingericht",
            "Ophalen is op deze installatie niet ingericht.",
            fsc=FscCode.SERVICE_NOT_FOUND,
        )
    return _loaded(files["SIGNING_KEY"], files["SIGNING_CHAIN"], files["TRUSTED"])


@lru_cache(maxsize=1)
def _loaded(key: str, chain: str, trusted: str) -> tuple[Signer, tuple[x509.Certificate, ...]]:
    return signer(Path(key), Path(chain)), trusted_certificates(Path(trusted))


def _signed_body(
    request: HttpRequest, trusted: tuple[x509.Certificate, ...], now: datetime
) -> bytes:
    """The bytes of the question, signed by someone we trust.

    Raises: ApiError 400.
    """
    try:
        body = request.body
    except RequestDataTooBig as wrong:
        raise _invalid("te-groot", "Het verzoek is te groot.") from wrong
    if len(body) > LARGEST_QUESTION:
        raise _invalid("te-groot", "Het verzoek is te groot.")
    headers = SignedHeaders(
        request.headers.get(DIGEST_HEADER, ""), request.headers.get(SIGNATURE_HEADER, "")
    )
    try:
        verify(body, headers, trusted=trusted, at=now)
    except SignatureRefused as refusal:
        raise _invalid(
            "handtekening",
            f"De ondertekening van het verzoek klopt niet ({refusal.reason}).",
        ) from refusal
    return body


def _parsed(body: bytes) -> GegevensRequest:
    try:
        return GegevensRequest.model_validate_json(body)
    except ValidationError as wrong:
        errors: list[dict[str, Any]] = [
            {
                "in": "body",
                "location": {"pointer": "#/" + "/".join(map(str, fault["loc"]))},
                "code": fault["type"],
                "detail": _SENTENCES.get(fault["type"], "Deze waarde kan hier niet."),
            }
            for fault in wrong.errors(include_input=False, include_url=False, include_context=False)
        ]
        raise _invalid("ongeldig-verzoek", errors[0]["detail"], errors) from wrong


_SENTENCES = {
    "extra_forbidden": "Deze naam kent de interface niet.",
    "json_invalid": "De inhoud is geen JSON.",
    "model_type": "De inhoud moet een JSON-object zijn.",
    "greater_than_equal": "Dit getal is ten minste 1.",
    "int_type": "Hier hoort een geheel getal.",
    "string_type": "Hier hoort een tekst.",
    "date_type": "Schrijf een datum als JJJJ-MM-DD.",
    "date_from_datetime_parsing": "Schrijf een datum als JJJJ-MM-DD.",
    "date_from_datetime_inexact": "Schrijf een datum als JJJJ-MM-DD, zonder tijd.",
    "date_parsing": "Schrijf een datum als JJJJ-MM-DD.",
}


def _invalid(kind: str, detail: str, errors: list[dict[str, Any]] | None = None) -> ApiError:
    return ApiError(400, kind, detail, errors=errors or [])


def _answer(question: cbs_pull.Question, program: ProgramRow, now: datetime) -> bytes:
    """The body of the answer.

    Raises: ApiError 422 for a question that cannot be answered, 502 when we cannot answer now.
    """
    try:
        return cbs_pull.answer(question, program=program, now=now)
    except cbs_pull.QuestionRefused as refusal:
        raise ApiError(422, refusal.code, refusal.message) from refusal
    except Refused as refusal:
        raise ApiError(
            502,
            "levering-niet-gemaakt",
            "De levering kan nu niet worden gemaakt; de gemeente moet eerst iets aanvullen.",
            fsc=FscCode.SERVICE_UNREACHABLE,
        ) from refusal
