"""Reading a rule table from plain values, naming every fault with its place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from string import Formatter
from typing import Any

from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import PartnerType, SignalKind
from rondkomen.outreach.core.priority import (
    HOLDS,
    REASON_WORDS,
    AgeBand,
    Rule,
    RuleTable,
    Terms,
)

FORMAT = "rondkomen/rule-table/1"
_ID = re.compile(r"[a-z][a-z0-9-]{1,59}")
_MOST_POINTS, _MOST_RULES, _OLDEST = 1000, 200, 130


class Level(StrEnum):
    """A fault stops publication; a remark only asks for a second look."""

    FAULT = "fault"
    REMARK = "remark"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: a path such as `rules[2].points`."""

    where: str
    sentence: str
    level: Level = Level.FAULT

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(frozen=True)
class Shape:
    """What a value must look like: the check, the Dutch words for it, and its JSON Schema."""

    holds: Callable[[Any], bool]
    words: str
    schema: Mapping[str, Any]


def _whole(least: int, most: int) -> Shape:
    return Shape(
        lambda value: type(value) is int and least <= value <= most,
        f"een geheel getal van {least} tot en met {most}",
        {"type": "integer", "minimum": least, "maximum": most},
    )


def _text(most: int, least: int = 1) -> Shape:
    return Shape(
        lambda value: isinstance(value, str) and least <= len(value.strip()) <= most,
        f"tekst van {least} tot en met {most} tekens",
        {"type": "string", "minLength": least, "maxLength": most},
    )


def _one_or_more(codes: type[StrEnum]) -> Shape:
    known = [code.value for code in codes]
    return Shape(
        lambda value: isinstance(value, list) and bool(value) and all(v in known for v in value),
        "een lijst met een of meer van: " + ", ".join(known),
        {"type": "array", "minItems": 1, "items": {"enum": known}},
    )


_YES_NO = Shape(
    lambda value: isinstance(value, bool), "ja of nee (true of false)", {"type": "boolean"}
)
_NAMES = Shape(
    lambda value: (
        isinstance(value, list) and bool(value) and all(isinstance(v, str) for v in value)
    ),
    "een lijst met een of meer namen",
    {"type": "array", "minItems": 1, "items": {"type": "string"}},
)
_IDENTIFIER = Shape(
    lambda value: isinstance(value, str) and _ID.fullmatch(value) is not None,
    "2 tot 60 kleine letters, cijfers en streepjes, te beginnen met een letter",
    {"type": "string", "pattern": f"^{_ID.pattern}$"},
)
_MAPPING = Shape(lambda value: isinstance(value, dict), "een blok met velden", {"type": "object"})
_LIST = Shape(lambda value: isinstance(value, list), "een lijst", {"type": "array"})

_EUROS = _whole(0, 100_000)
CONDITION_SHAPES: dict[str, Shape] = {
    "kind_in": _one_or_more(SignalKind),
    "partner_type_in": _one_or_more(PartnerType),
    "partner_types_all": _one_or_more(PartnerType),
    "supply_ends_within": _whole(0, 60),
    "amount_at_least": _EUROS,
    "amount_below": _EUROS,
    "partners_at_least": _whole(1, 20),
    "multiple": _YES_NO,
    "consecutive": _YES_NO,
    "repeat": _YES_NO,
    "increased": _YES_NO,
    "age_band_in": _NAMES,
    "children": _YES_NO,
}

TERM_SHAPES: dict[str, Shape] = {
    "offer_days": _whole(1, 60),
    "handover_working_days": _whole(1, 30),
    "stalled_days": _whole(1, 90),
    "retention_months": _whole(6, 84),
    "threshold_euros": _EUROS,
}

RULE_SHAPES: dict[str, Shape] = {
    "id": _IDENTIFIER,
    "when": _MAPPING,
    "points": _whole(-_MOST_POINTS, _MOST_POINTS),
    "reason": _text(200),
    "group": _IDENTIFIER,
}

BAND_SHAPES: dict[str, Shape] = {
    "name": _IDENTIFIER,
    "label": _text(60),
    "at_least": _whole(0, _OLDEST),
    "at_most": _whole(0, _OLDEST),
}

