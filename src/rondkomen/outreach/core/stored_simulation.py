"""A simulation as plain values, to keep beside the work that made it, and back again."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from rondkomen.outreach.core.codes import ClosingReason
from rondkomen.outreach.core.simulation import Difference, Share, Simulation, WeekLoad


def to_plain(simulation: Simulation) -> dict[str, Any]:
    """The simulation as values that JSON knows."""
    plain = asdict(simulation)
    plain["weeks"] = [
        {**asdict(week), "monday": week.monday.isoformat()} for week in simulation.weeks
    ]
    plain["dropped"] = [[str(reason), count] for reason, count in simulation.dropped]
    return plain


def from_plain(plain: Mapping[str, Any]) -> Simulation:
    """The simulation that `to_plain` wrote down."""
    difference = plain["difference"]
    return Simulation(
        version=plain["version"],
        cases=plain["cases"],
        picked_up=plain["picked_up"],
        capacity=plain["capacity"],
        weeks=tuple(
            WeekLoad(**{**week, "monday": date.fromisoformat(week["monday"])})
            for week in plain["weeks"]
        ),
        dropped=tuple((ClosingReason(reason), count) for reason, count in plain["dropped"]),
        by_age=tuple(Share(**share) for share in plain["by_age"]),
        by_neighbourhood=tuple(Share(**share) for share in plain["by_neighbourhood"]),
        difference=Difference(**difference) if difference else None,
    )
