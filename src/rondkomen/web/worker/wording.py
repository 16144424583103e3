"""How a case reads in lists: clocks, attempts and signals as short phrases."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rondkomen.kernel.calendar import working_days_between
from rondkomen.outreach.core.clocks import CLOCK_LABELS, ClockKind
from rondkomen.outreach.core.codes import (
    CONTACT_KIND_LABELS,
    PART_OF_DAY_LABELS,
    PARTNER_TYPE_LABELS,
    STATUS_LABELS,
    CaseStatus,
    HandoverState,
    PartnerType,
)
from rondkomen.outreach.queries.rows import LastAttempt, WorklistRow
from rondkomen.web.ui import formats
from rondkomen.web.ui.components import Badge, BadgeKind, Text

SOON_DAYS = 7
HANDOVER_RETURNED: dict[HandoverState, Text] = {
    HandoverState.REFUSED: gettext_lazy("overdracht geweigerd"),
    HandoverState.SILENT: gettext_lazy("geen antwoord op overdracht"),
}
_STATUS_KINDS: dict[CaseStatus, BadgeKind] = {
    CaseStatus.NEW: "info",
    CaseStatus.PICKED_UP: "neutral",
    CaseStatus.IN_CONVERSATION: "positive",
    CaseStatus.HANDOVER_OFFERED: "info",
    CaseStatus.CLOSED: "neutral",
    CaseStatus.NOT_PICKED_UP: "neutral",
}


def clock(row: WorklistRow, today: date) -> str:
    """What the nearest clock says: a supply that ends in working days, the rest in days."""
    if row.due_on is None or row.days_left is None:
        return ""
    label = _(CLOCK_LABELS[ClockKind(row.due_kind)])
    if row.days_left == 0:
        return _("%(clock)s: vandaag") % {"clock": label}
    return f"{label}: {_distance(row.due_on, row.due_kind, today)}"


def clock_badge(row: WorklistRow, today: date) -> Badge | None:
    """The nearest clock with the shape of its urgency; None when nothing runs."""
    if row.days_left is None:
        return None
    if row.overdue:
        return Badge("negative", clock(row, today))
    soon = row.days_left <= SOON_DAYS
    return Badge("warning" if soon else "neutral", clock(row, today))


def _distance(due: date, kind: str, today: date) -> str:
    late = due < today
    in_working_days = kind == ClockKind.END_OF_SUPPLY and not late
    days = working_days_between(today, due) if in_working_days else abs((due - today).days)
    if in_working_days:
        words = ngettext("nog %(days)d werkdag", "nog %(days)d werkdagen", days)
    elif late:
        words = ngettext("%(days)d dag te laat", "%(days)d dagen te laat", days)
    else:
        words = ngettext("nog %(days)d dag", "nog %(days)d dagen", days)
    return words % {"days": days}


def status_badge(row: WorklistRow) -> Badge:
    """Where the case stands, and what the other side said to a hand-over."""
    if row.returned and row.handover_state:
        return Badge("warning", HANDOVER_RETURNED[row.handover_state])
    if row.status is CaseStatus.HANDOVER_OFFERED and row.handover_state is HandoverState.ACCEPTED:
        return Badge("positive", _("overdracht aanvaard"))
    return Badge(_STATUS_KINDS[row.status], _(STATUS_LABELS[row.status]))


def attempt(last: LastAttempt | None) -> str:
    """The latest attempt in one line."""
    if last is None:
        return _("nog niets geprobeerd")
    reached = _("bereikt") if last.reached else _("niet bereikt")
    kind = _(CONTACT_KIND_LABELS[last.kind]).lower()
    return f"{formats.weekday(last.on)}, {kind}, {_(PART_OF_DAY_LABELS[last.part_of_day]).lower()}, {reached}"


def partners(types: Iterable[PartnerType]) -> str:
    """The kinds of partner that reported, joined with a plus."""
    return " + ".join(_(PARTNER_TYPE_LABELS[kind]) for kind in types)
