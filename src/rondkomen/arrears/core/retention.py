"""How long a signal may be kept."""

from datetime import date
from functools import lru_cache

from rondkomen.kernel.period import Month

RULE = "signaal-24-maanden"
_MONTHS = 24


@lru_cache(maxsize=1024)
def retention_until(signal_date: date) -> date:
    """Return the last day on which the signal may be kept.

    Law: no number is set; AVG art. 5(1)(e) asks for no longer than needed. Policy: six months of
    history for consecutive signals and a comparison with the year before, until the municipality
    sets its own term with its data protection officer.
    """
    return Month.of(signal_date).plus(_MONTHS).last
