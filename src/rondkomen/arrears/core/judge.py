"""From the cells of a row to its fate: state, record and findings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rondkomen.arrears.core import checks, lawfulness
from rondkomen.arrears.core.agreement import Effort, Terms
from rondkomen.arrears.core.cells import publish
from rondkomen.arrears.core.client import build_client, client_values, complete_client
from rondkomen.arrears.core.codes import PartnerType, RowState, SignalKind
from rondkomen.arrears.core.fields import FIELD
from rondkomen.arrears.core.findings import Finding, FindingCode, Severity, heaviest
from rondkomen.arrears.core.layout import Layout, RawRow, ReadRow
from rondkomen.arrears.core.register import LegalBasis, LegalRegister
from rondkomen.arrears.core.repeats import SignalKey, key_of, signal_key
from rondkomen.arrears.core.signal import SignalRecord

_C = FindingCode
_SUPPLIERS = frozenset({PartnerType.ENERGY, PartnerType.WATER})
_STATE = {
    Severity.NOTE: RowState.ACCEPTED,
    Severity.WARNING: RowState.ACCEPTED_WITH_WARNINGS,
    Severity.QUARANTINE: RowState.QUARANTINED,
    Severity.UNLAWFUL: RowState.REFUSED_UNLAWFUL,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One row and its fate.

    `record` is there when every required value could be read, also for a row in quarantine.
    `payload` is there for a row in quarantine only: field → text in the published format. An
    unlawful row has neither; its `revokes` only serves to find what it takes back.
    """

    row_no: int
    state: RowState
    findings: tuple[Finding, ...]
    record: SignalRecord | None = None
    payload: dict[str, str] | None = None
    revokes: SignalKey | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """Against what rows are judged: the agreement, the register, the day.

    `standing` keeps what was found for a day and a kind of signal: it is the same for every row.
    """

    terms: Terms
    register: LegalRegister
    today: date
    optional: frozenset[str] = frozenset()
    standing: dict[tuple[date, SignalKind], list[lawfulness.Found]] = field(default_factory=dict)


def judge(row: RawRow, layout: Layout, bench: Bench) -> Judged:
    """Return the fate of one row, apart from repeats.

    Law: lawfulness per row, see `lawfulness`. Policy: unlawful outweighs quarantine, which
    outweighs a warning; an unlawful row keeps no data.
    """
    if row.repeats_header:
        return Judged(row.row_no, RowState.DUPLICATE, row.notes)
    read = layout.read(row)
    values, findings = read.values, read.findings
    complete_client(read, layout.column)
    _set_bsn_aside(values, read.unreadable, findings, bench, layout.column)
    values.setdefault("signal_kind", SignalKind.EARLY)
    effort = lawfulness.effort_of(values, bench.terms.effort)
    column = layout.column
    for code, name, detail in _all_checks(read, effort, bench):
        findings.append(Finding(code, column(name) if name else "", detail))
    decided = tuple(findings)
    if not decided:
        record = _record(values, effort, bench, decided)
        return Judged(row.row_no, RowState.ACCEPTED, decided, record)
    severity = heaviest(decided)
    if severity is Severity.UNLAWFUL:
        return Judged(
            row.row_no, RowState.REFUSED_UNLAWFUL, decided, revokes=_revoked(values, decided)
        )
    complete = not any(finding.meaning.needs_correction for finding in decided)
    return Judged(
        row.row_no,
        _STATE[severity],
        decided,
        record=_record(values, effort, bench, decided) if complete else None,
        payload=_payload(read) if severity is Severity.QUARANTINE else None,
    )


def _set_bsn_aside(
    values: dict[str, Any],
    unreadable: dict[str, str],
    findings: list[Finding],
    bench: Bench,
    column: Callable[[str], str],
) -> None:
    if "bsn" not in values and "bsn" not in unreadable:
        return
    if bench.terms.bsn_allowed and bench.register.basis(bench.terms.partner_type).bsn_lawful:
        return
    values.pop("bsn", None)
    if unreadable.pop("bsn", None) is not None:
        findings[:] = [finding for finding in findings if finding.code is not _C.BSN_INVALID]
    nameless = "postcode" not in values and "postcode" not in unreadable and "surname" not in values
    findings.append(Finding(_C.ONLY_BSN if nameless else _C.BSN_REMOVED, column("bsn")))


def _all_checks(read: ReadRow, effort: Effort, bench: Bench) -> list[lawfulness.Found]:
    values, unreadable, terms = read.values, read.unreadable, bench.terms
    basis = bench.register.basis(terms.partner_type)
    found = checks.missing(values, unreadable, bench.optional)
    found += checks.amounts(values)
    found += checks.dates(values, bench.today)
    found += checks.supply_end(values, unreadable)
    found += checks.person(values, bench.today)
    found += checks.reach(values, unreadable, bench.optional)
    found += _place_checks(values, terms)
    day = values.get("signal_date") or bench.today
    found += _standing(bench, basis, day, values["signal_kind"])
    found += lawfulness.minimum_findings(basis, values, day)
    found += lawfulness.effort_findings(effort, basis, unreadable)
    return found


