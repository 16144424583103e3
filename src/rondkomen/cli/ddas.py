"""`rondkomen ddas`: makes the delivery for CBS, checks one from anywhere, and lets CBS in."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

import click

from rondkomen.cli.given import GivenFile, TargetFile
from rondkomen.cli.output import (
    django_ready,
    emit,
    json_option,
    say,
    show_progress,
    with_findings,
)
from rondkomen.cli.tenant import acting, gemeente_option
from rondkomen.kernel.dutch.dates import parse_date
from rondkomen.kernel.period import Period
from rondkomen.kernel.refusal import Refused

_STAGES = 4


class _Day(click.ParamType[date]):
    """A day, in ISO or in Dutch notation."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)


@click.group(epilog="Voorbeeld: rondkomen ddas check levering.json")
def command() -> None:
    """Leveringen aan het CBS volgens DDAS: maken, controleren en laten ophalen."""


@command.command(epilog="Voorbeeld: rondkomen ddas vs --from 2026-10-01 --to 2026-10-31 -o vs.json")
@click.option("--from", "start", type=_Day(), required=True, help="Eerste dag van de periode.")
@click.option("--to", "end", type=_Day(), required=True, help="Laatste dag van de periode.")
@click.option(
    "-o",
    "--output",
    type=TargetFile(),
    required=True,
    help="Bestand; bij meer dan 50.000 signalen komt er per pagina een, met een nummer in de naam.",
)
@gemeente_option
@json_option
def vs(start: date, end: date, output: Path, gemeente: str | None, as_json: bool) -> None:
    """Maakt de levering vroegsignalering (schema 1.2) over een periode.

    De bestanden bevatten persoonsgegevens en zijn alleen voor u leesbaar.
    """
    try:
        period = Period(start, end)
    except ValueError as wrong:
        raise Refused(str(wrong), code="period-order") from wrong
    with acting(gemeente) as actor:
        found = _made(period, actor)
        files = written(output, found.pop("documents"))
        _handed_over(found["delivery"], len(files), actor)
    shown = {**found, "files": [str(file) for file in files]}
    emit(shown, as_json=as_json, text=_told(shown))
    if found["left_out"]:
        with_findings()


def _made(period: Period, actor: Any) -> dict[str, Any]:
    """What was made, with its documents still to be written."""
    from django.utils import timezone

    from rondkomen.chain import cbs_delivery
    from rondkomen.exchange import queries
    from rondkomen.exchange.core.codes import Route

    if period.end > timezone.localdate():
        raise Refused("De periode is nog niet voorbij; kies een eerdere laatste dag.")
    made = cbs_delivery.produce(
        period,
        route=Route.FILE,
        now=timezone.now(),
        actor=actor,
        told=lambda done, message: show_progress(message, done, _STAGES),
    )
    row = queries.delivery(made)
    return {
        "delivery": made,
        "signals": row.signals,
        "cases": row.cases,
        "attempts": row.attempts,
        "left_out": row.left_out,
        "documents": cbs_delivery.page_documents(row),
    }


def _handed_over(delivery: UUID, files: int, actor: Any) -> None:
    """Nothing; the journal knows which pages left as files."""
    from django.utils import timezone

    from rondkomen.exchange import services

    for page in range(1, files + 1):
        services.hand_over(delivery, to="bestand", page=page, at=timezone.now(), actor=actor)


def _told(shown: dict[str, Any]) -> Iterator[str]:
    yield (
        f"Signalen: {shown['signals']}. Zaken: {shown['cases']}. "
        f"Contactpogingen: {shown['attempts']}."
    )
    for reason, count in shown["left_out"].items():
        yield f"Niet geleverd: {count} keer. {reason}"
    for file in shown["files"]:
        yield f"Geschreven: {file}"


def written(output: Path, documents: Iterable[bytes]) -> list[Path]:
    """The files of these documents: all of them, or none when one could not be written.

    Raises: Refused when the disk says no; what was written is gone then.
    """
    drafts: list[Path] = []
    try:
        for document in documents:
            # A temporary file is readable by its owner alone, and stays so under its own name.
            with NamedTemporaryFile(dir=output.parent, prefix=".ddas-", delete=False) as file:
                drafts.append(Path(file.name))
                file.write(document)
        named = [(draft, _page_name(output, n, len(drafts))) for n, draft in enumerate(drafts, 1)]
        for draft, name in named:
            os.replace(draft, name)
    except OSError as wrong:
        for draft in drafts:
            with suppress(FileNotFoundError):
                draft.unlink()
        raise Refused(
            f"De levering kan niet worden geschreven in {output.parent}: {wrong.strerror}.",
            code="disk",
        ) from wrong
    return [name for _, name in named]


