"""Takes cases out, moves them along the table of status changes, and keeps them; one at a time."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from rondkomen.access.bulk import update_rows
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import OPEN_STATUSES, CaseStatus
from rondkomen.outreach.core.workflow import change_by
from rondkomen.outreach.models import Case

_NEVER_WRITTEN = {"id", "gemeente_id", "version"}
_COLUMNS = tuple(
    field.attname for field in Case._meta.concrete_fields if field.attname not in _NEVER_WRITTEN
)
_CHUNK = 900


def take(case_id: UUID, *, version: int | None = None) -> Case:
    """The case, locked until the transaction ends.

    Raises: Refused when it does not exist here, or when somebody changed it after `version`.
    """
    found = take_all([case_id])
    if not found:
        raise no_longer_here()
    return unchanged_since(found[0], version)


def take_all(case_ids: Sequence[UUID]) -> list[Case]:
    """The cases that exist here, locked until the transaction ends, always in the same order."""
    wanted = sorted(set(case_ids))
    found: list[Case] = []
    for start in range(0, len(wanted), _CHUNK):
        chunk = Case.objects.filter(id__in=wanted[start : start + _CHUNK])
        found += chunk.select_for_update().order_by("id")
    return found


def unchanged_since(case: Case, version: int | None) -> Case:
    """The case itself.

    Raises: Refused when somebody changed it after `version`.
    """
    if version is not None and case.version != version:
        raise _changed()
    return case


def move(case: Case, verb: str, target: CaseStatus) -> None:
    """Nothing; the case has the new status.

    Raises: Refused when the table of status changes does not hold this step.
    """
    change_by(verb, source=CaseStatus(case.status), target=target)
    case.status = target
    case.is_open = target in OPEN_STATUSES


def keep(case: Case, *, today: date) -> None:
    """Nothing; the case is stored, one version on.

    Raises: Refused when somebody else stored it in the meantime.
    """
    case.touched_on = max(case.touched_on, today)
    keep_all([case])


def keep_all(cases: Sequence[Case]) -> None:
    """Nothing; the cases are stored, each one version on.

    Raises: Refused when somebody else stored one of them in the meantime.
    """
    rows = (
        (*(getattr(case, column) for column in _COLUMNS), case.version + 1, case.id, case.version)
        for case in cases
    )
    stored = update_rows(Case, (*_COLUMNS, "version"), rows, found_by=("id", "version"))
    if stored != len(cases):
        raise _changed()
    for case in cases:
        case.version += 1


def no_longer_here() -> Refused:
    """The refusal for a case that does not exist here."""
    return Refused(
        "Deze zaak bestaat hier niet (meer). Ga terug naar de werklijst.", code="case-unknown"
    )


def _changed() -> Refused:
    return Refused(
        "Een collega heeft deze zaak intussen bijgewerkt. Uw wijziging is niet opgeslagen. "
        "Ververs de pagina en kijk wat er is veranderd.",
        code="case-changed",
    )
