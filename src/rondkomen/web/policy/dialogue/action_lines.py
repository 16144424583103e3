"""Actions as lines of a list, and as a workbook or a calendar to take along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rondkomen.chain.pointing import Pointed, pointed
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.actions.calendar import Due, icalendar
from rondkomen.dialogue.core.actions.pointing import PointKind
from rondkomen.dialogue.core.filling_in.order import themes
from rondkomen.dialogue.core.session.codes import ActionState
from rondkomen.dialogue.queries import ActionRow
from rondkomen.files import xlsx
from rondkomen.monitoring.core.figures import SIX
from rondkomen.web.ui.components import Badge
from rondkomen.web.ui.questions import words
from rondkomen.web.ui.questions.drawing import place_id, say

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class PointLink:
    """What an action points at: its words, and the page that shows it; no address when it is gone."""

    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """One action as a list shows it; `session` names where it was agreed, in a list over sessions."""

    row: ActionRow
    theme: str
    session: str
    state: Badge
    reminder: str
    pointing: PointLink | None


def lines_of(rows: Sequence[ActionRow], *, today: date, over_sessions: bool = False) -> list[Line]:
    """The lines of these actions, in the same order."""
    titles = {one.id: one.title for one in queries.sessions()} if over_sessions else {}
    statements = _statements(rows)
    pointing = links_of(rows)
    return [
        Line(
            row,
            statements.get((row.session_id, row.theme), ""),
            titles.get(row.session_id, ""),
            words.action_state(row.state, late=row.is_late(today)),
            _reminder(row, today),
            pointing.get(row.id),
        )
        for row in rows
    ]


def links_of(rows: Sequence[ActionRow]) -> dict[UUID, PointLink]:
    """Per action that points at anything what that is, and where it is shown."""
    found = pointed(rows, language=get_language() or "nl")
    return {
        action_id: PointLink(
            one.words or _("een verwijzing die niet meer bestaat"),
            _address(one) if one.words else "",
        )
        for action_id, one in found.items()
    }


def download(kind: str, rows: Sequence[ActionRow]) -> HttpResponse:
    """The actions as a workbook or as a calendar.

    Raises: Http404 for another kind of file.
    """
    if kind == "xlsx":
        made, content_type = _workbook(rows), _XLSX
    elif kind == "ics":
        made, content_type = _calendar(rows).encode(), "text/calendar; charset=utf-8"
    else:
        raise Http404
    return HttpResponse(
        made,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="actieagenda.{kind}"'},
    )


def _statements(rows: Sequence[ActionRow]) -> Mapping[tuple[UUID, str], str]:
    """The words of every theme, by session and key."""
    found = queries.instruments_in({row.session_id for row in rows})
    return {
        (session_id, f"{instrument.key}/{question.code}"): say(question.text)
        for session_id, instruments in found.items()
        for instrument in instruments
        for question in themes(instrument)
    }


def _address(found: Pointed) -> str:
    if found.kind is PointKind.INDICATOR:
        mark = "cijfer" if found.ref in SIX else "uitleg"
        return f"{reverse('policy:monitor')}#{mark}-{found.ref}"
    if found.place is None or found.session_id is None:
        return ""
    instrument = found.ref.partition("/")[0]
    area = found.ref.split("/")[2:] if found.kind is PointKind.NODE else []
    anchor = place_id(instrument, found.place.question, found.place.path)
    if area and not found.place.path:
        anchor = f"{place_id(instrument, found.place.question, area[0])}-head"
    sheet = reverse("dialogue:together", args=[found.session_id])
    return f"{sheet}?stap={instrument}/{found.place.step}#{anchor}"


def _reminder(row: ActionRow, today: date) -> str:
    if not row.is_reminded(today) or row.due is None:
        return ""
    days = (row.due - today).days
    if not days:
        return _("vandaag")
    return ngettext("nog %(days)s dag", "nog %(days)s dagen", days) % {"days": days}


def _workbook(rows: Sequence[ActionRow]) -> bytes:
    header = [
        *(_("Actie"), _("Thema"), _("Wie trekt het"), _("Met wie"), _("Afdeling")),
        *(_("Klaar op"), _("Herinnering (dagen vooraf)"), _("Hoe merken wij het"), _("Stand")),
        *(_("Verwijst naar"), _("Sessie")),
    ]
    made = [
        (
            *(line.row.what, line.theme, line.row.owner, line.row.partners, line.row.department),
            *(line.row.due, line.row.remind_days, line.row.notice),
            str(words.ACTIONS[line.row.state]),
            *(line.pointing.words if line.pointing else "", line.session),
        )
        for line in lines_of(rows, today=timezone.localdate(), over_sessions=True)
    ]
    return xlsx.write([xlsx.Sheet(_("Acties"), header, made)])


def _calendar(rows: Sequence[ActionRow]) -> str:
    dated = [row for row in rows if row.due and row.state is ActionState.OPEN]
    pointing = links_of(dated)
    entries = [
        Due(
            row.id,
            row.due,
            row.what,
            "\n".join(filter(None, (row.owner, row.notice, _said(pointing.get(row.id))))),
            row.remind_days,
        )
        for row in dated
        if row.due
    ]
    return icalendar(entries, made_at=timezone.now())


def _said(link: PointLink | None) -> str:
    return link.words if link else ""
