"""May this row be here at all: the ground of the partner, the efforts it made, the agreement."""

from collections.abc import Container
from datetime import date
from functools import lru_cache
from typing import Any

from rondkomen.arrears.core.agreement import Effort, Terms
from rondkomen.arrears.core.codes import Consent, SignalKind
from rondkomen.arrears.core.fields import FIELD
from rondkomen.arrears.core.findings import FindingCode
from rondkomen.arrears.core.register import LegalBasis
from rondkomen.kernel.money import format_euro

_C = FindingCode

# A finding, the field it is about (empty: the row), and what completes its sentence.
Found = tuple[FindingCode, str, str]

# The statutory conditions and the two of the NVVK: field, attribute of the effort, the answer that
# makes reporting unlawful, and the finding that says so.
CONDITIONS: tuple[tuple[str, str, object, FindingCode], ...] = (
    ("effort_personal_contact", "personal_contact", False, _C.NO_PERSONAL_CONTACT),
    ("effort_help_mentioned", "help_mentioned", False, _C.HELP_NOT_MENTIONED),
    ("consent_response", "consent", Consent.REFUSED, _C.CONSENT_REFUSED),
    ("is_current_customer", "current_customer", False, _C.NOT_CURRENT_CUSTOMER),
    ("has_running_arrangement", "running_arrangement", True, _C.RUNNING_ARRANGEMENT),
)

_STATED_PER_ROW = frozenset({*(field for field, *_ in CONDITIONS), "effort_reminders"})

# What a partner says about a customer that also undoes an earlier report of the same signal.
TAKES_BACK = frozenset({*(code for *_, code in CONDITIONS), _C.NO_REMINDER, _C.BELOW_LEGAL_MINIMUM})


def effort_of(values: dict[str, Any], attested: Effort) -> Effort:
    """Return what the row says about the efforts, completed with what the agreement attests.

    Policy: a partner that cannot deliver this per row attests it in the agreement.
    """
    if _STATED_PER_ROW.isdisjoint(values):
        return attested
    get = values.get
    return Effort(
        personal_contact=get("effort_personal_contact", attested.personal_contact),
        help_mentioned=get("effort_help_mentioned", attested.help_mentioned),
        reminders=get("effort_reminders", attested.reminders),
        consent=get("consent_response", attested.consent),
        current_customer=get("is_current_customer", attested.current_customer),
        running_arrangement=get("has_running_arrangement", attested.running_arrangement),
    )


def effort_findings(
    effort: Effort, basis: LegalBasis, unreadable: Container[str] = ()
) -> list[Found]:
    """Return which conditions are not met or not stated, as code, field and detail.

    Law: Besluit gemeentelijke schuldhulpverlening art. 2 (Stb. 2020, 240): personal contact tried,
    help mentioned, at least one written reminder; the offer to pass on data (draft text, niet
    geverifieerd). Policy: NVVK, May 2022: current customers only, none on a kept arrangement.
    """
    found, silent = _verdict(effort, basis.usual_reminders)
    unstated = ", ".join(FIELD[field].column for field in silent if field not in unreadable)
    return [*found, (_C.EFFORT_NOT_STATED, "", unstated)] if unstated else list(found)


@lru_cache(maxsize=256)
def _verdict(effort: Effort, usual: int) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """What an effort lacks, and about which fields it says nothing; most rows say the same."""
    found: list[Found] = []
    silent: list[str] = []
    for field, attribute, unlawful, code in CONDITIONS:
        answer = getattr(effort, attribute)
        if answer is None:
            silent.append(field)
        elif answer == unlawful:
            found.append((code, field, ""))
    if effort.reminders is None:
        silent.append("effort_reminders")
    else:
        found += _reminder_findings(effort.reminders, usual)
    return tuple(found), tuple(silent)


def _reminder_findings(reminders: int, usual: int) -> list[Found]:
    if reminders < 1:
        return [(_C.NO_REMINDER, "effort_reminders", "")]
    return [(_C.FEW_REMINDERS, "effort_reminders", str(usual))] if reminders < usual else []


def basis_findings(basis: LegalBasis, gemeente: str, day: date) -> list[Found]:
    """Return what stands in the way of this kind of partner reporting here on `day`.

    Law: Wgs art. 8 with the Besluit gemeentelijke schuldhulpverlening, in force since 1-1-2021;
    experiments under Wgs art. 10 only in appointed municipalities.
    """
    if not basis.loaded:
        return [(_C.BASIS_NOT_LOADED, "", "")]
    if not basis.in_force(day):
        return [(_C.TYPE_NOT_LAWFUL, "signal_date", basis.law)]
    if not basis.gemeenten_loaded:
        return [(_C.GEMEENTEN_NOT_LOADED, "", ", ".join(basis.sources))]
    if basis.gemeenten is not None and gemeente not in basis.gemeenten:
        return [(_C.GEMEENTE_NOT_IN_EXPERIMENT, "", ", ".join(basis.sources))]
    return []


def minimum_findings(basis: LegalBasis, values: dict[str, Any], day: date) -> list[Found]:
    """Return whether amount and age reach what the ground asks.

    Law: CAK own contribution at least € 100 (Stcrt. 2024, 10148); tax at least € 600 (Stcrt. 2025,
    17636). The age of the oldest claim binds the Wmo limb only, so a person decides.
    """
    found: list[Found] = []
    amount, since = values.get("amount"), values.get("arrears_since")
    if (
        amount is not None
        and basis.minimum_amount is not None
        and 0 < amount < basis.minimum_amount
    ):
        found.append((_C.BELOW_LEGAL_MINIMUM, "amount", format_euro(basis.minimum_amount)))
    if since is not None and basis.minimum_months is not None:
        months = (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
        if months < basis.minimum_months:
            found.append((_C.OLDEST_CLAIM_YOUNG, "arrears_since", str(basis.minimum_months)))
    return found


def kind_findings(kind: SignalKind, basis: LegalBasis, day: date, supplies: bool) -> list[Found]:
    """Return whether this kind of signal exists for this kind of partner on `day`.

    Law: end-of-supply signals for energy since 1-4-2023; drinking water without a date in our
    sources.
    """
    if kind is not SignalKind.END_OF_SUPPLY:
        return []
    started = basis.end_of_supply_from is None or basis.end_of_supply_from <= day
    return [] if supplies and started else [(_C.SUPPLY_END_NOT_POSSIBLE, "signal_kind", "")]


def agreement_findings(terms: Terms, day: date) -> list[Found]:
    """Return whether the agreement was in force when the signal was sent.

    Policy: LCV, an agreement per municipality and partner.
    """
    return [] if terms.covers(day) else [(_C.AGREEMENT_NOT_IN_FORCE, "signal_date", "")]
