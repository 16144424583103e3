"""The two code lists every part of early detection speaks of: who reports, and why now."""

from enum import StrEnum


class PartnerType(StrEnum):
    """The kinds of organisation that may report arrears: the eleven types of DDAS 1.2."""

    TAX_AUTHORITY = "tax_authority"
    CAK_CONTRIBUTION = "cak_contribution"
    CAK_HEALTH = "cak_health"
    BENEFITS_SERVICE = "benefits_service"
    DUO = "duo"
    ENERGY = "energy"
    RENT = "rent"
    MORTGAGE = "mortgage"
    OTHER = "other"
    WATER = "water"
    HEALTH_INSURER = "health_insurer"


class SignalKind(StrEnum):
    """Why the partner reports now."""

    EARLY = "early"
    UPDATED = "updated"
    END_OF_SUPPLY = "end_of_supply"
    WARM_TRANSFER = "warm_transfer"
