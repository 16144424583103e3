"""Takes a case out, moves it along the table of status changes, and keeps it; one at a time."""

from datetime import date
from uuid import UUID

from django.db.models import F

from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import OPEN_STATUSES, CaseStatus
from rondkomen.outreach.core.workflow import change_by
from rondkomen.outreach.models import Case

_NEVER_WRITTEN = {"id", "gemeente", "version"}


def take(case_id: UUID, *, version: int | None = None) -> Case:
    """The case, locked until the transaction ends.

    Raises: Refused when it does not exist here, or when somebody changed it after `version`.
    """
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise Refused(
            "Deze zaak bestaat hier niet (meer). Ga terug naar de werklijst.", code="case-unknown"
        )
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
    values = {
        field.name: getattr(case, field.attname)
        for field in case._meta.concrete_fields
        if field.name not in _NEVER_WRITTEN
    }
    stored = Case.objects.filter(id=case.id, version=case.version).update(
        **values, version=F("version") + 1
    )
    if not stored:
        raise _changed()
    case.version += 1


def _changed() -> Refused:
    return Refused(
        "Een collega heeft deze zaak intussen bijgewerkt. Uw wijziging is niet opgeslagen. "
        "Ververs de pagina en kijk wat er is veranderd.",
        code="case-changed",
    )
