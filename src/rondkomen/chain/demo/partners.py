"""Ten fictional signal partners, each with its own share, habits and file layout."""

from dataclasses import dataclass, field
from enum import StrEnum

from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType
from rondkomen.arrears.core.mapping import MappingProfile


class Layout(StrEnum):
    """The kind of file a partner sends."""

    SEMICOLON = "semicolon"  # CSV from an older system: Windows-1252, 31-12-2026, 1.234,56
    COMMA = "comma"  # CSV from a newer one: UTF-8, 2026-12-31, 1234.56
    EXCEL = "excel"
    JSON_LINES = "json_lines"
    DDAS = "ddas"


_ATTESTED = Effort(
    personal_contact=True,
    help_mentioned=True,
    reminders=3,
    consent=Consent.NO_RESPONSE,
    current_customer=True,
    running_arrangement=False,
)

_OLD = {
    "partner_reference": "Debiteurnr",
    "signal_date": "Meldingsdatum",
    "amount": "Openstaand saldo",
    "arrears_since": "Oudste post",
    "initials": "Voorl",
    "given_names": "Voornaam",
    "prefix": "Tussenv",
    "surname": "Achternaam",
    "partner_prefix": "Tussenv partner",
    "partner_surname": "Naam partner",
    "birth_date": "Geb.datum",
    "street": "Straat",
    "house_number": "Huisnr",
    "house_addition": "Toev",
    "postcode": "Postcode",
    "city": "Plaats",
    "phone": "Telefoon",
    "email": "E-mail",
    "signal_kind": "Soort melding",
    "supply_end_date": "Einde levering",
    "consent_response": "Reactie klant",
}
_NEW = {
    "partner_reference": "customer_number",
    "signal_date": "signal_sent",
    "amount": "arrears_eur",
    "arrears_since": "oldest_invoice",
    "initials": "initials",
    "given_names": "first_name",
    "prefix": "name_prefix",
    "surname": "last_name",
    "partner_surname": "spouse_name",
    "birth_date": "date_of_birth",
    "street": "street",
    "house_number": "number",
    "house_addition": "number_suffix",
    "postcode": "postal_code",
    "city": "town",
    "phone": "phone",
    "email": "email",
    "signal_kind": "reason",
    "supply_end_date": "contract_end",
}
_NEW_REASONS = {
    "signal_kind": {"arrears": "vroeg", "contract end": "eindelevering", "update": "geactualiseerd"}
}
_PUBLISHED = {
    "partner_reference": "klantnummer",
    "signal_date": "signaaldatum",
    "amount": "bedrag",
    "arrears_since": "achterstand_sinds",
    "initials": "voorletters",
    "given_names": "voornamen",
    "prefix": "tussenvoegsel",
    "surname": "achternaam",
    "partner_prefix": "tussenvoegsel_partner",
    "partner_surname": "achternaam_partner",
    "birth_date": "geboortedatum",
    "street": "straat",
    "house_number": "huisnummer",
    "house_addition": "toevoeging",
    "postcode": "postcode",
    "city": "woonplaats",
    "phone": "telefoon",
    "email": "e-mail",
    "signal_kind": "soort_signaal",
    "supply_end_date": "einddatum_levering",
    "bsn": "bsn",
}

PROFILES: dict[Layout, MappingProfile | None] = {
    Layout.SEMICOLON: MappingProfile(columns=_OLD, delimiter=";", encoding="windows-1252"),
    Layout.COMMA: MappingProfile(
        columns=_NEW,
        translations=_NEW_REASONS,
        date_order="ymd",
        amount_format="point",
        delimiter=",",
    ),
    Layout.EXCEL: MappingProfile(columns=_OLD),
    Layout.JSON_LINES: MappingProfile(columns=_PUBLISHED, date_order="ymd", amount_format="point"),
    Layout.DDAS: None,
}


@dataclass(frozen=True)
class DemoPartner:
    """A fictional partner.

    `share` is its part of all signals; `catch_up` the month (back from now) with a double batch,
    `silent` the one without a file.
    """

    slug: str
    name: str
    partner_type: PartnerType
    share: float
    layout: Layout
    typical_cents: int
    bsn: bool = False
    catch_up: int = -1
    silent: int = -1
    attested: Effort = field(default=_ATTESTED)

    @property
    def columns(self) -> dict[str, str]:
        """The partner's own column per field."""
        profile = PROFILES[self.layout]
        return dict(profile.columns) if profile else {}


# Shares as in Divosa's yearly report over 2023: insurers 45 %, energy 25 %, rent 19 %; water and
# the rest make up the remainder.
_P = PartnerType
PARTNERS: tuple[DemoPartner, ...] = (
    DemoPartner(
        "zorgpolder", "Zorgpolder Verzekeringen (fictief)", _P.HEALTH_INSURER, 0.23,
        Layout.SEMICOLON, 31_000, catch_up=4,
    ),
    DemoPartner(
        "merenzorg", "Merenzorg Onderling (fictief)", _P.HEALTH_INSURER, 0.14, Layout.COMMA, 28_000,
    ),
    DemoPartner(
        "zekerwel", "Zekerwel Zorg (fictief)", _P.HEALTH_INSURER, 0.08, Layout.JSON_LINES, 35_000,
        bsn=True,
    ),
    DemoPartner(
        "windrijk", "Windrijk Energie (fictief)", _P.ENERGY, 0.16, Layout.COMMA, 42_000, silent=3,
    ),
    DemoPartner(
        "laagland", "Laagland Warmte (fictief)", _P.ENERGY, 0.09, Layout.SEMICOLON, 51_000,
    ),
    DemoPartner(
        "delinde", "Woonstichting De Linde (fictief)", _P.RENT, 0.12, Layout.EXCEL, 92_000,
    ),
    DemoPartner("veldwonen", "Veldwonen (fictief)", _P.RENT, 0.05, Layout.SEMICOLON, 87_000),
    DemoPartner("kamerbeheer", "Kamerbeheer Noord (fictief)", _P.RENT, 0.02, Layout.COMMA, 64_000),
    DemoPartner("debron", "Drinkwater De Bron (fictief)", _P.WATER, 0.09, Layout.DDAS, 13_000),
    DemoPartner(
        "huisfonds", "Huisfonds Hypotheken (fictief)", _P.MORTGAGE, 0.02, Layout.EXCEL, 148_000,
    ),
)  # fmt: skip
