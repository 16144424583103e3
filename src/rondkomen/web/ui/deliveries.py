"""What the municipality and its partners both see of a delivery: upload, tiles, rows, corrections."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.arrears import queries
from rondkomen.arrears.core.codes import (
    DELIVERY_STATE_LABELS,
    ROW_STATE_LABELS,
    DeliveryState,
    RowState,
)
from rondkomen.arrears.queries import DeliveryRecord, RowFate
from rondkomen.chain import intake
from rondkomen.files import csv
from rondkomen.jobs.queries import JobStatus
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui import refusals, working
from rondkomen.web.ui.components import Badge, BadgeKind, Column, Tile
from rondkomen.web.ui.screen import ActorRequest

ROWS_PER_PAGE = 50

_KINDS: dict[RowState, BadgeKind] = {
    RowState.ACCEPTED: "positive",
    RowState.ACCEPTED_WITH_WARNINGS: "warning",
    RowState.QUARANTINED: "info",
    RowState.REFUSED_UNLAWFUL: "negative",
    RowState.DUPLICATE: "neutral",
}
_STATE_KINDS: dict[DeliveryState, BadgeKind] = {
    DeliveryState.RECEIVED: "info",
    DeliveryState.STORED: "positive",
    DeliveryState.REFUSED: "negative",
    DeliveryState.CANCELLED: "neutral",
}
HINTS: dict[RowState, str | Promise] = {
    RowState.QUARANTINED: gettext_lazy("wacht op een mens"),
    RowState.REFUSED_UNLAWFUL: gettext_lazy("inhoud gewist"),
    RowState.DUPLICATE: gettext_lazy("stond er al"),
}


class UploadForm(forms.Form):
    """One file of one partner."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("CSV, Excel (.xlsx), JSON Lines of DDAS-JSON."),
        error_messages={
            "empty": gettext_lazy("Het bestand is leeg; lever een bestand met ten minste één rij."),
            "required": gettext_lazy("Kies eerst een bestand."),
        },
    )

    @property
    def upload(self) -> UploadedFile:
        """The file that was sent."""
        sent: UploadedFile = self.cleaned_data["file"]
        return sent


def receive(request: ActorRequest, form: UploadForm, partner_id: UUID) -> UUID | None:
    """The delivery the file became; None, with the reason on the form, when it was refused.

    The work on it goes on in the background.
    """
    try:
        received = intake.receive(
            form.upload.file, partner_id, today=timezone.localdate(), actor=request.actor
        )
    except Refused as refusal:
        refusals.add_to(form, refusal, "file")
        return None
    if not received.is_new:
        messages.info(request, _("Dit bestand was er al; er is niets veranderd."))
    return received.delivery_id


def status_of(request: ActorRequest, record: DeliveryRecord) -> JobStatus | None:
    """How taking this delivery in stands; None once it is settled."""
    is_settled = record.state is not DeliveryState.RECEIVED
    return None if is_settled else intake.work_on(record.id, actor=request.actor)


def stop(request: ActorRequest, delivery_id: UUID) -> None:
    """Nothing; taking the file in stops, and nothing of it stays.

    Raises: Refused when it is over.
    """
    working.stop(intake.work_on(delivery_id, actor=request.actor))
    if not intake.clear_stopped(delivery_id, actor=request.actor):
        messages.info(request, _("Het innemen stopt bij de volgende stap."))


def state_badge(record: DeliveryRecord) -> Badge:
    """Where the delivery stands."""
    return Badge(_STATE_KINDS[record.state], _(DELIVERY_STATE_LABELS[record.state]))


def delivery_columns(*, with_partner: bool) -> list[Column]:
    """The columns of a list of deliveries."""
    partner = [Column(_("Partner"), "partner_name")] if with_partner else []
    return [
        Column(_("Ontvangen"), "received_on", kind="date", url=lambda row: f"{row.id}/"),
        *partner,
        Column(_("Soort bestand"), lambda row: row.file_format.upper()),
        Column(_("Stand"), state_badge, kind="badge"),
        Column(_("Rijen"), lambda row: row.counts.rows, kind="number"),
        Column(_("Aangenomen"), lambda row: row.counts.taken_in, kind="number"),
        Column(_("Wacht op besluit"), "open_quarantine", kind="number"),
        Column(_("Niet rechtmatig"), lambda row: row.counts.refused_unlawful, kind="number"),
        Column(_("Dubbel"), lambda row: row.counts.duplicate, kind="number"),
    ]


def fate_tiles(record: DeliveryRecord, chosen: str) -> list[Tile]:
    """A counted filter per fate; together the rows of the file."""
    tiles = [Tile(_("rijen"), record.counts.rows, "?", current=not chosen)]
    tiles += [
        Tile(
            _(ROW_STATE_LABELS[state]),
            count,
            f"?stand={state}",
            current=chosen == state,
            kind=_KINDS[state],
            hint=HINTS.get(state, ""),
        )
        for state, count in record.counts.by_state().items()
    ]
    return tiles


def fate_columns(rows: Iterable[RowFate] = ()) -> list[Column]:
    """The columns of the rows of a file: what became of each, in a sentence.

    `rows` are the ones shown to who decides about them; without anything to decide there is no
    column for it.
    """
    columns = [
        Column(_("Rij"), "row_no", kind="number"),
        Column(_("Wat ermee gebeurde"), _fate_badge, kind="badge"),
        Column(_("Waarom"), lambda row: told(row.sentences, row.row_no), lang="nl"),
    ]
    if any(map(_decision, rows)):
        columns.append(Column(_("Beslissen"), _decision, url=_decide_url))
    return columns


def told(sentences: Iterable[str], row_no: int) -> str:
    """The sentences beside their row: without its number in front of each."""
    row = f"Rij {row_no}"
    plain = [sentence.removeprefix(f"{row}, ").removeprefix(f"{row}: ") for sentence in sentences]
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in plain)


def _fate_badge(row: RowFate) -> Badge:
    return Badge(_KINDS[row.state], _(ROW_STATE_LABELS[row.state]))


def _decision(row: RowFate) -> str:
    if row.decision is not None:
        return row.reason
    return _("Beslissen") if row.state is RowState.QUARANTINED else ""


def _decide_url(row: RowFate) -> str:
    waiting = row.state is RowState.QUARANTINED and row.decision is None
    return f"../quarantaine/{row.row_id}/" if waiting else ""


def fates(record: DeliveryRecord, chosen: str, page: str) -> tuple[list[RowFate], Page[int]]:
    """One page of rows with the given fate (empty for all), and the page for the pager."""
    state = RowState(chosen) if chosen in set(RowState) else None
    total = record.counts.by_state()[state] if state else record.counts.rows
    shown = Paginator(range(total), ROWS_PER_PAGE).get_page(page)
    offset = (shown.number - 1) * ROWS_PER_PAGE
    rows = queries.row_fates(record.id, state=state, offset=offset, limit=ROWS_PER_PAGE)
    return rows, shown


def corrections(record: DeliveryRecord) -> HttpResponse:
    """What the partner should correct, as CSV without any value from the file."""
    lines = [
        (row_no, _(ROW_STATE_LABELS[state]), sentence)
        for row_no, state, sentence in queries.to_correct(record.id)
    ]
    content = csv.write([_("Rij"), _("Wat ermee gebeurde"), _("Wat te doen")], lines)
    return download(content, f"te-verbeteren-{record.received_on.isoformat()}.csv", "text/csv")


def download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """The bytes as a file to save; the name holds nothing personal."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
