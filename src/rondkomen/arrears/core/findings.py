"""What can be wrong with a row: each finding with its weight, its sentence and its ground."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """What a finding does to its row; later ones outweigh earlier ones."""

    NOTE = "note"
    WARNING = "warning"
    QUARANTINE = "quarantine"
    UNLAWFUL = "unlawful"


class FindingCode(StrEnum):
    """Every finding there is."""

    MISSING = "missing"
    UNREADABLE_DATE = "unreadable_date"
    UNREADABLE_AMOUNT = "unreadable_amount"
    UNREADABLE_NUMBER = "unreadable_number"
    UNREADABLE_BOOLEAN = "unreadable_boolean"
    UNKNOWN_WORD = "unknown_word"
    UNREADABLE_POSTCODE = "unreadable_postcode"
    UNREADABLE_HOUSE_NUMBER = "unreadable_house_number"
    TOO_LONG = "too_long"
    TOO_MANY_CELLS = "too_many_cells"
    MERGED_CELL = "merged_cell"
    CELL_ERROR = "cell_error"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    AMOUNT_VERY_HIGH = "amount_very_high"
    SIGNAL_IN_FUTURE = "signal_in_future"
    SIGNAL_BEFORE_ARREARS = "signal_before_arrears"
    TERMS_UNLIKELY = "terms_unlikely"
    BIRTH_DATE_UNLIKELY = "birth_date_unlikely"
    SUPPLY_END_NOT_POSSIBLE = "supply_end_not_possible"
    OTHER_PARTNER_TYPE = "other_partner_type"
    AGREEMENT_NOT_IN_FORCE = "agreement_not_in_force"
    EFFORT_NOT_STATED = "effort_not_stated"
    FEW_REMINDERS = "few_reminders"
    BASIS_NOT_LOADED = "basis_not_loaded"
    GEMEENTEN_NOT_LOADED = "gemeenten_not_loaded"
    OLDEST_CLAIM_YOUNG = "oldest_claim_young"
    REFERENCE_REPEATED = "reference_repeated"

    NO_PERSONAL_CONTACT = "no_personal_contact"
    HELP_NOT_MENTIONED = "help_not_mentioned"
    NO_REMINDER = "no_reminder"
    CONSENT_REFUSED = "consent_refused"
    NOT_CURRENT_CUSTOMER = "not_current_customer"
    RUNNING_ARRANGEMENT = "running_arrangement"
    TYPE_NOT_LAWFUL = "type_not_lawful"
    GEMEENTE_NOT_IN_EXPERIMENT = "gemeente_not_in_experiment"
    BELOW_LEGAL_MINIMUM = "below_legal_minimum"
    OTHER_GEMEENTE = "other_gemeente"
    ONLY_BSN = "only_bsn"

    YOUNG_ARREARS = "young_arrears"
    OLD_ARREARS = "old_arrears"
    STALE_SIGNAL = "stale_signal"
    SUPPLY_END_NEAR = "supply_end_near"
    PHONE_MISSING = "phone_missing"
    UNREADABLE_PHONE = "unreadable_phone"
    UNREADABLE_EMAIL = "unreadable_email"
    UNREADABLE_KVK = "unreadable_kvk"
    BSN_REMOVED = "bsn_removed"
    BSN_INVALID = "bsn_invalid"
    LEGAL_PERSON = "legal_person"
    GARBLED_TEXT = "garbled_text"
    FORMULA_CELL = "formula_cell"
    CELLS_MISSING = "cells_missing"
    STATUS_NOT_TAKEN = "status_not_taken"
    CORRECTS_EARLIER = "corrects_earlier"
    REVOKES_EARLIER = "revokes_earlier"

    ALREADY_DELIVERED = "already_delivered"
    ALREADY_JUDGED = "already_judged"
    REPEATED_IN_FILE = "repeated_in_file"
    HEADER_REPEATED = "header_repeated"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a finding code stands for.

    `sentence` says what is wrong and what to do; `{detail}` is filled in. `needs_correction`: a
    person cannot accept the row before the value is corrected. `ground` is the law or the policy.
    """

    severity: Severity
    sentence: str
    ground: str
    needs_correction: bool = False


_FORMAT = "Policy: innameformaat 1.0"
_BGS = "Law: Besluit gemeentelijke schuldhulpverlening art. 2 (Stb. 2020, 240)"
_NVVK = "Policy: NVVK, update vroegsignalering mei 2022"
_REGISTER = "Law: wettelijk register van partnersoorten"
_LCV = "Policy: LCV, overeenkomst per gemeente en partner"
_BSN = "Law: wettelijke grondslag BSN (rijksoverheid.nl, burgerservicenummer)"


