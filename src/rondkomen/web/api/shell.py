"""The shell around every API: version header, problem details, and a description of itself.

NLGov REST API Design Rules 2.1: no trailing slash, the full version in a header, problem+json for
every error, `openapi.json` with a contact, and headers that keep answers out of caches and frames.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from rondkomen.access.core.scopes import SCOPE_LABELS
from rondkomen.web.api.problems import ApiError, FscCode

Answer = Callable[..., HttpResponseBase]
ErrorAnswer = Callable[[HttpRequest, ApiError], HttpResponse]
_CONTACT = {
    "name": "Rondkomen",
    "url": "https://rondkomen.example",
    "email": "koppelingen@rondkomen.example",
}
_VERSION_HEADER = {
    "API-Version": {
        "description": "Volledige versie van deze API.",
        "schema": {"type": "string"},
    }
}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
    },
}


class AdrApi(NinjaAPI):
    """A ninja API that keeps the design rules; `base` is where it stands, `errors` how it says no."""

    def __init__(
        self, *, title: str, version: str, description: str, base: str, errors: ErrorAnswer
    ) -> None:
        super().__init__(
            title=title,
            version=version,
            description=description,
            docs_url=None,
            openapi_url=None,
            urls_namespace=base.strip("/").replace("/", "-"),
            openapi_extra={"info": {"contact": _CONTACT}},
        )
        self.base = base
        self.answer_error = errors
        self.add_exception_handler(ApiError, errors)
        self.add_exception_handler(ValidationError, self._invalid)

    def _invalid(self, request: HttpRequest, wrong: ValidationError) -> HttpResponse:
        """Every fault of the input at once; the values stay out of it."""
        errors = [
            {
                "in": fault["loc"][0],
                "location": {"pointer": "#/" + "/".join(map(str, fault["loc"][1:]))},
                "code": fault["type"],
                "detail": "Deze waarde past niet bij de beschrijving van de API.",
            }
            for fault in wrong.errors
        ]
        return self.answer_error(
            request,
            ApiError(400, "ongeldige-invoer", "De invoer klopt niet; zie errors.", errors=errors),
        )

    def addresses(self) -> list[URLPattern]:
        """The addresses of this API, its description, and a 404 in the same words for all others."""
        own = [
            path(str(found.pattern), self._kept(found.callback), name=found.name)
            for found in self.urls[0]
            if found.name != "api-root"
        ]
        return [
            *own,
            path("openapi.json", _opened(self._kept(self._describe)), name="openapi"),
            re_path(r"^.*$", _opened(self._kept(self._unknown)), name="unknown"),
        ]

    def _kept(self, view: Answer) -> Answer:
        """The view, with the headers on every answer and the words of `problems` for a wrong method."""

        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = self._unknown(request)
            if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                response = self._wrong_method(request, response)
            response["API-Version"] = self.version
            response["Cache-Control"] = "no-store"
            return response

        answered.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
        return answered

    def _unknown(self, request: HttpRequest, *_: Any) -> HttpResponse:
        error = ApiError(
            404, "onbekend-adres", "Dit adres bestaat niet.", fsc=FscCode.SERVICE_NOT_FOUND
        )
        return self.answer_error(request, error)

    def _wrong_method(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
        error = ApiError(
            405,
            "methode",
            f"{request.method} kan hier niet.",
            fsc=FscCode.METHOD_UNSUPPORTED,
            headers={"Allow": response.headers.get("Allow", "")},
        )
        return self.answer_error(request, error)

    def _describe(self, request: HttpRequest) -> HttpResponse:
        """`openapi.json`; readable by programs of any origin, as the design rules ask."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = JsonResponse(self.described(request.build_absolute_uri(self.base)))
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def described(self, server: str) -> dict[str, Any]:
        """The OpenAPI 3.1 description, for this server."""
        found: dict[str, Any] = dict(self.get_openapi_schema(path_prefix=""))
        found["servers"] = [{"url": server}]
        components = found.setdefault("components", {})
        components["securitySchemes"] = {
            "OAuth2": {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "/api/v1/token", "scopes": _scopes()}},
            }
        }
        for methods in found["paths"].values():
            for operation in methods.values():
                _complete(operation)
        return found


def _opened(view: Answer) -> Answer:
    """The view, marked as open to anyone: it tells nothing of anybody."""
    view.purposes = ()  # type: ignore[attr-defined]  # read by the rights matrix
    return view


def _scopes() -> dict[str, str]:
    return {scope.value: label for scope, label in SCOPE_LABELS.items()}


def _complete(operation: dict[str, Any]) -> None:
    """Give every answer of an operation its headers and its kind of problem."""
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    answers.setdefault("400", {"description": "Ongeldig verzoek"})
    for status, answer in answers.items():
        answer.setdefault("headers", {}).update(_VERSION_HEADER)
        if status.startswith(("4", "5")):
            answer.setdefault("content", {"application/problem+json": {"schema": _PROBLEM}})
    operation["responses"] = answers
    if "security" in operation:  # ninja adds its own name for what is OAuth2 to the outside
        operation["security"] = [named for named in operation["security"] if "OAuth2" in named]
