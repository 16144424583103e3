"""Counts and published months as plain data, for storage, and back again."""

from collections.abc import Mapping
from typing import Any

from rondkomen.kernel.period import Month
from rondkomen.monitoring.core.counting import Count, FamilyCounts, MonthCounts
from rondkomen.monitoring.core.layout import Key, family
from rondkomen.monitoring.core.publishing import LeadTime, PublishedMonth

Data = Mapping[str, Any]

FORMAT = 1
"""Raised when the shape changes; older shapes are then still read."""


def counts_as_data(counts: MonthCounts) -> dict[str, Any]:
    """The counts as plain data.

    Shape: {format, month, families: {key: {categories, cells, impossible}}, days, unmeasured};
    a cell is [key, value, households]. Lists, because databases reorder the keys of objects.
    """
    return {
        "format": FORMAT,
        "month": str(counts.month),
        "families": {name: _family_as_data(one) for name, one in counts.families.items()},
        "days": {leg: sorted(days.items()) for leg, days in counts.days.items()},
        "unmeasured": dict(counts.unmeasured),
    }


def counts_from_data(data: Data) -> MonthCounts:
    """The counts that `counts_as_data` wrote."""
    return MonthCounts(
        month=Month.parse(data["month"]),
        families={name: _family_from_data(name, one) for name, one in data["families"].items()},
        days={leg: dict(days) for leg, days in data["days"].items()},
        unmeasured=dict(data["unmeasured"]),
    )


def published_as_data(month: PublishedMonth) -> dict[str, Any]:
    """The published month as plain data.

    Shape: {format, month, counts: {family: [[key, number or None]]}, enough, lead_times,
    inhabitants}.
    """
    return {
        "format": FORMAT,
        "month": str(month.month),
        "counts": {
            name: [[_key_as_data(key), number] for key, number in shown.items()]
            for name, shown in month.counts.items()
        },
        "enough": sorted(month.enough),
        "lead_times": {
            leg: [one.median, one.ninetieth, one.cases] for leg, one in month.lead_times.items()
        },
        "inhabitants": month.inhabitants,
    }


def published_from_data(data: Data) -> PublishedMonth:
    """The published month that `published_as_data` wrote."""
    return PublishedMonth(
        month=Month.parse(data["month"]),
        counts={
            name: {_key_from_data(key): number for key, number in shown}
            for name, shown in data["counts"].items()
        },
        enough=frozenset(data["enough"]),
        lead_times={leg: LeadTime(*each) for leg, each in data["lead_times"].items()},
        inhabitants=data["inhabitants"],
    )


def _family_as_data(one: FamilyCounts) -> dict[str, Any]:
    return {
        "categories": [[name, list(codes)] for name, codes in one.categories.items()],
        "cells": [[_key_as_data(k), c.value, c.units] for k, c in sorted(one.cells.items())],
        "impossible": [_key_as_data(key) for key in sorted(one.impossible)],
    }


def _family_from_data(name: str, data: Data) -> FamilyCounts:
    return FamilyCounts(
        family=family(name),
        categories={dimension: tuple(codes) for dimension, codes in data["categories"]},
        cells={_key_from_data(key): Count(value, units) for key, value, units in data["cells"]},
        impossible=frozenset(_key_from_data(key) for key in data["impossible"]),
    )


def _key_as_data(key: Key) -> list[list[str]]:
    return [list(pair) for pair in key]


def _key_from_data(data: list[list[str]]) -> Key:
    return tuple((dimension, category) for dimension, category in data)
