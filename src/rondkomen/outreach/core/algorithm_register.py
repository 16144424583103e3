"""The entry for the Algoritmeregister, written from the active rule table itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rondkomen.outreach.core.codes import PARTNER_TYPE_LABELS, SIGNAL_KIND_LABELS
from rondkomen.outreach.core.priority import Rule, RuleTable

STANDARD_VERSION = "1.0.10"
_SHORT, _LONG = 350, 2500

REQUIRED_FIELDS = (
    "naam",
    "korte_omschrijving",
    "organisatie",
    "status",
    "contactgegevens",
    "publicatiecategorie",
    "taal",
    "schema",
)

_LIMITS = {"naam": 100, "korte_omschrijving": _SHORT - 1, "organisatie": 100}


@dataclass(frozen=True)
class Publisher:
    """The municipality that publishes the entry."""

    organisation: str
    contact: str
    category: str = "Impactvolle algoritmes"


def register_entry(
    table: RuleTable, publisher: Publisher, *, active_since: date | None
) -> Mapping[str, str]:
    """The fields of the register entry, in the order of the publication standard.

    Policy: Publicatiestandaard Algoritmeregister 1.0.10. The category is the municipality's own
    choice; the six entries read for this field differ between "impactvol" and "overig".
    """
    return {
        "naam": "Volgorde van zaken bij vroegsignalering van schulden",
        "korte_omschrijving": _SHORT_TEXT,
        "organisatie": publisher.organisation,
        "thema": "Sociale zekerheid",
        "status": "In gebruik" if active_since else "In ontwikkeling",
        "begindatum": f"{active_since:%Y-%m}" if active_since else "",
        "contactgegevens": publisher.contact,
        "publicatiecategorie": publisher.category,
        "doel_en_impact": _GOAL,
        "afwegingen": _weighing(table),
        "menselijke_tussenkomst": _HUMAN,
        "risicobeheer": _RISK,
        "wettelijke_basis": _LAW,
        "gegevens": _data_used(table),
        "technische_werking": _working(table),
        "taal": "nld",
        "schema": STANDARD_VERSION,
        "bron_id": f"regeltabel {table.name}, versie {table.version}",
    }


def faults_in(entry: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences that say which field is missing or too long.

    Policy: Publicatiestandaard Algoritmeregister 1.0.10: required fields and lengths.
    """
    missing = [f"{field}: vul dit veld in." for field in REQUIRED_FIELDS if not entry.get(field)]
    too_long = [
        f"{field}: {len(text)} tekens is te lang, het mogen er {_LIMITS.get(field, _LONG)} zijn."
        for field, text in entry.items()
        if len(text) > _LIMITS.get(field, _LONG)
    ]
    return (*missing, *too_long)


_SHORT_TEXT = (
    "Partners, zoals een verhuurder, melden bij ons dat iemand een rekening niet betaalt. Wij "
    "bieden dan hulp aan. Een lijst met regels bepaalt bij wie wij het eerst langsgaan. Elke regel "
    "geeft punten. Een medewerker ziet waarom en beslist zelf."
)
_GOAL = (
    "Het doel is dat wij mensen met betalingsproblemen snel hulp aanbieden, en het eerst waar de "
    "nood het hoogst is: bijvoorbeeld als energie of water dreigt te stoppen. De regels bepalen "
    "alleen de volgorde. Ze bepalen niet of iemand recht heeft op hulp."
)
_HUMAN = (
    "Een medewerker ziet bij elke zaak het aantal punten en de redenen daarvoor. De medewerker "
    "beslist of de zaak wordt opgepakt en kan van de volgorde afwijken. Een nieuwe versie van de "
    "regels maakt de ene medewerker en publiceert een andere."
)
_RISK = (
    "Vóór publicatie proberen wij een versie uit op eerdere maanden. Wij kijken hoeveel werk het "
    "geeft, wie er afvalt en of groepen (leeftijd, wijk) anders uitkomen dan bedoeld. Elke uitkomst "
    "bewaart de versie van de regels, zodat die later is na te rekenen."
)
_LAW = (
    "Wet gemeentelijke schuldhulpverlening, artikel 3 lid 1 onder b; Besluit gemeentelijke "
    "schuldhulpverlening (Stb. 2020, 240)."
)