TABLE_SHAPES: dict[str, Shape] = {
    "format": Shape(lambda value: value == FORMAT, f"'{FORMAT}'", {"const": FORMAT}),
    "name": _text(100),
    "version": _text(40),
    "explanation": _text(2000),
    "rules": _LIST,
    "age_bands": _LIST,
    "terms": _MAPPING,
    "minimum_points": _whole(-_MOST_POINTS, _MOST_POINTS),
    "cases_per_week": _whole(0, 100_000),
    "age_ground": _text(1000, least=0),
    "children_ground": _text(1000, least=0),
}

_REQUIRED = {
    "table": ("format", "name", "version", "explanation", "rules", "age_bands"),
    "rule": ("id", "when", "points", "reason"),
    "band": ("name", "label", "at_least", "at_most"),
    "terms": (),
}


def check(data: Any) -> tuple[Fault, ...]:
    """Every fault and remark in a rule table given as plain values, in reading order.

    Policy: age and children count only with a written ground; an end of supply and a higher
    arrear are picked up whatever the table says.
    """
    if not isinstance(data, dict):
        return (Fault("bestand", "Een regeltabel is een blok met velden. Zie het voorbeeld."),)
    found = [*_check_block(data, TABLE_SHAPES, "table", "")]
    if isinstance(data.get("terms"), dict):
        found += _check_block(data["terms"], TERM_SHAPES, "terms", "terms.")
    found += _check_bands(data)
    found += _check_rules(data)
    found += _remarks(data)
    return tuple(found)


def build(data: Any) -> RuleTable:
    """The rule table that plain values describe.

    Raises: Refused with the first fault when `check` finds one.
    Policy: `check`.
    """
    faults = [fault for fault in check(data) if fault.level is Level.FAULT]
    if faults:
        more = f" In totaal zijn er {len(faults)} fouten." if len(faults) > 1 else ""
        raise Refused(faults[0].sentence + more, code="rule_table", where=faults[0].where)
    known_terms = {field.name for field in fields(Terms)}
    terms = {key: value for key, value in data.get("terms", {}).items() if key in known_terms}
    plain = {
        key: data[key]
        for key in ("minimum_points", "cases_per_week", "age_ground", "children_ground")
        if key in data
    }
    return RuleTable(
        name=data["name"],
        version=data["version"],
        explanation=data["explanation"],
        rules=tuple(Rule(**rule) for rule in data["rules"]),
        age_bands=tuple(AgeBand(**band) for band in data["age_bands"]),
        terms=Terms(**terms),
        **plain,
    )


def _check_block(
    block: Mapping[Any, Any], shapes: Mapping[str, Shape], kind: str, place: str
) -> Iterator[Fault]:
    for key in _REQUIRED[kind]:
        if key not in block:
            yield Fault(f"{place}{key}", "Dit veld ontbreekt. Vul het in.")
    for key, value in block.items():
        shape = shapes.get(key)
        if shape is None:
            yield Fault(
                f"{place}{key}", f"Dit veld bestaat niet. Bekend zijn: {', '.join(sorted(shapes))}."
            )
        elif not shape.holds(value):
            yield Fault(f"{place}{key}", f"Hier hoort {shape.words}.")


