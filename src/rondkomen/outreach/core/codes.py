"""The stored codes of outreach, each with its Dutch label."""

from enum import StrEnum

from rondkomen.kernel.signal_codes import PartnerType as PartnerType
from rondkomen.kernel.signal_codes import SignalKind as SignalKind


class CaseStatus(StrEnum):
    """Where a case stands."""

    NEW = "new"
    PICKED_UP = "picked_up"
    IN_CONVERSATION = "in_conversation"
    HANDOVER_OFFERED = "handover_offered"
    CLOSED = "closed"
    NOT_PICKED_UP = "not_picked_up"


OPEN_STATUSES = frozenset(
    {
        CaseStatus.NEW,
        CaseStatus.PICKED_UP,
        CaseStatus.IN_CONVERSATION,
        CaseStatus.HANDOVER_OFFERED,
    }
)


class ContactKind(StrEnum):
    """How contact was tried (DDAS: soort contactpoging)."""

    ADMINISTRATIVE = "administrative"
    APPOINTMENT = "appointment"
    LETTER = "letter"
    HOME_VISIT = "home_visit"
    CARD = "card"
    EMAIL = "email"
    UNKNOWN = "unknown"
    OTHER = "other"
    TEXT_MESSAGE = "text_message"
    PHONE = "phone"


class PartOfDay(StrEnum):
    """Morning ends at 12:00, evening starts at 18:00 (DDAS)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Result(StrEnum):
    """The sixteen end results of a case (DDAS 1.2)."""

    ADVICE_OR_QUICK_FIX = "advice_or_quick_fix"
    NO_CONTACT = "no_contact"
    NO_REACTION_AFTER_CONTACT = "no_reaction_after_contact"
    KNOWN_TO_DEBT_HELP = "known_to_debt_help"
    OTHER_HELP_RUNNING = "other_help_running"
    PAID_OR_ARRANGED = "paid_or_arranged"
    DECEASED = "deceased"
    NO_HELP_WANTED = "no_help_wanted"
    OTHER_REASON = "other_reason"
    REPEAT = "repeat"
    UNJUSTIFIED = "unjustified"
    NOT_RESIDENT = "not_resident"
    REFERRAL = "referral"
    REFERRAL_FINANCIAL = "referral_financial"
    REFERRAL_NON_FINANCIAL = "referral_non_financial"
    REFERRAL_WITHOUT_RESIDENT = "referral_without_resident"


class ClosingReason(StrEnum):
    """Why a case is closed before there was contact."""

    ALREADY_IN_DEBT_HELP = "already_in_debt_help"
    OTHER_HELP_RUNNING = "other_help_running"
    DECEASED = "deceased"
    MOVED_AWAY = "moved_away"
    ADDRESS_UNKNOWN = "address_unknown"
    REPEAT_WITHOUT_INCREASE = "repeat_without_increase"
    BELOW_THRESHOLD = "below_threshold"
    LEGAL_PERSON = "legal_person"
    DETENTION = "detention"
    STAFF_SAFETY = "staff_safety"
    CAPACITY = "capacity"


class HandoverTo(StrEnum):
    """Where help continues after early detection."""

    DEBT_HELP = "debt_help"
    BUDGET_COACH = "budget_coach"
    VOLUNTEERS = "volunteers"
    SOCIAL_TEAM = "social_team"
    CARE = "care"
    OTHER_MUNICIPALITY = "other_municipality"
    OTHER = "other"


class HandoverState(StrEnum):
    """How the other side answered an offered hand-over."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"


PARTNER_TYPE_LABELS: dict[PartnerType, str] = {
    PartnerType.TAX_AUTHORITY: "Belastingdienst",
    PartnerType.CAK_CONTRIBUTION: "CAK eigen bijdrage",
    PartnerType.CAK_HEALTH: "CAK zorgverzekering",
    PartnerType.BENEFITS_SERVICE: "Dienst Toeslagen",
    PartnerType.DUO: "DUO",
    PartnerType.ENERGY: "energie",
    PartnerType.RENT: "huur",
    PartnerType.MORTGAGE: "hypotheek",
    PartnerType.OTHER: "overige",
    PartnerType.WATER: "water",
    PartnerType.HEALTH_INSURER: "zorgverzekeraar",
}

SIGNAL_KIND_LABELS: dict[SignalKind, str] = {
    SignalKind.EARLY: "vroegsignaal",
    SignalKind.UPDATED: "geactualiseerd signaal",
    SignalKind.END_OF_SUPPLY: "eindelevering",
    SignalKind.WARM_TRANSFER: "warme overdracht",
}

STATUS_LABELS: dict[CaseStatus, str] = {
    CaseStatus.NEW: "nieuw",
    CaseStatus.PICKED_UP: "opgepakt",
    CaseStatus.IN_CONVERSATION: "in gesprek",
    CaseStatus.HANDOVER_OFFERED: "overdracht aangeboden",
    CaseStatus.CLOSED: "afgesloten",
    CaseStatus.NOT_PICKED_UP: "niet opgepakt",
}

CONTACT_KIND_LABELS: dict[ContactKind, str] = {
    ContactKind.ADMINISTRATIVE: "administratief",
    ContactKind.APPOINTMENT: "afspraak op locatie",
    ContactKind.LETTER: "brief",
    ContactKind.HOME_VISIT: "huisbezoek",
    ContactKind.CARD: "kaartje",
    ContactKind.EMAIL: "e-mail",
    ContactKind.UNKNOWN: "onbekend",
    ContactKind.OTHER: "anders",
    ContactKind.TEXT_MESSAGE: "sms of WhatsApp",
    ContactKind.PHONE: "telefoon",
}

PART_OF_DAY_LABELS: dict[PartOfDay, str] = {
    PartOfDay.MORNING: "ochtend",
    PartOfDay.AFTERNOON: "middag",
    PartOfDay.EVENING: "avond",
}

HANDOVER_TO_LABELS: dict[HandoverTo, str] = {
    HandoverTo.DEBT_HELP: "schuldhulpverlening",
    HandoverTo.BUDGET_COACH: "budgetcoach",
    HandoverTo.VOLUNTEERS: "vrijwilligers",
    HandoverTo.SOCIAL_TEAM: "sociaal team",
    HandoverTo.CARE: "zorg of maatschappelijk werk",
    HandoverTo.OTHER_MUNICIPALITY: "andere gemeente",
    HandoverTo.OTHER: "anders",
}

HANDOVER_STATE_LABELS: dict[HandoverState, str] = {
    HandoverState.OFFERED: "aangeboden",
    HandoverState.ACCEPTED: "aanvaard",
    HandoverState.REFUSED: "geweigerd",
    HandoverState.SILENT: "geen antwoord",
    HandoverState.WITHDRAWN: "ingetrokken",
}

_NOON, _EVENING = 12, 18


def part_of_day(hour: int) -> PartOfDay:
    """The part of the day that an hour of the clock falls in.

    Units: hour 0-23, Dutch local time.
    Policy: DDAS early detection 1.2: morning before 12:00, afternoon until 18:00, evening after.
    """
    if hour < _NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if hour < _EVENING else PartOfDay.EVENING
