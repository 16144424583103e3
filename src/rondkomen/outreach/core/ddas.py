"""The one table between our codes and the words of the DDAS early-detection schema 1.2."""

from rondkomen.outreach.core.codes import ContactKind, PartOfDay, Result

CONTACT_KINDS: dict[ContactKind, str] = {
    ContactKind.ADMINISTRATIVE: "Administratief",
    ContactKind.APPOINTMENT: "Afspraak op locatie",
    ContactKind.LETTER: "Brief",
    ContactKind.HOME_VISIT: "Huisbezoek",
    ContactKind.CARD: "Kaartje",
    ContactKind.EMAIL: "Mail",
    ContactKind.UNKNOWN: "Onbekend",
    ContactKind.OTHER: "Overige",
    ContactKind.TEXT_MESSAGE: "SMS/Whatsapp",
    ContactKind.PHONE: "Telefoon",
}

PARTS_OF_DAY: dict[PartOfDay, str] = {
    PartOfDay.MORNING: "Ochtend",
    PartOfDay.AFTERNOON: "Middag",
    PartOfDay.EVENING: "Avond",
}

RESULTS: dict[Result, str] = {
    Result.ADVICE_OR_QUICK_FIX: "(Budget)advies en/of quick fix",
    Result.NO_CONTACT: "Definitief geen contact kunnen krijgen",
    Result.NO_REACTION_AFTER_CONTACT: "Geen reactie na eerder contact",
    Result.KNOWN_TO_DEBT_HELP: "Inwoner al bekend bij schuldhulpverlening",
    Result.OTHER_HELP_RUNNING: "Inwoner heeft al een ander lopend traject",
    Result.PAID_OR_ARRANGED: "Inwoner heeft zelf al betaald/betalingsregeling getroffen",
    Result.DECEASED: "Inwoner is overleden",
    Result.NO_HELP_WANTED: "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering",
    Result.OTHER_REASON: "Niet opgepakt: andere reden",
    Result.REPEAT: "Niet opgepakt: herhaalde melding",
    Result.UNJUSTIFIED: "Niet opgepakt: onterecht signaal",
    Result.NOT_RESIDENT: "Persoon is geen inwoner (meer) in de gemeente",
    Result.REFERRAL: "Vervolghulp en/of verwijzing",
    Result.REFERRAL_FINANCIAL: "Vervolghulp en/of verwijzing financieel",
    Result.REFERRAL_NON_FINANCIAL: "Vervolghulp en/of verwijzing niet financieel",
    Result.REFERRAL_WITHOUT_RESIDENT: "Verwijzing zonder tussenkomst inwoner",
}