def _items(data: Mapping[str, Any], key: str, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    items = data.get(key)
    for number, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield f"{key}[{number + 1}]", item


def _not_blocks(data: Mapping[str, Any], key: str) -> Iterator[Fault]:
    items = data.get(key)
    for number, item in enumerate(items if isinstance(items, list) else []):
        if not isinstance(item, dict):
            yield Fault(f"{key}[{number + 1}]", "Hier hoort een blok met velden.")


def _check_bands(data: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _not_blocks(data, "age_bands")
    highest, names = -1, set()
    for place, band in _items(data, "age_bands", "band"):
        faults = list(_check_block(band, BAND_SHAPES, "band", f"{place}."))
        yield from faults
        if faults:
            continue
        if band["name"] in names:
            yield Fault(f"{place}.name", "Deze naam komt twee keer voor.")
        names.add(band["name"])
        if band["at_most"] < band["at_least"]:
            yield Fault(f"{place}.at_most", "De hoogste leeftijd is lager dan de laagste.")
        if band["at_least"] <= highest:
            yield Fault(f"{place}.at_least", "Deze groep overlapt met een eerdere.")
        highest = max(highest, band["at_most"])


def _check_rules(data: Mapping[str, Any]) -> Iterator[Fault]:
    rules = data.get("rules")
    if isinstance(rules, list) and not 1 <= len(rules) <= _MOST_RULES:
        yield Fault("rules", f"Een tabel heeft 1 tot en met {_MOST_RULES} regels.")
    yield from _not_blocks(data, "rules")
    seen: set[str] = set()
    for place, rule in _items(data, "rules", "rule"):
        yield from _check_block(rule, RULE_SHAPES, "rule", f"{place}.")
        name = rule.get("id")
        if isinstance(name, str) and name in seen:
            yield Fault(f"{place}.id", "Deze naam komt twee keer voor.")
        seen.add(str(name))
        if rule.get("points") == 0:
            yield Fault(
                f"{place}.points", "Nul punten doet niets. Geef punten of haal de regel weg."
            )
        yield from _check_reason(rule.get("reason"), f"{place}.reason")
        if isinstance(rule.get("when"), dict):
            yield from _check_when(rule["when"], data, f"{place}.when")


def _check_reason(reason: Any, place: str) -> Iterator[Fault]:
    if not isinstance(reason, str):
        return
    try:
        parts = list(Formatter().parse(reason))
    except ValueError:
        yield Fault(place, "Een accolade staat open of alleen. Schrijf een woord als {amount}.")
        return
    for _text_part, word, form, conversion in parts:
        if word is not None and (word not in REASON_WORDS or form or conversion):
            yield Fault(place, f"Onbekend invulwoord. Bekend zijn: {', '.join(REASON_WORDS)}.")


def _check_when(when: dict[Any, Any], data: Mapping[str, Any], place: str) -> Iterator[Fault]:
    if not when:
        yield Fault(place, "Een regel heeft ten minste één voorwaarde.")
    for name, value in when.items():
        shape = CONDITION_SHAPES.get(name)
        if shape is None:
            yield Fault(
                f"{place}.{name}", f"Onbekende voorwaarde. Bekend zijn: {', '.join(sorted(HOLDS))}."
            )
        elif not shape.holds(value):
            yield Fault(f"{place}.{name}", f"Hier hoort {shape.words}.")
        else:
            yield from _check_ground(name, value, data, f"{place}.{name}")
    low, high = when.get("amount_at_least"), when.get("amount_below")
    if isinstance(low, int) and isinstance(high, int) and low >= high:
        yield Fault(f"{place}.amount_below", "Geen bedrag voldoet aan beide grenzen.")


def _check_ground(name: str, value: Any, data: Mapping[str, Any], place: str) -> Iterator[Fault]:
    if name == "children" and not str(data.get("children_ground") or "").strip():
        yield Fault(
            place,
            "Kinderen tellen alleen mee als children_ground zegt op welke grond dat mag.",
        )
    if name != "age_band_in":
        return
    if not str(data.get("age_ground") or "").strip():
        yield Fault(place, "Leeftijd telt alleen mee als age_ground zegt welk beleid dat vraagt.")
    known = {band.get("name") for _place, band in _items(data, "age_bands", "band")}
    for band in value:
        if band not in known:
            yield Fault(place, "Deze leeftijdsgroep staat niet bij age_bands.")


def _remarks(data: Mapping[str, Any]) -> Iterator[Fault]:
    minimum = data.get("minimum_points", 0)
    if type(minimum) is int and minimum > 0:
        yield Fault(
            "minimum_points",
            "Zaken met minder punten vallen af, terwijl de gemeente bij elk aangewezen signaal een "
            "gesprek moet aanbieden. Leg vast wie hierover besloot.",
            Level.REMARK,
        )
    terms = data.get("terms")
    if isinstance(terms, dict) and terms.get("threshold_euros"):
        yield Fault(
            "terms.threshold_euros",
            "De wet kent geen drempel. Leg vast wie hierover besloot.",
            Level.REMARK,
        )
