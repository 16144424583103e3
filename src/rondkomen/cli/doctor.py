"""`rondkomen doctor`: looks at everything that must hold, and says what to do where it does not."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

import click

from rondkomen.cli.database import pending_migrations
from rondkomen.cli.output import django_ready, emit, json_option, with_findings
from rondkomen.kernel.refusal import Refused

LEAST_FREE_BYTES = 1024**3
LONGEST_WAIT = timedelta(minutes=10)
CHECKS = (
    *("settings", "migrations", "database", "keys", "registers"),
    *("journal", "clocks", "queue", "disk"),
)


class Level(StrEnum):
    """How bad it is: a fault needs mending, a note is for someone to know."""

    FAULT = "fault"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing the doctor saw, as a sentence that says what to do."""

    check: str
    level: Level
    message: str


@click.command(epilog="Voorbeelden: rondkomen doctor --json; rondkomen doctor --only queue")
@json_option
@click.option(
    "--only",
    type=click.Choice(CHECKS),
    multiple=True,
    help="Alleen dit onderdeel; mag vaker.",
)
@click.option("--new-key", is_flag=True, help="Geeft alleen een nieuwe sleutel voor de omgeving.")
def command(*, only: tuple[str, ...], as_json: bool, new_key: bool) -> None:
    """Controleert instellingen, database, sleutels, registers, journaal, termijnen, wachtrij en schijf.

    Eindigt met 1 als er iets te herstellen is; een punt om te weten telt niet mee.
    """
    if new_key:
        from rondkomen.config.environment import new_key as fresh_key

        emit({"key": fresh_key()}, as_json=as_json, text=fresh_key())
        return
    findings = examine(only)
    faults = [finding for finding in findings if finding.level is Level.FAULT]
    emit(
        {"ok": not faults, "findings": [asdict(finding) for finding in findings]},
        as_json=as_json,
        text=_lines(findings),
    )
    if faults:
        with_findings()


def examine(only: tuple[str, ...] = ()) -> list[Finding]:
    """Everything that was found, by these checks or all; empty when all is well."""
    try:
        django_ready()
    except Refused as wrong:
        return [Finding("settings", Level.FAULT, str(wrong))]
    from django.db import DatabaseError

    found: list[Finding] = []
    for name in only or _CHECKS:
        check = _CHECKS[name]
        try:
            found += [Finding(name, level, sentence) for level, sentence in check()]
        except DatabaseError as gone:
            sentence = (
                f"De database antwoordt niet zoals nodig ({type(gone).__name__}); controleer of zij "
                "draait, of het adres klopt en of 'rondkomen serve' haar al heeft ingericht."
            )
            return [*found, Finding(name, Level.FAULT, sentence)]
        if check is _migrations and found and found[-1].level is Level.FAULT:
            break  # what follows needs the tables that are missing
    return found


def _lines(findings: list[Finding]) -> Iterator[str]:
    mark = {Level.FAULT: "FOUT  ", Level.NOTE: "let op"}
    for finding in findings:
        yield f"{mark[finding.level]}  {finding.message}"
    if not any(finding.level is Level.FAULT for finding in findings):
        yield "Alles wat moet kloppen, klopt."


_Sight = tuple[Level, str]
_Seen = Iterator[_Sight]


def _fault(sentence: str) -> _Sight:
    return Level.FAULT, sentence


def _note(sentence: str) -> _Sight:
    return Level.NOTE, sentence


def _settings() -> _Seen:
    from django.conf import settings

    if not settings.PRODUCTION:
        yield _note(
            "Dit is de demo-stand; verwerk hier geen echte persoonsgegevens. Zet voor echt gebruik "
            "RONDKOMEN_MODE op production."
        )


def _migrations() -> _Seen:
    pending = pending_migrations()
    if pending:
        yield _fault(
            f"De database loopt {len(pending)} stappen achter; start 'rondkomen serve', dat werkt "
            "haar bij."
        )


