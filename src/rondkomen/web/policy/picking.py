"""Choosing a month: the list, and the months before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from rondkomen.kernel.period import Month
from rondkomen.monitoring.core.reading import month_name

PARAMETER = "maand"


@dataclass(frozen=True)
class Choice:
    """A month in the list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Picker:
    """The list of months, latest first, and the way to the neighbours of the chosen one."""

    choices: tuple[Choice, ...]
    earlier: str
    later: str


def picker(months: Sequence[Month], chosen: Month, route: str) -> Picker:
    """The list with its neighbours; empty addresses at the ends."""
    language = get_language() or "nl"
    ordered = sorted({*months, chosen}, reverse=True)
    place = ordered.index(chosen)
    later = ordered[place - 1] if place else None
    earlier = ordered[place + 1] if place + 1 < len(ordered) else None
    return Picker(
        tuple(Choice(str(m), month_name(m, language), m == chosen) for m in ordered),
        reverse(route, args=[str(earlier)]) if earlier else "",
        reverse(route, args=[str(later)]) if later else "",
    )


def asked(request: HttpRequest) -> Month | None:
    """The month chosen in the list, if one was."""
    try:
        return Month.parse(request.GET.get(PARAMETER, ""))
    except ValueError:
        return None
