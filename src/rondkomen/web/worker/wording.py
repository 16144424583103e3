"""How a case reads in lists: clocks, attempts and signals as short phrases."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rondkomen.outreach.core.clocks import CLOCK_LABELS, ClockKind
from rondkomen.outreach.core.codes import (
    CONTACT_KIND_LABELS,
    PART_OF_DAY_LABELS,
    PARTNER_TYPE_LABELS,
    PartnerType,
)
from rondkomen.outreach.queries.rows import LastAttempt, WorklistRow
from rondkomen.web.ui import formats
from rondkomen.web.ui.components import Badge

SOON_WORKING_DAYS = 5


def clock(row: WorklistRow) -> str:
    """What the nearest clock says, in working days."""
    if row.days_left is None:
        return _("geen klok")
    label = CLOCK_LABELS[ClockKind(row.due_kind)]
    if row.days_left < 0:
        late = ngettext("%(days)d werkdag te laat", "%(days)d werkdagen te laat", -row.days_left)
        return f"{label}: {late % {'days': -row.days_left}}"
    if row.days_left == 0:
        return _("%(clock)s: vandaag") % {"clock": label}
    left = ngettext("nog %(days)d werkdag", "nog %(days)d werkdagen", row.days_left)
    return f"{label}: {left % {'days': row.days_left}}"


def clock_badge(row: WorklistRow) -> Badge:
    """The nearest clock with the shape of its urgency."""
    if row.overdue:
        return Badge("negative", clock(row))
    soon = row.days_left is not None and row.days_left <= SOON_WORKING_DAYS
    return Badge("warning" if soon else "neutral", clock(row))


def attempt(last: LastAttempt | None) -> str:
    """The latest attempt in one line."""
    if last is None:
        return _("nog niets geprobeerd")
    reached = _("bereikt") if last.reached else _("niet bereikt")
    kind = CONTACT_KIND_LABELS[last.kind].lower()
    return f"{formats.weekday(last.on)}, {kind}, {PART_OF_DAY_LABELS[last.part_of_day].lower()}, {reached}"


def partners(types: Iterable[PartnerType]) -> str:
    """The kinds of partner that reported, joined with a plus."""
    return " + ".join(PARTNER_TYPE_LABELS[kind] for kind in types)