def _page_name(output: Path, number: int, total: int) -> Path:
    return output if total == 1 else output.with_stem(f"{output.stem}-{number}")


@command.command("check", epilog="Voorbeeld: rondkomen ddas check levering.json --json")
@click.argument("file", type=GivenFile())
@json_option
def check_command(file: Path, as_json: bool) -> None:
    """Controleert een levering vroegsignalering op het schema en op wat het schema niet ziet.

    Fouten geven afsluitcode 1; opmerkingen vragen alleen een tweede blik.
    """
    from rondkomen.exchange.adapters.check import check_file

    report = check_file(file)
    emit({**asdict(report), "is_valid": report.is_valid}, as_json=as_json, text=_findings(report))
    if not report.is_valid:
        with_findings()


def _findings(report: Any) -> Iterator[str]:
    shown: dict[str, int] = {}
    for finding in report.shown:
        shown[finding.code] = shown.get(finding.code, 0) + 1
        word = "fout" if finding.weight == "error" else "opmerking"
        yield f"{word:9} {finding.path}: {finding.message}"
    for code, count in report.by_rule.items():
        if count > shown[code]:
            yield f"          en nog {count - shown[code]} keer dezelfde regel ({code})"
    yield (
        f"Leveringen: {report.deliveries}. Signalen: {report.signals}. Zaken: {report.cases}. "
        f"Contactpogingen: {report.attempts}."
    )
    yield f"Fouten: {report.errors}. Opmerkingen: {report.remarks}."


@command.group(epilog="Voorbeeld: rondkomen ddas program add CBS --gemeente 9901")
def program() -> None:
    """Programma's die leveringen mogen ophalen: toevoegen, tonen en sluiten."""


@program.command("add", epilog="Voorbeeld: rondkomen ddas program add CBS --gemeente 9901")
@click.argument("name")
@click.option(
    "--gemeente", "gemeenten", multiple=True, required=True, help="CBS-code; mag vaker voorkomen."
)
@json_option
def add(name: str, gemeenten: tuple[str, ...], as_json: bool) -> None:
    """Geeft een programma id en geheim; het geheim is alleen nu te zien."""
    django_ready()
    from django.db import transaction

    from rondkomen.access.core.scopes import Scope
    from rondkomen.access.services import add_program

    with transaction.atomic():
        client_id, secret = add_program(name, scope=Scope.READ, gemeenten=gemeenten)
        _tell("program_added", gemeenten, {"program": client_id, "scope": Scope.READ})
    say("Bewaar het geheim nu; het is later niet meer op te vragen.")
    emit(
        {"client_id": client_id, "client_secret": secret},
        as_json=as_json,
        text=[f"client_id:     {client_id}", f"client_secret: {secret}"],
    )


@program.command("list", epilog="Voorbeeld: rondkomen ddas program list --json")
@json_option
def list_programs(as_json: bool) -> None:
    """Toont alle programma's die een toegangstoken kunnen vragen."""
    django_ready()
    from rondkomen.access.core.scopes import SCOPE_LABELS
    from rondkomen.access.queries import programs

    rows = programs()
    emit(
        [asdict(row) for row in rows],
        as_json=as_json,
        text=[
            f"{row.client_id}  {row.name}: {SCOPE_LABELS[row.scope]} ({', '.join(row.gemeenten)})"
            f"{'' if row.is_active else ', gesloten'}"
            for row in rows
        ]
        or ["Er zijn geen programma's."],
    )


@program.command("close", epilog="Voorbeeld: rondkomen ddas program close read-1a2b3c4d5e6f")
@click.argument("client_id")
def close(client_id: str) -> None:
    """Sluit een programma; zijn tokens openen niets meer."""
    django_ready()
    from django.db import transaction

    from rondkomen.access.queries import active_program
    from rondkomen.access.services import close_program

    known = active_program(client_id)
    with transaction.atomic():
        close_program(client_id)
        _tell("program_closed", known.gemeenten if known else (), {"program": client_id})
    say("Gesloten.")


def _tell(kind: str, gemeenten: Iterable[str], data: dict[str, str]) -> None:
    """Each municipality that the program acts for finds it in its own journal."""
    from rondkomen.access.core.actor import system_actor
    from rondkomen.access.queries import gemeente_ref
    from rondkomen.access.tenancy import acting_for
    from rondkomen.journal.services import record

    for code in dict.fromkeys(gemeenten):
        with acting_for(code):
            record(kind, subject=gemeente_ref(code), actor=system_actor(code), data=data)
