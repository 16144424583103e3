"""Working days and statutory terms: the Dutch calendar of the Algemene termijnenwet.

The days of art. 3(1) and (2) are computed. Days made equal to a holiday by decree under art. 3(3)
("gelijkgestelde dagen") differ per year and are published in the Staatscourant: they are content,
and each function takes the ones that apply as ``designated``. None are built in.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from rondkomen.kernel.refusal import Refused

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_FIRST_YEAR = 2014  # the first King's Day; Queen's Day had other dates and nothing here needs it
_LAST_YEAR = 2199


@lru_cache(maxsize=64)
def holidays(year: int) -> Mapping[date, str]:
    """Return the recognised holidays of ``year`` with their Dutch names, in calendar order.

    Law: Algemene termijnenwet art. 3(1) and (2), version of 10-10-2010: New Year's Day, Easter
    Monday, Whit Monday, both Christmas Days, Ascension Day, the day on which the King's birthday
    is celebrated, and 5 May; Good Friday counts as one of them. Easter Sunday and Whit Sunday are
    not named, being Sundays. That the King's birthday is celebrated on 27 April, or on the 26th
    when the 27th is a Sunday, follows from general knowledge (niet geverifieerd).
    Raises: Refused for a year before 2014, for which no dates were loaded.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Refused(
            f"De feestdagen zijn alleen bekend van {_FIRST_YEAR} tot en met {_LAST_YEAR}."
            " Controleer het jaar.",
            code="calendar-year",
        )
    easter = easter_sunday(year)
    named = {
        date(year, 1, 1): "Nieuwjaarsdag",
        easter - 2 * _DAY: "Goede Vrijdag",
        easter + _DAY: "Tweede Paasdag",
        _kings_day(year): "Koningsdag",
        date(year, 5, 5): "Bevrijdingsdag",
        easter + 39 * _DAY: "Hemelvaartsdag",
        easter + 50 * _DAY: "Tweede Pinksterdag",
        date(year, 12, 25): "Eerste Kerstdag",
        date(year, 12, 26): "Tweede Kerstdag",
    }
    return MappingProxyType(dict(sorted(named.items())))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar.

    Policy: the anonymous Gregorian computus, first published in Nature, 20 April 1876.
    """
    century, in_century = divmod(year, 100)
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * (year % 19) + skipped + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - year % 19) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(century * 100 + in_century, month, offset + 28 - 31 * (month // 4))


def is_working_day(day: date, *, designated: Collection[date] = ()) -> bool:
    """Return whether ``day`` is neither Saturday, Sunday nor a recognised or designated holiday.

    Law: Algemene termijnenwet art. 1(1) and 3, version of 10-10-2010.
    """
    return day.weekday() < _SATURDAY and day not in holidays(day.year) and day not in designated


def add_working_days(day: date, number: int, *, designated: Collection[date] = ()) -> date:
    """Return the working day that is ``number`` working days after ``day``, which does not count.

    A negative number counts back; zero gives ``day`` itself, whatever day it is.
    """
    step = _DAY if number > 0 else -_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, designated=designated)
    return day


def working_days_between(start: date, end: date, *, designated: Collection[date] = ()) -> int:
    """Return how many working days pass from ``start`` to ``end``: ``start`` out, ``end`` in.

    It is the inverse of ``add_working_days``; below zero when ``end`` comes first.
    """
    if end < start:
        return -working_days_between(end - _DAY, start - _DAY, designated=designated)
    weekdays = _weekdays_until(end) - _weekdays_until(start)
    years = range(start.year, end.year + 1)
    free = {day for year in years for day in holidays(year)} | set(designated)
    return weekdays - sum(start < day <= end and day.weekday() < _SATURDAY for day in free)


def end_of_term(last_day: date, *, designated: Collection[date] = ()) -> date:
    """Return the day on which a statutory term ends whose last counted day is ``last_day``.

    A term that would end on a Saturday, Sunday or holiday runs on to the next working day.

    Law: Algemene termijnenwet art. 1(1), version of 10-10-2010. Art. 1(1) does not hold for terms
    counted back, in hours, or longer than those art. 4 names (art. 4 niet geverifieerd): do not
    call it for those.
    """
    while not is_working_day(last_day, designated=designated):
        last_day += _DAY
    return last_day


def _weekdays_until(day: date) -> int:
    """Return the Mondays to Fridays from the first day of the calendar, a Monday, to ``day``."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _kings_day(year: int) -> date:
    day = date(year, 4, 27)
    return day - _DAY if day.weekday() == _SUNDAY else day