def _weighing(table: RuleTable) -> str:
    parts = [
        table.explanation.strip(),
        "Wij gebruiken geen zelflerend algoritme: een vaste lijst met regels is na te gaan.",
    ]
    if table.minimum_points > 0:
        parts.append(f"Zaken met minder dan {table.minimum_points} punten pakken wij niet op.")
    if table.terms.threshold_euros > 0:
        parts.append(
            f"Onder € {table.terms.threshold_euros} pakken wij een signaal niet op, behalve als "
            "de achterstand hoger werd of een levering dreigt te stoppen."
        )
    for label, ground in (("Leeftijd", table.age_ground), ("Kinderen", table.children_ground)):
        if ground.strip():
            parts.append(f"{label} mag meetellen: {ground.strip()}")
    return _fit(parts)


_USED = {
    "kind_in": "het soort signaal",
    "partner_type_in": "het soort partner",
    "partner_types_all": "het soort partner",
    "supply_ends_within": "de datum waarop een levering stopt",
    "amount_at_least": "het bedrag van de achterstand",
    "amount_below": "het bedrag van de achterstand",
    "partners_at_least": "het aantal partners dat meldde",
    "multiple": "het aantal signalen in de maand",
    "consecutive": "of er de zes maanden ervoor ook een signaal was",
    "repeat": "of dezelfde partner eerder meldde",
    "increased": "of de achterstand hoger werd",
    "age_band_in": "de leeftijdsgroep",
    "children": "of er kinderen in het huishouden zijn",
}


def _data_used(table: RuleTable) -> str:
    used = sorted({_USED[name] for rule in table.rules for name in rule.when})
    return "De regels gebruiken: " + "; ".join(used) + "."


def _working(table: RuleTable) -> str:
    intro = (
        f"De punten van alle regels die gelden, worden opgeteld (versie {table.version}). "
        "Van regels in dezelfde groep telt alleen de eerste die geldt."
    )
    return _fit([intro, *(_rule_sentence(rule, table) for rule in table.rules)])


def rule_sentence_parts(rule: Rule, table: RuleTable) -> tuple[str, ...]:
    """The conditions of a rule, each as a Dutch phrase.

    Policy: the words screens, the register and letters share for a condition.
    """
    return tuple(_condition(name, value, table) for name, value in rule.when.items())


def _rule_sentence(rule: Rule, table: RuleTable) -> str:
    return f"{rule.points:+d} punten als {' en '.join(rule_sentence_parts(rule, table))}."


_FIXED = {
    ("multiple", True): "er meer dan één signaal in de maand is",
    ("multiple", False): "er één signaal in de maand is",
    ("consecutive", True): "er in de zes maanden ervoor ook een signaal was",
    ("consecutive", False): "er in de zes maanden ervoor geen signaal was",
    ("repeat", True): "dezelfde partner eerder meldde",
    ("repeat", False): "geen partner eerder meldde",
    ("increased", True): "de achterstand hoger werd",
    ("increased", False): "de achterstand niet hoger werd",
    ("children", True): "er kinderen in het huishouden zijn",
    ("children", False): "er geen kinderen in het huishouden zijn",
}

_NUMBERED = {
    "supply_ends_within": "een levering binnen {} werkdagen stopt",
    "amount_at_least": "de achterstand ten minste € {} is",
    "amount_below": "de achterstand lager dan € {} is",
    "partners_at_least": "ten minste {} partners meldden",
}


def _condition(name: str, value: object, table: RuleTable) -> str:
    if name in _NUMBERED:
        return _NUMBERED[name].format(value)
    if isinstance(value, bool):
        return _FIXED[(name, value)]
    words = _list_words(name, value if isinstance(value, list) else [], table)
    if name == "kind_in":
        return f"het soort signaal is: {' of '.join(words)}"
    if name == "age_band_in":
        return f"de leeftijdsgroep is: {' of '.join(words)}"
    joint = " en " if name == "partner_types_all" else " of "
    return f"het signaal komt van: {joint.join(words)}"


def _list_words(name: str, values: list[str], table: RuleTable) -> list[str]:
    if name == "age_band_in":
        return [band.label for band in table.age_bands if band.name in values]
    labels = {str(code): label for code, label in SIGNAL_KIND_LABELS.items()}
    labels |= {str(code): label for code, label in PARTNER_TYPE_LABELS.items()}
    return [labels[value] for value in values]


def _fit(parts: list[str]) -> str:
    text = ""
    for part in parts:
        longer = f"{text} {part}".strip()
        if len(longer) > _LONG - 60:
            return f"{text} De volledige tabel is op te vragen."
        text = longer
    return text