def _standing(
    bench: Bench, basis: LegalBasis, day: date, kind: SignalKind
) -> list[lawfulness.Found]:
    """What stands in the way of this partner reporting this kind of signal on that day."""
    known = bench.standing.get((day, kind))
    if known is None:
        supplies = bench.terms.partner_type in _SUPPLIERS
        known = [
            *lawfulness.agreement_findings(bench.terms, day),
            *lawfulness.basis_findings(basis, bench.terms.gemeente, day),
            *lawfulness.kind_findings(kind, basis, day, supplies),
        ]
        bench.standing[day, kind] = known
    return known


def _place_checks(values: dict[str, Any], terms: Terms) -> list[lawfulness.Found]:
    found: list[lawfulness.Found] = []
    code = values.get("gemeentecode")
    if code is not None and terms.gemeente and code.rjust(4, "0") != terms.gemeente:
        found.append((_C.OTHER_GEMEENTE, "gemeentecode", ""))
    if values.get("partner_type", terms.partner_type) != terms.partner_type:
        found.append((_C.OTHER_PARTNER_TYPE, "partner_type", ""))
    return found


def _revoked(values: dict[str, Any], findings: tuple[Finding, ...]) -> SignalKey | None:
    """The signal that, if it was reported before, now proves to lack its conditions."""
    reference, day = values.get("partner_reference"), values.get("signal_date")
    if reference is None or day is None:
        return None
    if not any(finding.code in lawfulness.TAKES_BACK for finding in findings):
        return None
    return signal_key(reference, values["signal_kind"], day)


def _record(
    values: dict[str, Any], effort: Effort, bench: Bench, findings: tuple[Finding, ...]
) -> SignalRecord:
    get = values.get
    return SignalRecord(
        partner_reference=values["partner_reference"],
        partner_type=bench.terms.partner_type,
        kind=values["signal_kind"],
        signal_date=values["signal_date"],
        amount=values["amount"],
        arrears_since=get("arrears_since"),
        arrears_terms=get("arrears_terms"),
        supply_end_date=get("supply_end_date"),
        crisis=get("crisis", values["signal_kind"] is SignalKind.END_OF_SUPPLY),
        effort=effort,
        client=build_client(values),
        legal_person=any(finding.code is _C.LEGAL_PERSON for finding in findings),
    )


def _payload(read: ReadRow) -> dict[str, str]:
    texts = {name: publish(FIELD[name].kind, value) for name, value in read.values.items()}
    return {**texts, **read.unreadable}


class FileMemory:
    """Remembers the signals of one file, so that a row that returns in it is recognised."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[int, int]] = {}

    def place(self, judged: Judged) -> Judged:
        """Return the row with its state corrected when an earlier row is the same signal.

        Policy: an equal row is a duplicate; a different row under the same key waits for a person,
        because nobody can tell which of the two holds.
        """
        record = judged.record
        if record is None:
            return judged
        key, content = hash(key_of(record)), hash(record)
        first = self._seen.setdefault(key, (judged.row_no, content))
        if first == (judged.row_no, content):
            return judged
        if first[1] == content:
            note = Finding(_C.REPEATED_IN_FILE, detail=str(first[0]))
            return Judged(judged.row_no, RowState.DUPLICATE, (note,), record)
        doubt = Finding(_C.REFERENCE_REPEATED, detail=str(first[0]))
        payload = judged.payload or payload_of(record)
        return Judged(
            judged.row_no, RowState.QUARANTINED, (*judged.findings, doubt), record, payload
        )


def payload_of(record: SignalRecord) -> dict[str, str]:
    """Return the record as field → text in the published format.

    Policy: a row that waits for a person is kept in one form, whatever file it came in.
    """
    effort = record.effort
    values: dict[str, Any] = {
        "partner_reference": record.partner_reference,
        "signal_kind": record.kind,
        "signal_date": record.signal_date,
        "amount": record.amount,
        "arrears_since": record.arrears_since,
        "arrears_terms": record.arrears_terms,
        "supply_end_date": record.supply_end_date,
        "crisis": record.crisis,
        "effort_personal_contact": effort.personal_contact,
        "effort_help_mentioned": effort.help_mentioned,
        "effort_reminders": effort.reminders,
        "consent_response": effort.consent,
        "is_current_customer": effort.current_customer,
        "has_running_arrangement": effort.running_arrangement,
        **client_values(record.client),
    }
    return {
        name: publish(FIELD[name].kind, value)
        for name, value in values.items()
        if value is not None and value not in ("", ())
    }
