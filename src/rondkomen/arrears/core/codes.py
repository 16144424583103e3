"""The code lists of reported arrears, with the Dutch word people see for each code."""

from enum import StrEnum

from rondkomen.kernel.signal_codes import PartnerType as PartnerType
from rondkomen.kernel.signal_codes import SignalKind as SignalKind


class Consent(StrEnum):
    """How the customer answered the offer to pass on the data."""

    NO_RESPONSE = "no_response"
    NOT_REFUSED = "not_refused"
    AGREED = "agreed"
    REFUSED = "refused"


class RowState(StrEnum):
    """What became of one delivered row; every row has exactly one of these."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    QUARANTINED = "quarantined"
    REFUSED_UNLAWFUL = "refused_unlawful"
    DUPLICATE = "duplicate"


class SignalStatus(StrEnum):
    """What the municipality did with a signal: the eight statuses of DDAS 1.2."""

    NOT_PICKED_UP_YET = "not_picked_up_yet"
    PICKED_UP = "picked_up"
    KNOWN_TO_DEBT_HELP = "known_to_debt_help"
    DECEASED = "deceased"
    NOT_RESIDENT = "not_resident"
    REPEAT = "repeat"
    UNJUSTIFIED = "unjustified"
    OTHER_REASON = "other_reason"


class ResidentMatch(StrEnum):
    """Whether the person was found in the municipality's own register."""

    NOT_CHECKED = "not_checked"
    EXACT = "exact"
    FUZZY = "fuzzy"
    NONE = "none"
    MOVED = "moved"
    DECEASED = "deceased"


class Decision(StrEnum):
    """What a person decided about a row in quarantine."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


class SigningStatus(StrEnum):
    """How far an agreement is on its way to being signed."""

    DRAFT = "draft"
    SENT = "sent"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"
    ENDED = "ended"


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    RECEIVED = "received"
    STORED = "stored"
    REFUSED = "refused"
    CANCELLED = "cancelled"


PARTNER_TYPE_LABELS: dict[PartnerType, str] = {
    PartnerType.TAX_AUTHORITY: "Belastingdienst",
    PartnerType.CAK_CONTRIBUTION: "CAK, eigen bijdrage",
    PartnerType.CAK_HEALTH: "CAK, zorgverzekeringen",
    PartnerType.BENEFITS_SERVICE: "Dienst Toeslagen",
    PartnerType.DUO: "DUO",
    PartnerType.ENERGY: "Energie en warmte",
    PartnerType.RENT: "Huur",
    PartnerType.MORTGAGE: "Hypotheek",
    PartnerType.OTHER: "Overige",
    PartnerType.WATER: "Drinkwater",
    PartnerType.HEALTH_INSURER: "Zorgverzekering",
}

SIGNAL_KIND_LABELS: dict[SignalKind, str] = {
    SignalKind.EARLY: "vroegsignaal",
    SignalKind.UPDATED: "geactualiseerd signaal",
    SignalKind.END_OF_SUPPLY: "einde levering",
    SignalKind.WARM_TRANSFER: "warme overdracht",
}

CONSENT_LABELS: dict[Consent, str] = {
    Consent.NO_RESPONSE: "geen reactie",
    Consent.NOT_REFUSED: "niet afwijzend",
    Consent.AGREED: "instemming",
    Consent.REFUSED: "afwijzend",
}

ROW_STATE_LABELS: dict[RowState, str] = {
    RowState.ACCEPTED: "Aangenomen",
    RowState.ACCEPTED_WITH_WARNINGS: "Aangenomen, met aandachtspunten",
    RowState.QUARANTINED: "In quarantaine",
    RowState.REFUSED_UNLAWFUL: "Geweigerd: niet rechtmatig",
    RowState.DUPLICATE: "Dubbel",
}

SIGNAL_STATUS_LABELS: dict[SignalStatus, str] = {
    SignalStatus.NOT_PICKED_UP_YET: "Nog niet opgepakt",
    SignalStatus.PICKED_UP: "Opgepakt",
    SignalStatus.KNOWN_TO_DEBT_HELP: "Al bekend bij schuldhulpverlening",
    SignalStatus.DECEASED: "Overleden",
    SignalStatus.NOT_RESIDENT: "Geen inwoner (meer)",
    SignalStatus.REPEAT: "Niet opgepakt: herhaling",
    SignalStatus.UNJUSTIFIED: "Niet opgepakt: onterecht",
    SignalStatus.OTHER_REASON: "Niet opgepakt: andere reden",
}

RESIDENT_MATCH_LABELS: dict[ResidentMatch, str] = {
    ResidentMatch.NOT_CHECKED: "nog niet gezocht",
    ResidentMatch.EXACT: "gevonden",
    ResidentMatch.FUZZY: "gevonden, met afwijkingen",
    ResidentMatch.NONE: "niet gevonden",
    ResidentMatch.MOVED: "verhuisd",
    ResidentMatch.DECEASED: "overleden",
}

DECISION_LABELS: dict[Decision, str] = {
    Decision.ACCEPTED: "Toch aangenomen",
    Decision.REFUSED: "Geweigerd",
}

SIGNING_STATUS_LABELS: dict[SigningStatus, str] = {
    SigningStatus.DRAFT: "Concept",
    SigningStatus.SENT: "Verstuurd",
    SigningStatus.PARTLY_SIGNED: "Deels ondertekend",
    SigningStatus.SIGNED: "Ondertekend",
    SigningStatus.ENDED: "Beëindigd",
}

DELIVERY_STATE_LABELS: dict[DeliveryState, str] = {
    DeliveryState.RECEIVED: "Ontvangen, wordt gecontroleerd",
    DeliveryState.STORED: "Ingenomen",
    DeliveryState.REFUSED: "Geweigerd",
    DeliveryState.CANCELLED: "Afgebroken",
}
