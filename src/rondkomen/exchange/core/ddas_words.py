"""The words of the DDAS early-detection schema 1.2, and the limits its interface sets."""

SCHEMA_VERSION = "1.2"

# DDAS interface specification, non-functional requirements: at most so many signals in a message.
MOST_SIGNALS_PER_PAGE = 50_000

PARTNER_TYPES = frozenset(
    {
        "Belastingdienst",
        "CAK Eigen bijdrage",
        "CAK Zorgverzekeringen",
        "Dienst Toeslagen",
        "DUO",
        "Energie",
        "Huur",
        "Hypotheek",
        "Overige",
        "Water",
        "Zorg",
    }
)

NOT_PICKED_UP_YET = "Nog niet opgepakt"
PICKED_UP = "Opgepakt"

SIGNAL_STATUSES = frozenset(
    {
        "Inwoner al bekend bij schuldhulpverlening",
        "Inwoner is overleden",
        "Niet opgepakt: andere reden",
        "Niet opgepakt: herhaalde melding",
        "Niet opgepakt: onterecht signaal",
        NOT_PICKED_UP_YET,
        PICKED_UP,
        "Persoon is geen inwoner (meer) in de gemeente",
    }
)

NO_CONTACT = "Definitief geen contact kunnen krijgen"

# End results that say the resident was spoken with at least once.
RESULTS_AFTER_CONTACT = frozenset(
    {
        "(Budget)advies en/of quick fix",
        "Geen reactie na eerder contact",
        "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering",
    }
)

# End results with which a case can be closed before the municipality picked it up.
RESULTS_NOT_PICKED_UP = frozenset(
    {
        "Inwoner al bekend bij schuldhulpverlening",
        "Inwoner heeft al een ander lopend traject",
        "Inwoner is overleden",
        "Niet opgepakt: andere reden",
        "Niet opgepakt: herhaalde melding",
        "Niet opgepakt: onterecht signaal",
        "Persoon is geen inwoner (meer) in de gemeente",
    }
)

RESULTS = (
    RESULTS_AFTER_CONTACT
    | RESULTS_NOT_PICKED_UP
    | {
        NO_CONTACT,
        "Inwoner heeft zelf al betaald/betalingsregeling getroffen",
        "Vervolghulp en/of verwijzing",
        "Vervolghulp en/of verwijzing financieel",
        "Vervolghulp en/of verwijzing niet financieel",
        "Verwijzing zonder tussenkomst inwoner",
    }
)

CONTACT_KINDS = frozenset(
    {
        "Administratief",
        "Afspraak op locatie",
        "Brief",
        "Huisbezoek",
        "Kaartje",
        "Mail",
        "Onbekend",
        "Overige",
        "SMS/Whatsapp",
        "Telefoon",
    }
)

PARTS_OF_DAY = frozenset({"Ochtend", "Middag", "Avond"})

GENDERS = frozenset({"Man", "Vrouw", "Onbekend", "Leeg"})

# Names and values of versions 1.0 and 1.1 that version 1.2 writes differently. The client's own
# names differ in their capital only.
FORMER_NAMES = {
    "aanleverende_organisatie": "aanleverendeOrganisatie",
    "contactpersoonen": "contactpersonen",
    "startdatum_matchtingperiode": "startdatumMatchingperiode",
    "einddatum_matchingperiode": "einddatumMatchingperiode",
    "datum_opgepakt": "datumOpgepakt",
    "Burgerservicenummer": "burgerservicenummer",
    "Geboortedatum": "geboortedatum",
    "Postcode": "postcode",
    "Huisnummer": "huisnummer",
    "Huisnummertoevoeging": "huisnummertoevoeging",
}

# Names that earlier versions had and version 1.2 dropped: less data about a person is delivered.
DROPPED_NAMES = frozenset({"Voorletters", "Voorvoegsel", "Achternaam", "Straatnaam", "Plaatsnaam"})

FORMER_VALUES = {"Verwijzing zonder toestemming": "Verwijzing zonder tussenkomst inwoner"}
