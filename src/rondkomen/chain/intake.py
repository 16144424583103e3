"""A partner's file: checked without storing anything, or taken in as a whole.

Checking and taking in follow the same path until the last step, so what a check says is what
happens. A file is stored in one transaction: after a crash all of it is there, or nothing.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import queries, services
from rondkomen.arrears.adapters.checking import Checked, Told, checked
from rondkomen.arrears.adapters.intake_file import format_of, judged_rows, measure, open_table
from rondkomen.arrears.adapters.table import Table
from rondkomen.arrears.content import legal_register
from rondkomen.arrears.core.cells import clean
from rondkomen.arrears.core.codes import DeliveryState
from rondkomen.arrears.core.counts import Counts
from rondkomen.arrears.core.judge import Bench, Judged
from rondkomen.arrears.core.limits import MOST_ROWS
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.services import FileFacts, Storing, Verdict
from rondkomen.chain.changed_signals import follow_corrected, follow_delivery
from rondkomen.jobs import services as jobs
from rondkomen.jobs.core.progress import Cancelled, Progress
from rondkomen.jobs.core.states import JobState
from rondkomen.jobs.queries import JobStatus, find
from rondkomen.jobs.registry import job
from rondkomen.kernel.refusal import Refused

KIND = "intake"
_PART_BYTES = 1 << 20
_TOLD_EVERY = 500


@dataclass(frozen=True)
class Received:
    """A file that waits to be taken in, or was here already (`is_new` is False)."""

    delivery_id: UUID
    job_id: UUID | None
    is_new: bool


@dataclass(frozen=True)
class Loaded:
    """A file that was taken in, now or before (`is_new` is False)."""

    delivery_id: UUID
    counts: Counts
    is_new: bool


def check(
    source: BinaryIO,
    partner_id: UUID,
    *,
    today: date,
    actor: Actor,
    profile: MappingProfile | None = None,
    most_sentences: int = 1000,
    most_rows: int = MOST_ROWS,
    told: Told = lambda done, total: None,
) -> Checked:
    """What taking in this file would lead to, or its first rows; nothing is stored.

    Repeats of earlier files are not looked up: they show when the file is taken in.

    Raises: Refused when the file as a whole cannot be taken in.
    """
    table, bench = _prepared(source, partner_id, today=today, actor=actor, profile=profile)
    sample = table.first(most_rows)
    return checked(sample, bench, most_sentences=most_sentences, told=told)


def preview(
    source: BinaryIO, profile: MappingProfile, *, rows: int = 8
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns of a file and the cells of its first rows as text, for making a profile.

    Raises: Refused when the file cannot be opened.
    """
    table = open_table(source, profile, any_names=True)
    first = [tuple(clean(cell) for cell in row.cells) for row in islice(table.rows, rows)]
    return table.header, first


def receive(source: BinaryIO, partner_id: UUID, *, today: date, actor: Actor) -> Received:
    """The delivery in which this file waits to be taken in, with the work that does it.

    A file that is here already is not received twice; unfinished work on it starts again.

    Raises: Refused when the file is empty, too big or no known format, or no agreement holds.
    """
    measured = measure(source)
    file = FileFacts(measured.sha256, format_of(source), measured.file_bytes)
    with acting_for(actor.gemeente_id):
        queries.agreement_on(partner_id, today)
        opened = services.open_delivery(
            partner_id, file, actor=actor, today=today, parts=_parts(source)
        )
        if opened is None:
            known = queries.delivery_of_file(partner_id, file.sha256)
            assert known is not None  # the table refused the file because this delivery holds it
            if known.state is DeliveryState.STORED:
                return Received(known.id, None, is_new=False)
        delivery_id = opened or known.id
        job_id = jobs.start(
            KIND,
            args={
                "delivery": str(delivery_id),
                "partner": str(partner_id),
                "today": today.isoformat(),
            },
            gemeente_id=actor.gemeente_id,
            unique_key=_key(delivery_id),
        )
        return Received(delivery_id, job_id, is_new=opened is not None)


def _parts(source: BinaryIO) -> Iterator[bytes]:
    source.seek(0)
    while part := source.read(_PART_BYTES):
        yield part


