"""Every open action of the municipality over its sessions, by when it is due."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.actions.agenda import DueGroup
from rondkomen.web.policy.dialogue import action_lines
from rondkomen.web.policy.dialogue.action_lines import Line
from rondkomen.web.ui.components import Text
from rondkomen.web.ui.screen import ActorRequest, screen

_FINISHED_DAYS = 14
_GROUPS: dict[DueGroup, Text] = {
    DueGroup.OVERDUE: gettext_lazy("Te laat"),
    DueGroup.THIS_WEEK: gettext_lazy("Deze week"),
    DueGroup.LATER: gettext_lazy("Later"),
    DueGroup.UNDATED: gettext_lazy("Zonder datum"),
}


@dataclass(frozen=True)
class Group:
    """The actions of one part of time."""

    key: str
    title: Text
    lines: tuple[Line, ...]


@screen(Purpose.DIALOGUE)
def overview(request: ActorRequest) -> HttpResponse:
    """What is open, what is due first on top, and what was finished lately."""
    today = timezone.localdate()
    rows = queries.open_actions()
    finished = queries.finished_actions(since=timezone.now() - timedelta(days=_FINISHED_DAYS))
    lines = action_lines.lines_of([*rows, *finished], today=today, over_sessions=True)
    opened = lines[: len(rows)]
    groups = [
        Group(one.value, title, tuple(line for line in opened if line.row.group(today) is one))
        for one, title in _GROUPS.items()
    ]
    context = {
        "groups": [group for group in groups if group.lines],
        "finished": lines[len(rows) :],
        "has_dates": any(line.row.due for line in opened),
    }
    return render(request, "policy/dialogue/actions.html", context)


@screen(Purpose.DIALOGUE)
def download(request: ActorRequest, kind: str) -> HttpResponse:
    """All open actions as a workbook or as a calendar."""
    return action_lines.download(kind, queries.open_actions())
