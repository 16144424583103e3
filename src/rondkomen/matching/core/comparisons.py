"""The comparisons of the model: their levels in order of strength, with the sentence for each."""

from __future__ import annotations

from dataclasses import dataclass

NOT_COMPARABLE = -1


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison, as a code for data and a sentence for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ComparisonKind:
    """A comparison with its levels; the first level that holds is the outcome."""

    name: str
    label: str
    levels: tuple[Level, ...]
    missing: str


SURNAME = ComparisonKind(
    "surname", "Achternaam",
    (
        Level("both_equal", "Eigen naam en partnernaam zijn gelijk."),
        Level("equal", "De achternaam is gelijk."),
        Level("partner_equal", "De achternaam van de een is de partnernaam van de ander."),
        Level("swapped", "Voornaam en achternaam zijn verwisseld."),
        Level("close", "De achternaam verschilt in een enkele letter."),
        Level("similar", "De achternaam lijkt erop."),
        Level("different", "De achternaam is anders."),
    ),
    "Een van beide heeft geen achternaam.",
)  # fmt: skip

FIRST_NAME = ComparisonKind(
    "first_name", "Voornaam en voorletters",
    (
        Level("equal", "De eerste voornaam is gelijk."),
        Level("call_name", "De voornamen zijn roepnaam en officiële naam van elkaar."),
        Level("other_given", "De voornaam is een andere voornaam van dezelfde reeks."),
        Level("similar", "De voornaam lijkt erop."),
        Level("all_initials", "Alle voorletters zijn gelijk."),
        Level("first_initial", "De eerste voorletter is gelijk."),
        Level("only_first_initial", "De eerste voorletter is gelijk, de volgende niet."),
        Level("among_initials", "De voorletter komt verderop bij de ander voor."),
        Level("same_initial_other_name", "De voorletter is gelijk, maar de voornaam is anders."),
        Level("different", "Voornaam en voorletters zijn anders."),
    ),
    "Een van beide heeft geen voornaam of voorletters.",
)  # fmt: skip

BIRTH_DATE = ComparisonKind(
    "birth_date", "Geboortedatum",
    (
        Level("equal", "De geboortedatum is gelijk."),
        Level("swapped", "Dag en maand van de geboortedatum zijn verwisseld."),
        Level("one_digit", "De geboortedatum verschilt in één cijfer."),
        Level("first_of_january", "Het geboortejaar is gelijk; een van beide heeft 1 januari."),
        Level("two_parts", "Het geboortejaar is gelijk, en de dag of de maand."),
        Level("year", "Alleen het geboortejaar is gelijk."),
        Level("different", "De geboortedatum is anders."),
        Level("too_young", "De ander is jonger dan vrijwel iedereen in de aangeleverde lijst."),
    ),
    "Een van beide heeft geen geboortedatum, of een die niet bestaat.",
)  # fmt: skip

ADDITION = ComparisonKind(
    "addition", "Toevoeging",
    (
        Level("equal", "De toevoeging bij het huisnummer is gelijk."),
        Level("both_empty", "Geen van beide heeft een toevoeging bij het huisnummer."),
        Level("one_empty", "Een van beide heeft een toevoeging bij het huisnummer."),
        Level("different", "De toevoeging bij het huisnummer is anders."),
    ),
    "De toevoeging is niet te vergelijken.",
)  # fmt: skip

PLACE = ComparisonKind(
    "place", "Adres",
    (
        Level("street_and_number", "Straat en huisnummer zijn gelijk, de postcode niet."),
        Level("number_near_postcode", "Het huisnummer is gelijk en de postcode vrijwel."),
        Level("same_street", "Het adres ligt in dezelfde straat of postcode."),
        Level("same_area", "Het adres ligt in dezelfde buurt of plaats."),
        Level("elsewhere", "Het adres ligt ergens anders."),
    ),
    "Een van beide heeft geen adres.",
)  # fmt: skip

POSTCODE = ComparisonKind(
    "postcode", "Postcode",
    (
        Level("equal", "De postcode is gelijk."),
        Level("one_sign", "De postcode verschilt in één teken."),
        Level("different", "De postcode is anders."),
    ),
    "Een van beide heeft geen postcode.",
)  # fmt: skip

HOUSE_NUMBER = ComparisonKind(
    "house_number", "Huisnummer",
    (
        Level("equal", "Het huisnummer is gelijk."),
        Level("different", "Het huisnummer is anders."),
    ),
    "Een van beide heeft geen huisnummer.",
)  # fmt: skip

STREET = ComparisonKind(
    "street", "Straat",
    (
        Level("equal", "De straat is gelijk."),
        Level("similar", "De straat lijkt erop."),
        Level("different", "De straat is anders."),
    ),
    "Een van beide heeft geen straat.",
)  # fmt: skip

CITY = ComparisonKind(
    "city", "Plaats",
    (
        Level("equal", "De plaats is gelijk."),
        Level("similar", "De plaats lijkt erop."),
        Level("different", "De plaats is anders."),
    ),
    "Een van beide heeft geen plaats.",
)  # fmt: skip

PHONE = ComparisonKind(
    "phone", "Telefoon",
    (
        Level("equal", "Het telefoonnummer is gelijk."),
        Level("one_digit", "Het telefoonnummer verschilt in één cijfer."),
        Level("different", "Het telefoonnummer is anders."),
    ),
    "Een van beide heeft geen telefoonnummer.",
)  # fmt: skip

EMAIL = ComparisonKind(
    "email", "E-mail",
    (
        Level("equal", "Het e-mailadres is gelijk."),
        Level("close", "Het e-mailadres verschilt in een enkel teken."),
        Level("different", "Het e-mailadres is anders."),
    ),
    "Een van beide heeft geen e-mailadres.",
)  # fmt: skip

PERSON_KEY = ComparisonKind(
    "person_key", "Burgerservicenummer",
    (
        Level("equal", "Het burgerservicenummer is gelijk."),
        Level("different", "Het burgerservicenummer is anders."),
    ),
    "Een van beide heeft geen burgerservicenummer.",
)  # fmt: skip

KINDS: tuple[ComparisonKind, ...] = (
    SURNAME, FIRST_NAME, BIRTH_DATE, ADDITION, PLACE, POSTCODE, HOUSE_NUMBER, STREET, CITY,
    PHONE, EMAIL, PERSON_KEY,
)  # fmt: skip
