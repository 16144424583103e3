"""The checks of one row, apart from its lawfulness: completeness, dates, amounts, reach."""

from datetime import date
from functools import lru_cache
from typing import Any

from rondkomen.arrears.core import limits
from rondkomen.arrears.core.client import is_legal_person
from rondkomen.arrears.core.codes import SignalKind
from rondkomen.arrears.core.fields import FIELDS, Need
from rondkomen.arrears.core.findings import FindingCode
from rondkomen.arrears.core.lawfulness import Found
from rondkomen.kernel.calendar import working_days_between
from rondkomen.kernel.money import format_euro

_C = FindingCode

_IN_ORDER = tuple(field.name for field in FIELDS if field.need is Need.REQUIRED)
_REQUIRED = frozenset(_IN_ORDER)
_PHONES = frozenset({"phone", "phone_2"})
_ADDRESS = frozenset({"postcode", "house_number"})
_SURELY_IN_TIME_DAYS = 60  # more than 20 working days, whatever holidays lie between
_FIRST_CALENDAR_YEAR = 2014  # the calendar knows no holidays before; nor was there such a signal


def missing(
    values: dict[str, Any], unreadable: dict[str, str], optional: frozenset[str]
) -> list[Found]:
    """Return which required values are not there; unreadable ones are reported elsewhere.

    Policy: a client is known by name and address; with a BSN that may be used, the address may be
    left out (DDAS 1.2).
    """
    if values.keys() >= _REQUIRED:
        return []
    waived = optional | _ADDRESS if "bsn" in values else optional
    return [
        (_C.MISSING, name, "")
        for name in _IN_ORDER
        if name not in values and name not in unreadable and name not in waived
    ]


def amounts(values: dict[str, Any]) -> list[Found]:
    """Return what is odd about the amount and the number of terms.

    Policy: above € 25.000 the comma is more often wrong than the debt that high; a person looks.
    """
    found: list[Found] = []
    amount, terms = values.get("amount"), values.get("arrears_terms")
    if amount is not None:
        if amount <= 0:
            found.append((_C.AMOUNT_NOT_POSITIVE, "amount", ""))
        elif amount > limits.HIGHEST_USUAL_AMOUNT:
            found.append((_C.AMOUNT_VERY_HIGH, "amount", format_euro(limits.HIGHEST_USUAL_AMOUNT)))
    if terms is not None and not 1 <= terms <= limits.MOST_TERMS:
        found.append((_C.TERMS_UNLIKELY, "arrears_terms", ""))
    return found


def dates(values: dict[str, Any], today: date) -> list[Found]:
    """Return what is odd about the signal date and the age of the arrears.

    Law: none sets a minimum or a maximum age. Policy: LCV, 30 and 100 days, never a refusal.
    """
    found: list[Found] = []
    signal_date, since = values.get("signal_date"), values.get("arrears_since")
    if signal_date is None:
        return found
    if signal_date > today:
        found.append((_C.SIGNAL_IN_FUTURE, "signal_date", ""))
    elif (today - signal_date).days > limits.STALE_AFTER_DAYS:
        found.append((_C.STALE_SIGNAL, "signal_date", str(limits.STALE_AFTER_DAYS)))
    if since is None:
        return found
    age = (signal_date - since).days
    if age < 0:
        found.append((_C.SIGNAL_BEFORE_ARREARS, "arrears_since", ""))
    elif age < limits.YOUNG_ARREARS_DAYS:
        found.append((_C.YOUNG_ARREARS, "arrears_since", ""))
    elif age > limits.OLD_ARREARS_DAYS:
        found.append((_C.OLD_ARREARS, "arrears_since", ""))
    return found


@lru_cache(maxsize=4096)
def _ends_soon(signal_date: date, end: date) -> bool:
    days = (end - signal_date).days
    if days <= 0 or days > _SURELY_IN_TIME_DAYS or signal_date.year < _FIRST_CALENDAR_YEAR:
        return days <= 0
    return working_days_between(signal_date, end) < limits.SUPPLY_END_WORKING_DAYS


def supply_end(values: dict[str, Any], unreadable: dict[str, str]) -> list[Found]:
    """Return whether an end of supply has its date, in time.

    Law: end-of-supply signal at least 20 working days before the end (since 1-4-2023).
    """
    if values.get("signal_kind") is not SignalKind.END_OF_SUPPLY:
        return []
    end, signal_date = values.get("supply_end_date"), values.get("signal_date")
    if end is None:
        known = "supply_end_date" in unreadable
        return [] if known else [(_C.MISSING, "supply_end_date", "")]
    if signal_date is None:
        return []
    return [(_C.SUPPLY_END_NEAR, "supply_end_date", "")] if _ends_soon(signal_date, end) else []


def person(values: dict[str, Any], today: date) -> list[Found]:
    """Return what is odd about the client.

    Policy: canonical record, ages 18 to 110; a legal person gets no offer (DDAS).
    """
    found: list[Found] = []
    birth_date = values.get("birth_date")
    if birth_date is not None and not limits.YOUNGEST <= _age(birth_date, today) <= limits.OLDEST:
        found.append((_C.BIRTH_DATE_UNLIKELY, "birth_date", ""))
    if is_legal_person(values):
        found.append((_C.LEGAL_PERSON, "legal_form" if "legal_form" in values else "surname", ""))
    return found


def reach(
    values: dict[str, Any], unreadable: dict[str, str], optional: frozenset[str]
) -> list[Found]:
    """Return what makes reaching the client harder.

    Policy: personal contact reaches most (Divosa 2024); a format without the field is not blamed.
    """
    if "phone" in values or not _PHONES.isdisjoint({*values, *unreadable, *optional}):
        return []
    return [(_C.PHONE_MISSING, "phone", "")]


def _age(birth_date: date, on: date) -> int:
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
