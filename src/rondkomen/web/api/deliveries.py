"""Deliveries by program: a partner posts the file it would upload, and asks what became of each row."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Router

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.core.scopes import Scope
from rondkomen.access.queries import ProgramRow
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries
from rondkomen.arrears.queries import DeliveryRecord
from rondkomen.chain import intake
from rondkomen.kernel.refusal import Refused
from rondkomen.web.api import limits
from rondkomen.web.api.problems import ApiError
from rondkomen.web.api.tokens import ProgramToken

MOST_PER_MINUTE = 30
MOST_ROWS_TOLD = 1_000
_PART = 1 << 20

router = Router(auth=ProgramToken(Scope.DELIVER), tags=["Leveringen"])

_FILE = {
    "requestBody": {
        "required": True,
        "description": "Het bestand zelf: CSV, XLSX, JSON Lines of DDAS VS 1.2.",
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "text/csv": {"schema": {"type": "string"}},
            "application/json": {"schema": {}},
        },
    },
    "responses": {
        200: {"description": "Dit bestand was er al; er is niets veranderd"},
        202: {"description": "Ontvangen; het innemen is begonnen"},
        422: {"description": "Het bestand als geheel kan niet worden ingenomen"},
    },
}


def _actor(program: ProgramRow) -> Actor:
    """The program as an actor for its one partner and municipality.

    Raises: ApiError 403 for a program of several municipalities.
    """
    if len(program.gemeenten) != 1:
        raise ApiError(403, "geen-recht", "Een programma dat levert hoort bij één gemeente.")
    return Actor(
        user_id=None,
        name=program.name,
        gemeente_id=program.gemeenten[0],
        roles=frozenset({Role.PARTNER_CONTACT}),
        partner_id=program.partner_id,
    )


@contextmanager
def _body(request: HttpRequest) -> Iterator[BinaryIO]:
    """The file that was sent; a big one waits on disk, not in memory.

    Raises: ApiError 413 for one that is too big, 400 for none.
    """
    try:
        sent = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        sent = 0
    if sent > settings.UPLOAD_LIMIT_BYTES:
        raise ApiError(413, "te-groot", "Het bestand is te groot; splits het in kleinere delen.")
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    with SpooledTemporaryFile(max_size=most, dir=settings.FILE_UPLOAD_TEMP_DIR) as body:
        while body.tell() <= settings.UPLOAD_LIMIT_BYTES and (part := request.read(_PART)):
            body.write(part)
        if not body.tell():
            raise ApiError(
                400, "leeg", "Het bestand is leeg; stuur een bestand met ten minste één rij."
            )
        yield cast(BinaryIO, body)


@router.post(
    "/deliveries",
    summary="Een bestand aanleveren",
    operation_id="postDelivery",
    openapi_extra=_FILE,
)
def post_delivery(request: HttpRequest) -> JsonResponse:
    """Receives a file; what becomes of it is asked at the address that comes back."""
    program: ProgramRow = request.auth  # type: ignore[attr-defined]  # set by ProgramToken
    limits.count(f"deliveries.{program.client_id}", most=MOST_PER_MINUTE)
    actor = _actor(program)
    assert actor.partner_id is not None  # a table constraint: who delivers has a partner
    try:
        with _body(request) as body:
            received = intake.receive(
                body, actor.partner_id, today=timezone.localdate(), actor=actor
            )
    except Refused as refusal:
        raise ApiError(422, refusal.code or "geweigerd", str(refusal)) from refusal
    status = HTTPStatus.ACCEPTED if received.is_new else HTTPStatus.OK
    answer = JsonResponse(
        {"id": str(received.delivery_id), "isNew": received.is_new}, status=status
    )
    answer["Location"] = f"/api/v1/deliveries/{received.delivery_id}"
    return answer


@router.get(
    "/deliveries/{uuid:delivery_id}",
    summary="Wat er met een levering gebeurde",
    operation_id="getDelivery",
    openapi_extra={"responses": {200: {"description": "Stand, tellingen en de zin bij elke rij"}}},
)
def get_delivery(request: HttpRequest, delivery_id: UUID) -> JsonResponse:
    """The state, the counts, and the sentence of each row that deserves a look."""
    actor = _actor(request.auth)  # type: ignore[attr-defined]  # set by ProgramToken
    with acting_for(actor.gemeente_id, only_reading=True):
        record = _own(delivery_id, actor)
        rows = [
            {"row": number, "state": state, "sentence": sentence}
            for number, state, sentence in queries.to_correct(record.id)
        ]
    return JsonResponse(
        {
            "id": str(record.id),
            "state": record.state,
            "message": record.message,
            "rows": record.counts.rows,
            "counts": {state.value: count for state, count in record.counts.by_state().items()},
            "toCorrect": rows[:MOST_ROWS_TOLD],
            "leftOut": max(0, len(rows) - MOST_ROWS_TOLD),
        }
    )


def _own(delivery_id: UUID, actor: Actor) -> DeliveryRecord:
    """The delivery, if it is the partner's own.

    Raises: ApiError 404, also for a delivery of somebody else.
    """
    try:
        record = queries.delivery(delivery_id)
    except Refused as refusal:
        raise ApiError(404, "onbekende-levering", "Deze levering bestaat niet.") from refusal
    if record.partner_id != actor.partner_id:
        raise ApiError(404, "onbekende-levering", "Deze levering bestaat niet.")
    return record
