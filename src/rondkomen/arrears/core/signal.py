"""The canonical record of one reported arrear, in whatever form it came."""

from dataclasses import dataclass
from datetime import date

from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import PartnerType, SignalKind
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Month
from rondkomen.people.core.identity import Identity


@dataclass(frozen=True, slots=True)
class SignalRecord:
    """One reported arrear, read and complete.

    `effort` holds what the row says, completed by what the agreement attests. `crisis` is the
    DDAS crisissignaal; a warm transfer is a `kind`. `legal_person`: it seems no natural person.

    Units: `amount` in eurocents.
    """

    partner_reference: str
    partner_type: PartnerType
    kind: SignalKind
    signal_date: date
    amount: Cents
    arrears_since: date | None
    arrears_terms: int | None
    supply_end_date: date | None
    crisis: bool
    effort: Effort
    client: Identity
    legal_person: bool = False

    @property
    def month(self) -> Month:
        """The month the signal counts in."""
        return Month.of(self.signal_date)
