"""`ddas check`: one file in, everything that is wrong with it out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from rondkomen.exchange.adapters.json_bytes import read_file
from rondkomen.exchange.adapters.schema import schema_findings
from rondkomen.exchange.core.ddas_findings import Finding, Weight, findings
from rondkomen.kernel.refusal import Refused

MOST_SHOWN_PER_RULE = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: the first findings of each rule, and how many there were in all."""

    shown: tuple[Finding, ...]
    errors: int
    remarks: int
    by_rule: dict[str, int]
    deliveries: int
    signals: int
    cases: int
    attempts: int

    @property
    def is_valid(self) -> bool:
        """Whether CBS can take the document: remarks do not block it."""
        return not self.errors


def check_file(path: Path) -> Report:
    """The report on this file: a document, or an answer of the pull interface around one.

    Raises: Refused for a file that cannot be read as JSON, or holds no document at all.
    """
    value, had_mark = read_file(path)
    first = [
        Finding(
            "$",
            "byte-order-mark",
            "Voor de JSON staat een BOM; sla het bestand op als UTF-8 zonder BOM.",
            Weight.REMARK,
        )
    ]
    return check(value, before=first if had_mark else [])


def check(value: object, *, before: Iterable[Finding] = ()) -> Report:
    """The report on this parsed value.

    Raises: Refused when it is not a JSON object.
    """
    document, prefix = _inner(value)
    counts: Counter[str] = Counter()
    weights: Counter[Weight] = Counter()
    shown: list[Finding] = []
    for finding in chain(before, schema_findings(document), findings(document)):
        counts[finding.code] += 1
        weights[finding.weight] += 1
        if counts[finding.code] <= MOST_SHOWN_PER_RULE:
            shown.append(_moved(finding, prefix))
    return Report(
        tuple(shown),
        weights[Weight.ERROR],
        weights[Weight.REMARK],
        dict(counts),
        *_counted(document),
    )


def _inner(value: object) -> tuple[dict[str, Any], str]:
    """The document itself and the path to it: the pull interface wraps it in `gegevens`."""
    if not isinstance(value, dict):
        raise Refused(
            "Dit is geen DDAS-levering: bovenaan hoort een object te staan.", code="no-document"
        )
    inner = value.get("gegevens")
    if isinstance(inner, dict) and set(value) <= {"gegevens", "paginering"}:
        return inner, ".gegevens"
    return value, ""


def _moved(finding: Finding, prefix: str) -> Finding:
    if not prefix:
        return finding
    return Finding(f"${prefix}{finding.path[1:]}", finding.code, finding.message, finding.weight)


def _counted(document: dict[str, Any]) -> tuple[int, int, int, int]:
    """Deliveries, signals, cases and attempts, as far as the document is shaped like one."""
    deliveries = [item for item in _list(document, "leveringen") if isinstance(item, dict)]
    cases = [case for item in deliveries for case in _list(item, "vroegsignaalzaken")]
    return (
        len(deliveries),
        sum(len(_list(item, "vroegsignalen")) for item in deliveries),
        len(cases),
        sum(len(_list(case, "contactpogingen")) for case in cases if isinstance(case, dict)),
    )


def _list(holder: dict[str, Any], key: str) -> list[Any]:
    found = holder.get(key)
    return found if isinstance(found, list) else []
