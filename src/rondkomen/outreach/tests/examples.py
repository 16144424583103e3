"""Values the tests of outreach share: signals, facts and worked cases read from YAML."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from rondkomen.files import yaml
from rondkomen.kernel.money import Cents
from rondkomen.outreach.core.codes import PartnerType, SignalKind
from rondkomen.outreach.core.priority import CaseFacts, SignalFact

FRIDAY = date(2026, 11, 20)
_SPACE = UUID("00000000-0000-0000-0000-00000000cafe")
_WORKED_CASES = Path(__file__).parents[4] / "tests" / "worked_cases"


def ref(name: str) -> UUID:
    """The same reference for the same name."""
    return uuid5(_SPACE, name)


def worked_cases(name: str) -> dict[str, Any]:
    """The worked cases in this file."""
    data: dict[str, Any] = yaml.load(_WORKED_CASES / name)
    return data


def signal(
    partner: str = "a",
    *,
    kind: SignalKind = SignalKind.EARLY,
    partner_type: PartnerType = PartnerType.ENERGY,
    amount: int = 10_000,
    supply_ends: date | None = None,
    previous: int | None = None,
    name: str = "",
) -> SignalFact:
    """One signal."""
    return SignalFact(
        signal_ref=ref(name or f"signal of {partner}"),
        partner_ref=ref(partner),
        partner_type=partner_type,
        kind=kind,
        amount=Cents(amount),
        signal_date=date(2026, 11, 2),
        supply_end_date=supply_ends,
        previous_amount=None if previous is None else Cents(previous),
    )


def facts(*signals: SignalFact, **more: Any) -> CaseFacts:
    """A case with these signals, or with a plain one."""
    return CaseFacts(signals=signals or (signal(),), **more)


def facts_from(case: dict[str, Any]) -> CaseFacts:
    """The facts of a worked case."""
    return facts(
        *(
            signal(
                row["partner"],
                kind=SignalKind(row["kind"]),
                partner_type=PartnerType(row["type"]),
                amount=row["amount"],
                supply_ends=row.get("supply_ends"),
                previous=row.get("previous"),
            )
            for row in case["signals"]
        ),
        consecutive=case.get("consecutive", False),
    )
