"""The one table of what a row may hold: documentation, JSON Schema and checks all follow it."""

from dataclasses import dataclass
from enum import StrEnum

from rondkomen.arrears.core.codes import (
    CONSENT_LABELS,
    PARTNER_TYPE_LABELS,
    SIGNAL_KIND_LABELS,
    Consent,
    PartnerType,
    SignalKind,
)
from rondkomen.arrears.core.ddas import PARTNER_TYPES as DDAS_PARTNER_TYPES

FORMAT_VERSION = "1.0"


class FieldKind(StrEnum):
    """How the text in a cell is read."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    SIGNAL_KIND = "signal_kind"
    CONSENT = "consent"
    PARTNER_TYPE = "partner_type"
    POSTCODE = "postcode"
    HOUSE_NUMBER = "house_number"
    PHONE = "phone"
    EMAIL = "email"
    BSN = "bsn"
    KVK = "kvk"


class Need(StrEnum):
    """Whether a row can do without the field."""

    REQUIRED = "required"
    ATTESTED = "attested"  # required, unless the agreement states it for every row
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the intake format.

    `column` is its published name in CSV, XLSX and JSON Lines. `aliases` are other names by which
    partners call it; they only serve to suggest a mapping.
    """

    name: str
    column: str
    kind: FieldKind
    need: Need
    description: str
    example: str
    aliases: tuple[str, ...] = ()
    max_length: int = 200
    personal: bool = False


_K, _N = FieldKind, Need

