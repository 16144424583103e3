"""What goes along with a hand-over, per receiver: the least that it needs to start."""

from dataclasses import dataclass

from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import HandoverTo


@dataclass(frozen=True)
class Shared:
    """Which facts a receiver gets, and whether the resident must have accepted help first."""

    contact: bool
    birth_date: bool
    arrears: bool
    needs_acceptance: bool
    ground: str


_MONEY_HELP = Shared(
    contact=True,
    birth_date=True,
    arrears=True,
    needs_acceptance=True,
    ground="De inwoner nam hulp met geld aan (Wgs art. 3 lid 1)",
)
_OTHER_HELP = Shared(
    contact=True,
    birth_date=False,
    arrears=False,
    needs_acceptance=True,
    ground="De inwoner nam hulp aan; bedragen zijn daarvoor niet nodig (AVG art. 5 lid 1 onder c)",
)
_OTHER_MUNICIPALITY = Shared(
    contact=False,
    birth_date=True,
    arrears=True,
    needs_acceptance=False,
    ground="De gemeente van inschrijving volgt het signaal op (GGM, model vroegsignalering 1.0)",
)

SHARED: dict[HandoverTo, Shared] = {
    HandoverTo.DEBT_HELP: _MONEY_HELP,
    HandoverTo.BUDGET_COACH: _MONEY_HELP,
    HandoverTo.VOLUNTEERS: _OTHER_HELP,
    HandoverTo.SOCIAL_TEAM: _OTHER_HELP,
    HandoverTo.CARE: _OTHER_HELP,
    HandoverTo.OTHER: _OTHER_HELP,
    HandoverTo.OTHER_MUNICIPALITY: _OTHER_MUNICIPALITY,
}


def shared_with(to: HandoverTo, *, accepted: bool) -> Shared:
    """What this receiver gets.

    Raises: Refused when the resident must accept help first and did not.
    Policy: SHARED in this module.
    """
    shared = SHARED[to]
    if shared.needs_acceptance and not accepted:
        raise Refused(
            "De inwoner nam nog geen hulp aan, dus er gaan geen gegevens mee. Log eerst een poging "
            "waarin de inwoner hulp aanneemt.",
            code="handover-not-accepted",
        )
    return shared