def _database() -> _Seen:
    from django.db import connection

    from rondkomen.access import row_security

    if connection.vendor != "postgresql":
        return
    if row_security.role_escapes(connection):
        yield _fault(
            "De databaserol is superuser of mag beveiliging per rij omzeilen, en ziet zo alle "
            "gemeenten; maak een rol met NOSUPERUSER NOBYPASSRLS en zet die in "
            "RONDKOMEN_DATABASE_URL."
        )
    tables = {model._meta.db_table for model in row_security.tenant_models()}
    bare = sorted(tables - row_security.guarded_tables(connection))
    if bare:
        yield _fault(
            f"De beveiliging per rij ontbreekt op {', '.join(bare)}; start 'rondkomen serve', dat "
            "zet haar terug."
        )


def _journal() -> _Seen:
    from django.db import connection

    from rondkomen.journal import queries
    from rondkomen.journal.adapters import guards

    missing = guards.missing(connection)
    if missing:
        yield _fault(
            f"Het slot op het journaal ontbreekt ({', '.join(sorted(missing))}); iemand haalde het "
            "weg. Zoek uit wie, en zet een reservekopie terug of herstel het met de leverancier."
        )
    for code in _for_each_gemeente():
        broken = queries.verify_chain()
        for place in broken[:5]:
            yield _fault(
                f"Gemeente {code}: {place.message} Bewaar de database zoals zij is, waarschuw de "
                "beveiligingsfunctionaris en vergelijk met een reservekopie."
            )
        if len(broken) > 5:
            yield _fault(f"Gemeente {code}: nog {len(broken) - 5} breuken in het journaal.")


def _keys() -> _Seen:
    from rondkomen.journal import queries

    for code in _for_each_gemeente():
        yield from (_fault(f"Gemeente {code}: {fault}") for fault in queries.key_faults())


def _registers() -> _Seen:
    from rondkomen.people.adapters.registers import address_register, person_register

    for code in _for_each_gemeente():
        for load in (person_register, address_register):
            try:
                load(code)
            except Refused as refusal:
                is_absent = refusal.code == "register-missing"  # a conversation needs no register
                yield (_note if is_absent else _fault)(f"Gemeente {code}: {refusal}")


def _clocks() -> _Seen:
    from django.utils import timezone

    from rondkomen.journal import queries

    for code in _for_each_gemeente():
        overdue = len(queries.open_clocks(due_before=timezone.localdate()))
        if overdue:
            yield _note(
                f"Gemeente {code}: {overdue} termijnen zijn verstreken; de teamleider ziet ze op "
                "het teambord."
            )


def _queue() -> _Seen:
    from django.utils import timezone

    from rondkomen.jobs import queries

    now = timezone.now()
    seen = queries.health(now)
    waited = seen.oldest_queued_at is not None and now - seen.oldest_queued_at > LONGEST_WAIT
    if seen.lost or (waited and not seen.running):
        yield _fault(
            f"Er ligt werk stil ({seen.lost} afgebroken, {seen.queued} wachtend); start "
            "'rondkomen worker'."
        )
    if seen.failed:
        yield _note(
            f"{seen.failed} keer is achtergrondwerk mislukt; de reden staat bij de levering of "
            "opdracht zelf."
        )


def _disk() -> _Seen:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA_FOLDER).free
    if free < LEAST_FREE_BYTES:
        yield _fault(
            f"Er is nog {free // 1024**2} MB vrij op de schijf met gegevens; maak ruimte, want bij "
            "een volle schijf worden leveringen geweigerd."
        )


def _for_each_gemeente() -> Iterator[str]:
    """The code of each municipality, while it is being acted for."""
    from rondkomen.access.queries import gemeenten
    from rondkomen.access.tenancy import acting_for

    for row in gemeenten():
        with acting_for(row.code):
            yield row.code


_CHECKS: dict[str, Callable[[], _Seen]] = dict(
    zip(
        CHECKS,
        (
            *(_settings, _migrations, _database, _keys, _registers),
            *(_journal, _clocks, _queue, _disk),
        ),
        strict=True,
    )
)
