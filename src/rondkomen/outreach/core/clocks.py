"""Which terms run on a case, from when, until when and on what ground."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rondkomen.kernel.calendar import add_working_days
from rondkomen.kernel.period import Month
from rondkomen.outreach.core.closing import REPEAT_WINDOW_MONTHS
from rondkomen.outreach.core.priority import SUPPLY_NOTICE_WORKING_DAYS, CaseFacts, Terms
from rondkomen.outreach.core.results import collection_pause_until

_FIRST_CONVERSATION = timedelta(weeks=4)
_THREATENING_WORKING_DAYS = 3


class ClockKind(StrEnum):
    """The terms of a case."""

    OFFER = "offer"
    FIRST_CONVERSATION = "first_conversation"
    END_OF_SUPPLY = "end_of_supply"
    COLLECTION_PAUSE = "collection_pause"
    SIX_MONTH_WINDOW = "six_month_window"
    HANDOVER = "handover"
    FOLLOW_UP = "follow_up"
    RETENTION = "retention"


CLOCK_LABELS: dict[ClockKind, str] = {
    ClockKind.OFFER: "aanbod doen",
    ClockKind.FIRST_CONVERSATION: "eerste gesprek",
    ClockKind.END_OF_SUPPLY: "einde levering",
    ClockKind.COLLECTION_PAUSE: "incassopauze",
    ClockKind.SIX_MONTH_WINDOW: "venster van zes maanden",
    ClockKind.HANDOVER: "antwoord op overdracht",
    ClockKind.FOLLOW_UP: "afgesproken",
    ClockKind.RETENTION: "bewaartermijn",
}

WORKLIST_KINDS = frozenset(
    {
        ClockKind.OFFER,
        ClockKind.FIRST_CONVERSATION,
        ClockKind.END_OF_SUPPLY,
        ClockKind.HANDOVER,
        ClockKind.FOLLOW_UP,
    }
)

# What a municipality is measured by; a worker's own agreement is nobody else's figure.
MONITORED_KINDS = WORKLIST_KINDS - {ClockKind.FOLLOW_UP}


@dataclass(frozen=True)
class Term:
    """One clock to start."""

    kind: ClockKind
    start: date
    due: date
    law: str


def terms_on_opening(
    facts: CaseFacts, *, month: Month, today: date, terms: Terms
) -> tuple[Term, ...]:
    """The clocks that start when a case is opened.

    Policy: the law gives no term for the offer itself (Raad van State, Stcrt. 2019, 57373), so the
    municipality sets one; an energy or water partner announces the end of supply at least 20
    working days ahead (Divosa 2023), which stands in when no date was given; "opeenvolgend" looks
    back six months (Divosa 2023).
    """
    found = [
        Term(ClockKind.OFFER, today, today + timedelta(days=terms.offer_days), "Lokaal beleid"),
        Term(
            ClockKind.SIX_MONTH_WINDOW,
            today,
            month.plus(REPEAT_WINDOW_MONTHS).last,
            "Divosa, Jaarrapportage vroegsignalering 2023",
        ),
    ]
    ends = _end_of_supply(facts)
    if ends is not None:
        found.append(
            Term(
                ClockKind.END_OF_SUPPLY,
                today,
                max(ends, today),
                "Signaal eindelevering, ten minste 20 werkdagen vooraf (sinds 1-4-2023)",
            )
        )
    return tuple(found)


def terms_on_acceptance(accepted_on: date, *, threatening: bool) -> tuple[Term, ...]:
    """The clocks that start when a resident accepts the offer.

    Law: Wgs art. 4 lid 1: first conversation within four weeks (niet geverifieerd), within three
    working days when the situation is threatening; NVVK (1-11-2023) counts from acceptance.
    Policy: the partner pauses collection for 30 days (Divosa 2023).
    """
    due = (
        add_working_days(accepted_on, _THREATENING_WORKING_DAYS)
        if threatening
        else accepted_on + _FIRST_CONVERSATION
    )
    return (
        Term(ClockKind.FIRST_CONVERSATION, accepted_on, due, "Wgs art. 4 lid 1"),
        Term(
            ClockKind.COLLECTION_PAUSE,
            accepted_on,
            collection_pause_until(accepted_on),
            "Divosa, Jaarrapportage vroegsignalering 2023",
        ),
    )


def term_on_handover(offered_on: date, *, terms: Terms) -> Term:
    """The clock for the answer of the side that a case was offered to.

    Policy: local; silence becomes visible instead of waiting for ever.
    """
    due = add_working_days(offered_on, terms.handover_working_days)
    return Term(ClockKind.HANDOVER, offered_on, due, "Lokaal beleid")


def term_on_follow_up(agreed_on: date, due: date) -> Term:
    """The clock for the day on which a worker means to try again, or promised to.

    Policy: the worker's own; the next attempt meets it.
    """
    return Term(ClockKind.FOLLOW_UP, agreed_on, due, "Eigen afspraak")


def term_on_closing(closed_on: date, *, terms: Terms) -> Term:
    """The clock after which a closed case must be erased.

    Policy: no statutory number was found; the municipality sets it with its data protection
    officer, and six months is the least that the consecutive rule needs.
    """
    due = Month.of(closed_on).plus(terms.retention_months).last
    return Term(ClockKind.RETENTION, closed_on, due, "Lokaal besluit; de wet noemt geen getal")


def _end_of_supply(facts: CaseFacts) -> date | None:
    if facts.supply_ends_on is not None:
        return facts.supply_ends_on
    announced = [s.signal_date for s in facts.signals if s.kind.value == "end_of_supply"]
    if not announced:
        return None
    return add_working_days(min(announced), SUPPLY_NOTICE_WORKING_DAYS)