FIELDS: tuple[Field, ...] = (
    Field(
        "partner_reference", "klantnummer", _K.TEXT, _N.REQUIRED,
        "Uw eigen nummer van de klant, huurder of verzekerde. Samen met de maand en de soort van"
        " het signaal herkennen wij hieraan een verbeterde levering.",
        "K-100234",
        ("klantnr", "debiteurnummer", "debiteurnr", "debiteur", "relatienummer", "relatienr",
         "contractnummer", "contractnr", "huurdernummer", "huurdersnummer", "polisnummer",
         "verzekerdenummer", "referentie", "kenmerk", "dossiernummer", "customer_number"),
        max_length=64, personal=True,
    ),
    Field(
        "signal_kind", "soort_signaal", _K.SIGNAL_KIND, _N.OPTIONAL,
        "Waarom u meldt. Zonder waarde is het een vroegsignaal. Einde levering kan alleen bij"
        " energie en drinkwater.",
        "vroeg", ("soort", "signaalsoort", "type_signaal", "signaaltype", "soort_melding"),
    ),
    Field(
        "signal_date", "signaaldatum", _K.DATE, _N.REQUIRED,
        "De dag waarop u het signaal verstuurt.", "2026-11-02",
        ("datum_signaal", "meldingsdatum", "datum_melding", "melddatum", "verzenddatum",
         "aanleverdatum", "datum_aanlevering"),
    ),
    Field(
        "amount", "bedrag", _K.AMOUNT, _N.REQUIRED,
        "De hoogte van de achterstand in euro, met hoogstens twee cijfers achter de komma.",
        "412,50",
        ("achterstand", "achterstandsbedrag", "bedrag_achterstand", "hoogte_achterstand", "saldo",
         "openstaand", "openstaand_bedrag", "openstaand_saldo", "hoofdsom", "schuldbedrag",
         "totaal_achterstand"),
    ),
    Field(
        "arrears_since", "achterstand_sinds", _K.DATE, _N.OPTIONAL,
        "De dag waarop de achterstand ontstond.", "2026-09-01",
        ("ontstaansdatum", "datum_ontstaan", "oudste_vervaldatum", "vervaldatum_oudste_post",
         "oudste_post", "datum_oudste_post", "datum_achterstand", "startdatum_achterstand"),
    ),
    Field(
        "arrears_terms", "aantal_termijnen", _K.INTEGER, _N.OPTIONAL,
        "Hoeveel termijnen openstaan, van 1 tot en met 36.", "2",
        ("termijnen", "aantal_maanden", "maanden_achterstand", "aantal_openstaande_termijnen"),
    ),
    Field(
        "supply_end_date", "einddatum_levering", _K.DATE, _N.OPTIONAL,
        "De dag waarop de levering stopt; verplicht bij einde levering.", "2026-12-15",
        ("datum_einde_levering", "afsluitdatum", "einde_contract", "einddatum_contract",
         "contract_einddatum"),
    ),
    Field(
        "crisis", "crisissignaal", _K.BOOLEAN, _N.OPTIONAL,
        "Of er een crisis dreigt, zoals ontruiming of afsluiting.", "nee", ("crisis", "spoed"),
    ),
    Field(
        "effort_personal_contact", "persoonlijk_contact_gezocht", _K.BOOLEAN, _N.ATTESTED,
        "Of u persoonlijk contact hebt gezocht.", "ja",
        ("persoonlijk_contact", "contact_gezocht", "contact_geprobeerd"),
    ),
    Field(
        "effort_help_mentioned", "gewezen_op_hulp", _K.BOOLEAN, _N.ATTESTED,
        "Of u de klant op schuldhulp hebt gewezen.", "ja",
        ("gewezen_op_schuldhulp", "hulp_aangeboden", "verwezen_naar_hulp"),
    ),
    Field(
        "effort_reminders", "aantal_herinneringen", _K.INTEGER, _N.ATTESTED,
        "Hoeveel schriftelijke herinneringen u stuurde; ten minste 1.", "2",
        ("herinneringen", "aantal_aanmaningen", "aanmaningen", "herinneringen_verstuurd"),
    ),
    Field(
        "consent_response", "reactie_op_doorgeven", _K.CONSENT, _N.ATTESTED,
        "Wat de klant antwoordde op het aanbod om gegevens door te geven.", "geen reactie",
        ("toestemming", "reactie_toestemming", "instemming", "bezwaar_reactie"),
    ),
    Field(
        "is_current_customer", "huidige_klant", _K.BOOLEAN, _N.ATTESTED,
        "Of de klant nu nog klant, huurder of verzekerde is.", "ja",
        ("klant_actief", "lopend_contract", "huidige_huurder", "actief"),
    ),
    Field(
        "has_running_arrangement", "lopende_regeling", _K.BOOLEAN, _N.ATTESTED,
        "Of de klant een betalingsregeling heeft en die nakomt.", "nee",
        ("betalingsregeling", "regeling", "regeling_loopt"),
    ),
    Field("initials", "voorletters", _K.TEXT, _N.OPTIONAL, "Voorletters.", "A.B.",
          ("initialen", "voorl", "vrltrs"), max_length=30, personal=True),
    Field("given_names", "voornamen", _K.TEXT, _N.OPTIONAL, "Voornamen of roepnaam.", "Anna",
          ("voornaam", "roepnaam"), max_length=120, personal=True),
    Field("prefix", "tussenvoegsel", _K.TEXT, _N.OPTIONAL,
          "Tussenvoegsel; het mag ook voor de achternaam staan.", "van der",
          ("tussenvoegsels", "voorvoegsel", "voorvoegsels", "tussenv", "tussen", "tv"),
          max_length=30, personal=True),
    Field("surname", "achternaam", _K.TEXT, _N.REQUIRED,
          "Achternaam; of geef de hele naam in de kolom naam.", "Voorbeeld",
          ("geslachtsnaam", "familienaam", "naam_klant", "bedrijfsnaam"), max_length=150, personal=True),
    Field("partner_prefix", "tussenvoegsel_partner", _K.TEXT, _N.OPTIONAL,
          "Tussenvoegsel van de naam van de partner.", "de", max_length=30, personal=True),
    Field("partner_surname", "achternaam_partner", _K.TEXT, _N.OPTIONAL,
          "Achternaam van de partner, als de klant die voert.", "Proef",
          ("partnernaam", "naam_partner", "geslachtsnaam_partner"), max_length=150, personal=True),
    Field("full_name", "naam", _K.TEXT, _N.OPTIONAL,
          "De hele naam in één kolom, als 'A.B. van der Voorbeeld' of 'Voorbeeld, A.B. van der'."
          " Alleen nodig zonder kolom achternaam.",
          "A.B. van der Voorbeeld", ("volledige_naam", "klantnaam", "naam_huurder", "tenaamstelling"),
          max_length=150, personal=True),
    Field("birth_date", "geboortedatum", _K.DATE, _N.OPTIONAL, "Geboortedatum.", "1980-05-17",
          ("geb_datum", "gebdatum", "geb_dat", "geboren"), personal=True),
    Field("postcode", "postcode", _K.POSTCODE, _N.REQUIRED, "Postcode van het woonadres.",
          "1234 AB", ("pc", "postcode_leveringsadres", "postk"), personal=True),
    Field("house_number", "huisnummer", _K.HOUSE_NUMBER, _N.REQUIRED,
          "Huisnummer; letter en toevoeging mogen erachter staan.", "12",
          ("huisnr", "hnr", "nummer", "nr", "huisnummer_leveringsadres"), max_length=40,
          personal=True),
    Field("house_letter", "huisletter", _K.TEXT, _N.OPTIONAL, "Huisletter.", "A",
          ("letter", "hl"), max_length=4, personal=True),
    Field("house_addition", "toevoeging", _K.TEXT, _N.OPTIONAL, "Toevoeging bij het huisnummer.",
          "2", ("huisnummertoevoeging", "huisnr_toev", "toev", "toevoeging_huisnummer",
                "huisnummer_toevoeging"), max_length=20, personal=True),
    Field("street", "straat", _K.TEXT, _N.OPTIONAL, "Straatnaam.", "Voorbeeldstraat",
          ("straatnaam", "adres_straat", "openbare_ruimte"), max_length=120, personal=True),
    Field("address_line", "adres", _K.TEXT, _N.OPTIONAL,
          "Straat, huisnummer en toevoeging in één kolom. Alleen nodig zonder kolom huisnummer.",
          "Voorbeeldstraat 12 A", ("adresregel", "straat_en_huisnummer"), max_length=150, personal=True),
    Field("city", "woonplaats", _K.TEXT, _N.OPTIONAL, "Woonplaats.", "Middenveld",
          ("plaats", "plaatsnaam", "stad"), max_length=80, personal=True),
    Field("phone", "telefoon", _K.PHONE, _N.OPTIONAL,
          "Telefoonnummer; meer nummers scheidt u met een schuine streep.", "06 12345678",
          ("telefoonnummer", "tel", "telnr", "mobiel", "mobielnummer", "telefoon_1", "telefoon1",
           "gsm"), personal=True),
    Field("phone_2", "telefoon_2", _K.PHONE, _N.OPTIONAL, "Tweede telefoonnummer.", "088 1234567",
          ("telefoon2", "telefoon_vast", "vast_nummer"), personal=True),
    Field("email", "e-mail", _K.EMAIL, _N.OPTIONAL, "E-mailadres.", "a.voorbeeld@example.nl",
          ("email", "e_mail", "mail", "emailadres", "e-mailadres", "mailadres"), personal=True),
    Field("bsn", "bsn", _K.BSN, _N.OPTIONAL,
          "Burgerservicenummer; alleen als de overeenkomst en de wet het toestaan.", "999990019",
          ("burgerservicenummer", "sofinummer"), personal=True),
    Field("kvk_number", "kvk_nummer", _K.KVK, _N.OPTIONAL, "KVK-nummer, bij een onderneming.",
          "12345678", ("kvk", "kvknr", "kvk_nr", "kvk-nummer"), personal=True),
    Field("legal_form", "rechtsvorm", _K.TEXT, _N.OPTIONAL, "Rechtsvorm, bij een onderneming.",
          "eenmanszaak", max_length=60, personal=True),
    Field("gemeentecode", "gemeentecode", _K.TEXT, _N.OPTIONAL,
          "De CBS-code van de gemeente waar de klant woont, vier cijfers.", "9901",
          ("gem_code", "gemcode"), max_length=8),
    Field("partner_type", "soort_partner", _K.PARTNER_TYPE, _N.OPTIONAL,
          "Soort partner; moet gelijk zijn aan die in de overeenkomst.", "Energie",
          ("partnersoort", "signaalpartner")),
)  # fmt: skip