def _correct(sentence: str, ground: str = _FORMAT) -> Meaning:
    return Meaning(Severity.QUARANTINE, sentence, ground, needs_correction=True)


def _decide(sentence: str, ground: str) -> Meaning:
    return Meaning(Severity.QUARANTINE, sentence, ground)


def _unlawful(sentence: str, ground: str) -> Meaning:
    return Meaning(Severity.UNLAWFUL, sentence, ground)


def _warn(sentence: str, ground: str = _FORMAT) -> Meaning:
    return Meaning(Severity.WARNING, sentence, ground)


def _note(sentence: str) -> Meaning:
    return Meaning(Severity.NOTE, sentence, _FORMAT)


_C = FindingCode

MEANINGS: dict[FindingCode, Meaning] = {
    _C.MISSING: _correct("de waarde ontbreekt. Vul haar in."),
    _C.UNREADABLE_DATE: _correct(
        "dit is geen bestaande datum, of wij kunnen haar op meer manieren lezen. Schrijf een datum"
        " als 31-01-2026 of 2026-01-31, met het jaar in vier cijfers; in een rekenblad heeft de"
        " kolom de opmaak Datum."
    ),
    _C.UNREADABLE_AMOUNT: _correct(
        "dit bedrag is niet te lezen. Schrijf het als {detail}, of pas het koppelprofiel aan."
    ),
    _C.UNREADABLE_NUMBER: _correct("dit is geen heel getal. Schrijf alleen cijfers."),
    _C.UNREADABLE_BOOLEAN: _correct("hier hoort ja of nee te staan. Verander de waarde."),
    _C.UNKNOWN_WORD: _correct(
        "deze waarde kennen wij niet. Kies uit: {detail}; of vertaal haar in het koppelprofiel."
    ),
    _C.UNREADABLE_POSTCODE: _correct(
        "dit is geen Nederlandse postcode. Schrijf vier cijfers en twee letters, als 1234 AB."
    ),
    _C.UNREADABLE_HOUSE_NUMBER: _correct(
        "hier staat geen huisnummer voorop. Schrijf eerst het nummer, als 12 of 12-A."
    ),
    _C.TOO_LONG: _correct("de tekst is langer dan {detail} tekens. Kort haar in."),
    _C.TOO_MANY_CELLS: _correct(
        "de rij heeft meer cellen dan de kop. Zet een waarde met een scheidingsteken erin tussen"
        " aanhalingstekens."
    ),
    _C.MERGED_CELL: _correct(
        "de cel is samengevoegd met een andere, waardoor onzeker is bij welke rij de waarde hoort."
        " Hef de samenvoeging op."
    ),
    _C.CELL_ERROR: _correct("de cel bevat een rekenfout van het rekenblad. Herstel de formule."),
    _C.AMOUNT_NOT_POSITIVE: _correct("het bedrag moet hoger zijn dan nul. Controleer het bedrag."),
    _C.AMOUNT_VERY_HIGH: _decide(
        "het bedrag is hoger dan {detail}. Controleer of de komma goed staat.", _FORMAT
    ),
    _C.SIGNAL_IN_FUTURE: _correct("de signaaldatum ligt in de toekomst. Controleer de datum."),
    _C.SIGNAL_BEFORE_ARREARS: _correct(
        "de achterstand begint na de signaaldatum. Controleer beide datums."
    ),
    _C.TERMS_UNLIKELY: _correct(
        "het aantal termijnen moet van 1 tot en met 36 zijn. Controleer het."
    ),
    _C.BIRTH_DATE_UNLIKELY: _decide(
        "de leeftijd ligt niet tussen 18 en 110 jaar. Controleer de geboortedatum.", _FORMAT
    ),
    _C.SUPPLY_END_NOT_POSSIBLE: _correct(
        "einde levering bestaat alleen bij energie (vanaf 1 april 2023) en drinkwater. Kies een"
        " andere soort signaal.",
        "Law: regeling eindeleveringssignaal, vanaf 1-4-2023",
    ),
    _C.OTHER_PARTNER_TYPE: _decide(
        "de rij noemt een andere soort partner dan de overeenkomst. Lever per soort partner onder"
        " de eigen overeenkomst.",
        _LCV,
    ),
    _C.AGREEMENT_NOT_IN_FORCE: _decide(
        "op de signaaldatum gold de overeenkomst niet. Controleer de datum of de overeenkomst.",
        _LCV,
    ),
    _C.EFFORT_NOT_STATED: _correct(
        "de rij zegt niets over {detail}, en de overeenkomst evenmin, terwijl dit voorwaarden zijn"
        " om te mogen melden. Vul de kolommen in of leg het vast in de overeenkomst.",
        _BGS,
    ),
    _C.FEW_REMINDERS: _decide(
        "er zijn minder dan {detail} herinneringen verstuurd. Beoordeel of de inspanning genoeg"
        " was.",
        "Policy: rijksoverheid.nl, energie afsluiten; norm in het wettelijk register",
    ),
    _C.BASIS_NOT_LOADED: _decide(
        "voor deze soort partner is geen wettelijke grondslag geladen. Ga na op welke grond deze"
        " partner meldt voordat u de rij aanneemt.",
        _REGISTER,
    ),
    _C.GEMEENTEN_NOT_LOADED: _decide(
        "deze soort partner meldt alleen binnen een experiment in aangewezen gemeenten, en die"
        " aanwijzing is niet geladen. Neem de rij alleen aan als uw gemeente is aangewezen"
        " ({detail}).",
        "Law: Wgs art. 10; experiment, lijst van gemeenten niet geladen",
    ),
    _C.OLDEST_CLAIM_YOUNG: _decide(
        "de oudste vordering is korter dan {detail} maanden oud. Ga na of dat hier is toegestaan.",
        "Law: Stcrt. 2024, 10148 (alleen het Wmo-deel)",
    ),
    _C.REFERENCE_REPEATED: _decide(
        "rij {detail} heeft hetzelfde klantnummer, dezelfde soort en dezelfde maand, met andere"
        " gegevens. Kies welke van de twee geldt.",
        _FORMAT,
    ),
    _C.NO_PERSONAL_CONTACT: _unlawful(
        "er is geen persoonlijk contact gezocht, en zonder dat mag de klant niet worden gemeld."
        " Zoek eerst contact.",
        f"{_BGS} onder a",
    ),
    _C.HELP_NOT_MENTIONED: _unlawful(
        "de klant is niet op hulp gewezen, en zonder dat mag de klant niet worden gemeld. Wijs"
        " eerst op hulp.",
        f"{_BGS} onder b",
    ),
    _C.NO_REMINDER: _unlawful(
        "er is geen schriftelijke herinnering gestuurd, en zonder die mag de klant niet worden"
        " gemeld. Stuur er eerst een.",
        f"{_BGS} onder c",
    ),
    _C.CONSENT_REFUSED: _unlawful(
        "de klant wil niet dat gegevens worden doorgegeven. Meld deze klant niet.",
        f"{_BGS} onder d (ontwerptekst, niet geverifieerd)",
    ),
    _C.NOT_CURRENT_CUSTOMER: _unlawful(
        "dit is geen huidige klant, en alleen huidige klanten worden gemeld. Meld deze klant niet.",
        _NVVK,
    ),
    _C.RUNNING_ARRANGEMENT: _unlawful(
        "de klant komt een betalingsregeling na en wordt dan niet gemeld. Meld deze klant niet.",
        _NVVK,
    ),
    _C.TYPE_NOT_LAWFUL: _unlawful(
        "op de signaaldatum mocht deze soort partner niet melden ({detail}). Meld deze klant niet.",
        _REGISTER,
    ),
    _C.GEMEENTE_NOT_IN_EXPERIMENT: _unlawful(
        "deze gemeente is niet aangewezen voor het experiment ({detail}). Meld deze klant niet.",
        "Law: Wgs art. 10",
    ),
    _C.BELOW_LEGAL_MINIMUM: _unlawful(
        "het bedrag ligt onder het wettelijke minimum van {detail} voor deze soort partner. Meld"
        " deze klant niet.",
        _REGISTER,
    ),
    _C.OTHER_GEMEENTE: _unlawful(
        "de klant woont volgens de rij in een andere gemeente. Lever de rij aan die gemeente.",
        "Policy: gegevens van inwoners van een andere gemeente worden niet bewaard",
    ),
    _C.ONLY_BSN: _unlawful(
        "de rij noemt de klant alleen met een BSN, en dat mag deze partner niet gebruiken. Lever"
        " postcode en huisnummer.",
        _BSN,
    ),
    _C.YOUNG_ARREARS: _warn(
        "de achterstand is jonger dan 30 dagen. Ga na of melden al passend was.",
        "Policy: LCV, 30 dagen; de wet kent geen grens",
    ),
    _C.OLD_ARREARS: _warn(
        "de achterstand is ouder dan 100 dagen. Meld zo mogelijk eerder.",
        "Policy: LCV; de wet kent geen grens, dus nooit reden tot weigeren",
    ),
    _C.STALE_SIGNAL: _warn(
        "het signaal is meer dan {detail} dagen voor de levering verstuurd. Lever vaker of sneller."
    ),
    _C.SUPPLY_END_NEAR: _warn(
        "de levering eindigt binnen 20 werkdagen na het signaal. Meld een einde levering eerder.",
        "Law: eindeleveringssignaal ten minste 20 werkdagen voor het einde (vanaf 1-4-2023)",
    ),
    _C.PHONE_MISSING: _warn(
        "er is geen telefoonnummer, wat bellen onmogelijk maakt. Lever het mee."
    ),
    _C.UNREADABLE_PHONE: _warn(
        "dit telefoonnummer is niet te lezen en is weggelaten. Schrijf tien cijfers, of begin met +"
        " en het landnummer."
    ),
    _C.UNREADABLE_EMAIL: _warn(
        "dit e-mailadres is niet te lezen en is weggelaten. Controleer het adres."
    ),
    _C.UNREADABLE_KVK: _warn(
        "een KVK-nummer telt acht cijfers; de waarde is weggelaten. Controleer het nummer."
    ),
    _C.BSN_REMOVED: _warn(
        "het BSN is verwijderd: deze partner mag het niet gebruiken. Lever het niet mee.", _BSN
    ),
    _C.BSN_INVALID: _warn(
        "dit BSN telt geen negen cijfers of doorstaat de elfproef niet, en is weggelaten."
        " Controleer het nummer.",
        _BSN,
    ),
    _C.LEGAL_PERSON: _warn(
        "de klant lijkt een rechtspersoon, en die krijgt geen aanbod. Meld alleen natuurlijke"
        " personen."
    ),
    _C.GARBLED_TEXT: _warn(
        "de tekst bevat vreemde tekens, alsof het bestand met een verkeerde tekenset is opgeslagen."
        " Sla het op als UTF-8."
    ),
    _C.FORMULA_CELL: _warn(
        "de cel bevat een formule; de laatst berekende waarde is gebruikt. Lever waarden."
    ),
    _C.CELLS_MISSING: _warn(
        "de rij heeft minder cellen dan de kop. Controleer of niets verschoof."
    ),
    _C.STATUS_NOT_TAKEN: _warn(
        "de status in het bestand is niet overgenomen: elk signaal begint hier als nog niet"
        " opgepakt. U hoeft niets te doen."
    ),
    _C.CORRECTS_EARLIER: _warn(
        "dit signaal was al geleverd en is bijgewerkt naar versie {detail}. U hoeft niets te doen."
    ),
    _C.REVOKES_EARLIER: _note(
        "dit signaal was eerder ingenomen en blijkt nu niet rechtmatig. Was het nog niet opgepakt,"
        " dan geldt het als onterecht; een medewerker beoordeelt het verder."
    ),
    _C.ALREADY_DELIVERED: _note(
        "dit signaal was al geleverd, met dezelfde gegevens. U hoeft niets te doen."
    ),
    _C.ALREADY_JUDGED: _note(
        "deze rij is al eerder geleverd en wacht op een besluit, of kreeg het al. U hoeft niets te"
        " doen."
    ),
    _C.REPEATED_IN_FILE: _note("deze rij is gelijk aan rij {detail}. Lever elke rij één keer."),
    _C.HEADER_REPEATED: _note(
        "deze rij herhaalt de kop met kolomnamen en is overgeslagen. Zet de kop één keer in het"
        " bestand."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about one row. It holds no value from the row.

    `column` is the name as the partner's file has it; `detail` fills the sentence.
    """

    code: FindingCode
    column: str = ""
    detail: str = ""

    @property
    def meaning(self) -> Meaning:
        """What the code stands for."""
        return MEANINGS[self.code]

    @property
    def severity(self) -> Severity:
        """What the finding does to its row."""
        return MEANINGS[self.code].severity

    def sentence(self, row_no: int) -> str:
        """Return the finding as a Dutch sentence: where, what, and what to do.

        Policy: no value from the row is repeated; it may be personal data.
        """
        where = f"Rij {row_no}, kolom '{self.column}'" if self.column else f"Rij {row_no}"
        return f"{where}: {self.meaning.sentence.format(detail=self.detail)}"

    def as_data(self) -> dict[str, str]:
        """Return the finding as plain values, for JSON and for storage."""
        data = {"code": self.code.value}
        if self.column:
            data["column"] = self.column
        if self.detail:
            data["detail"] = self.detail
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Finding":
        """Return the finding that `as_data` described."""
        return cls(FindingCode(data["code"]), data.get("column", ""), data.get("detail", ""))


_RANK = {severity: rank for rank, severity in enumerate(Severity)}
_SEVERITY = {code: meaning.severity for code, meaning in MEANINGS.items()}


def heaviest(findings: tuple[Finding, ...]) -> Severity:
    """Return the severity that decides about a row with these findings.

    Policy: unlawful outweighs quarantine, which outweighs a warning.
    """
    return max(
        (_SEVERITY[finding.code] for finding in findings),
        key=_RANK.__getitem__,
        default=Severity.NOTE,
    )
