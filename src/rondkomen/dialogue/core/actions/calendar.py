"""An action agenda as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from rondkomen.dialogue.core.actions.agenda import USUAL_REMINDER

_LINE_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due on a day. Units: days before that day on which it is recalled."""

    id: UUID
    day: date
    title: str
    details: str = ""
    remind_days: int = USUAL_REMINDER


def icalendar(entries: Iterable[Due], *, made_at: datetime) -> str:
    """The file: one all-day event for each entry, with its reminder as an alarm.

    Policy: RFC 5545; text is escaped (3.3.11), lines are folded after 75 octets (3.1), and an alarm
    goes off as long before the start of the day as its duration says (3.3.6, 3.8.6.3).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rondkomen//Actieagenda//NL"]
    for entry in entries:
        lines += _event(entry, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(entry: Due, made_at: datetime) -> list[str]:
    title = _escaped(entry.title)
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.id}@rondkomen",
        f"DTSTAMP:{made_at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{title}",
        *([f"DESCRIPTION:{_escaped(entry.details)}"] if entry.details else []),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-P{entry.remind_days}D",
        f"DESCRIPTION:{title}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """The line in pieces that fit; a sign of several octets is never cut."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return "\r\n".join([*pieces, piece])