FIELD: dict[str, Field] = {field.name: field for field in FIELDS}

# A missing required field may be made up for by another one.
INSTEAD_OF: dict[str, str] = {"surname": "full_name", "house_number": "address_line"}

_SIGNAL_KIND_WORDS = {
    "vroeg": SignalKind.EARLY,
    "geactualiseerd": SignalKind.UPDATED,
    "eindelevering": SignalKind.END_OF_SUPPLY,
    "warme overdracht": SignalKind.WARM_TRANSFER,
}

# What a cell may say for each code list, in any capitals; the first words are the published ones.
WORDS: dict[FieldKind, dict[str, StrEnum]] = {
    FieldKind.SIGNAL_KIND: {
        **_SIGNAL_KIND_WORDS,
        **{label: kind for kind, label in SIGNAL_KIND_LABELS.items()},
        **{kind.value: kind for kind in SignalKind},
        "eindeleveringssignaal": SignalKind.END_OF_SUPPLY,
    },
    FieldKind.CONSENT: {
        **{label: consent for consent, label in CONSENT_LABELS.items()},
        **{consent.value: consent for consent in Consent},
        "geen": Consent.NO_RESPONSE,
        "bezwaar": Consent.REFUSED,
    },
    FieldKind.PARTNER_TYPE: {
        **{word.lower(): kind for kind, word in DDAS_PARTNER_TYPES.items()},
        **{label.lower(): kind for kind, label in PARTNER_TYPE_LABELS.items()},
        **{kind.value: kind for kind in PartnerType},
    },
}

PUBLISHED_WORDS: dict[FieldKind, tuple[str, ...]] = {
    FieldKind.SIGNAL_KIND: tuple(_SIGNAL_KIND_WORDS),
    FieldKind.CONSENT: tuple(CONSENT_LABELS.values()),
    FieldKind.PARTNER_TYPE: tuple(DDAS_PARTNER_TYPES.values()),
    FieldKind.BOOLEAN: ("ja", "nee"),
}

BOOLEAN_WORDS: dict[str, bool] = {
    "ja": True, "j": True, "true": True, "waar": True, "yes": True, "y": True, "1": True,
    "nee": False, "n": False, "false": False, "onwaar": False, "no": False, "0": False,
}  # fmt: skip
