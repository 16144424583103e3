"""The one table between our codes and the words of the DDAS early-detection schema 1.2."""

from rondkomen.arrears.core.codes import PartnerType, SignalStatus

SCHEMA_VERSION = "1.2"

PARTNER_TYPES: dict[PartnerType, str] = {
    PartnerType.TAX_AUTHORITY: "Belastingdienst",
    PartnerType.CAK_CONTRIBUTION: "CAK Eigen bijdrage",
    PartnerType.CAK_HEALTH: "CAK Zorgverzekeringen",
    PartnerType.BENEFITS_SERVICE: "Dienst Toeslagen",
    PartnerType.DUO: "DUO",
    PartnerType.ENERGY: "Energie",
    PartnerType.RENT: "Huur",
    PartnerType.MORTGAGE: "Hypotheek",
    PartnerType.OTHER: "Overige",
    PartnerType.WATER: "Water",
    PartnerType.HEALTH_INSURER: "Zorg",
}

SIGNAL_STATUSES: dict[SignalStatus, str] = {
    SignalStatus.KNOWN_TO_DEBT_HELP: "Inwoner al bekend bij schuldhulpverlening",
    SignalStatus.DECEASED: "Inwoner is overleden",
    SignalStatus.OTHER_REASON: "Niet opgepakt: andere reden",
    SignalStatus.REPEAT: "Niet opgepakt: herhaalde melding",
    SignalStatus.UNJUSTIFIED: "Niet opgepakt: onterecht signaal",
    SignalStatus.NOT_PICKED_UP_YET: "Nog niet opgepakt",
    SignalStatus.PICKED_UP: "Opgepakt",
    SignalStatus.NOT_RESIDENT: "Persoon is geen inwoner (meer) in de gemeente",
}

# Keys of earlier schema versions; meeting one means the file is not version 1.2.
OLDER_KEYS = frozenset({"aanleverende_organisatie", "datum_opgepakt", "aanleverdatum_en_tijd"})

# Fields that rows of the intake format have and a DDAS signal does not.
NOT_IN_SCHEMA = frozenset({"surname", "phone"})