@job(KIND)
def _work(args: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Take an upload in. The municipality does this work, whoever sent the file: a partner's own
    contact may not look at what was delivered before."""
    delivery_id, partner_id = UUID(args["delivery"]), UUID(args["partner"])
    today = date.fromisoformat(args["today"])
    gemeente_id = progress.gemeente_id
    actor = system_actor(gemeente_id)
    try:
        counts = _take_in(delivery_id, partner_id, today=today, actor=actor, told=progress.step)
    except Refused as refusal:
        with acting_for(gemeente_id):
            services.refuse_delivery(delivery_id, str(refusal), actor=actor)
        raise
    except Cancelled:
        with acting_for(gemeente_id):
            services.cancel_delivery(delivery_id, actor=actor)
        raise
    return {"delivery": str(delivery_id), "rows": counts.rows}


def _key(delivery_id: UUID) -> str:
    return f"{KIND}:{delivery_id}"


def work_on(delivery_id: UUID, *, actor: Actor) -> JobStatus | None:
    """How the work on this file stands; None when it was not left to a job."""
    return find(actor.gemeente_id, _key(delivery_id))


def clear_stopped(delivery_id: UUID, *, actor: Actor) -> bool:
    """Whether the work had not begun, so that nothing of the file is kept from now on.

    Work that had begun clears up itself, at the step where it stops.
    """
    work = work_on(delivery_id, actor=actor)
    if work is None or work.state is not JobState.CANCELLED:
        return False
    with acting_for(actor.gemeente_id):
        services.cancel_delivery(delivery_id, actor=actor)
    return True


def _take_in(
    delivery_id: UUID, partner_id: UUID, *, today: date, actor: Actor, told: Told
) -> Counts:
    with acting_for(actor.gemeente_id), _uploaded(delivery_id) as source:
        table, bench = _prepared(source, partner_id, today=today, actor=actor, profile=None)
        rows = _telling(judged_rows(table, bench), table, told)
        return _stored(Storing(delivery_id, partner_id, actor, today), rows)


def _stored(storing: Storing, rows: Iterator[Judged]) -> Counts:
    """The fates of the rows; cases follow what the file changed, in the same transaction."""
    counts = services.store_rows(storing, rows)
    follow_delivery(storing.delivery_id, today=storing.today, actor=storing.actor)
    return counts


@contextmanager
def _uploaded(delivery_id: UUID) -> Iterator[BinaryIO]:
    """The uploaded file, in a temporary file without a name that vanishes with the process."""
    with tempfile.TemporaryFile() as source:
        for part in services.upload_parts(delivery_id):
            source.write(part)
        yield source


def _telling(rows: Iterator[Judged], table: Table, told: Told) -> Iterator[Judged]:
    for done, judged in enumerate(rows, start=1):
        if done % _TOLD_EVERY == 0:
            told(done, max(table.total, done))
        yield judged


def load(
    source: BinaryIO,
    partner_id: UUID,
    *,
    today: date,
    actor: Actor,
    profile: MappingProfile | None = None,
    told: Told = lambda done, total: None,
) -> Loaded:
    """The delivery of this file, taken in at once and in one transaction.

    The same file again changes nothing.

    Raises: Refused when the file as a whole cannot be taken in, or the database gives out; nothing
    of it is stored then.
    """
    measured = measure(source)
    try:
        with acting_for(actor.gemeente_id), transaction.atomic():
            if found := _taken_in_before(partner_id, measured.sha256):
                return found
            return _load_new(
                source, partner_id, today=today, actor=actor, profile=profile, told=told
            )
    except (OperationalError, InterfaceError) as gone:
        raise Refused(
            "De database is weggevallen of de schijf is vol. Er is niets van dit bestand"
            " opgeslagen; lever het opnieuw als dat verholpen is.",
            code="database",
        ) from gone


def _taken_in_before(partner_id: UUID, sha256: str) -> Loaded | None:
    known = queries.delivery_of_file(partner_id, sha256)
    if known is None or known.state is not DeliveryState.STORED:
        return None
    return Loaded(known.id, known.counts, is_new=False)


def _load_new(
    source: BinaryIO,
    partner_id: UUID,
    *,
    today: date,
    actor: Actor,
    profile: MappingProfile | None,
    told: Told,
) -> Loaded:
    measured = measure(source)
    table, bench = _prepared(source, partner_id, today=today, actor=actor, profile=profile)
    file = FileFacts(measured.sha256, table.file_format, measured.file_bytes)
    delivery_id = services.open_delivery(partner_id, file, actor=actor, today=today)
    if delivery_id is None:  # somebody else was first; by now that transaction has ended
        if found := _taken_in_before(partner_id, measured.sha256):
            return found
        raise Refused(
            "Dit bestand wacht al om ingenomen te worden. Bekijk het onder Leveringen.",
            code="delivery-busy",
        )
    rows = _telling(judged_rows(table, bench), table, told)
    counts = _stored(Storing(delivery_id, partner_id, actor, today), rows)
    return Loaded(delivery_id, counts, is_new=True)


def decide(row_id: UUID, verdict: Verdict, *, today: date, actor: Actor) -> None:
    """Nothing; a person decided about a row in quarantine, and a case it corrects follows.

    Raises: Refused as `arrears.services.decide_quarantined` does.
    """
    signal_id = services.decide_quarantined(row_id, verdict, actor=actor, today=today)
    if signal_id is not None:
        follow_corrected([signal_id], today=today, actor=system_actor(actor.gemeente_id))


def _prepared(
    source: BinaryIO,
    partner_id: UUID,
    *,
    today: date,
    actor: Actor,
    profile: MappingProfile | None,
) -> tuple[Table, Bench]:
    with acting_for(actor.gemeente_id):
        terms = queries.terms_on(partner_id, today, actor.gemeente_id)
        mapping = queries.current_mapping(partner_id)
    chosen = profile or (mapping.profile if mapping else MappingProfile())
    return open_table(source, chosen), Bench(terms, legal_register(), today)
