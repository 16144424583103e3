"""Figures in words and numbers, as people read them; Dutch, or English when asked for."""

from collections.abc import Mapping
from fractions import Fraction

from rondkomen.kernel.period import Month
from rondkomen.monitoring.core.definitions import Unit, Words
from rondkomen.monitoring.core.figures import DECIMALS, Beside, Figure, half_away
from rondkomen.monitoring.core.suppression import SAFETY

_ABSENT = {
    "no_inhabitants": Words("inwonertal ontbreekt", "number of inhabitants is missing"),
    "nothing_counted": Words("niets geteld", "nothing counted"),
    "hidden": Words("niet getoond: te klein", "not shown: too small"),
    "too_few": Words("niet getoond: minder dan 50", "not shown: fewer than 50"),
}
_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_OVER = {
    Unit.PER_THOUSAND: Words("op", "to"),
    Unit.PERCENT: Words("van", "of"),
    Unit.RATIO: Words("op", "to"),
}


def month_name(month: Month, language: str = "nl") -> str:
    """`november 2026`."""
    names = _ENGLISH_MONTHS if language.startswith("en") else _MONTHS
    return f"{names[month.month - 1]} {month.year}"


def number_text(value: Fraction | int, decimals: int = 0, language: str = "nl") -> str:
    """`1.234` or `4,0`: half goes away from nought, and nought has no sign."""
    scale = 10**decimals
    steps = abs(half_away(Fraction(value * scale)))
    sign = "−" if value < 0 and steps else ""
    text = f"{steps // scale:,}" + (f".{steps % scale:0{decimals}d}" if decimals else "")
    if not language.startswith("en"):
        text = text.translate(str.maketrans(",.", ".,"))
    return sign + text


def value_text(figure: Figure, language: str = "nl") -> str:
    """The value with its unit, or why there is none: `4,0 per 1.000`, `82%`, `6 dagen`."""
    if figure.value is None:
        return _ABSENT[figure.absent].text(language)
    return _with_unit(_plain(figure.value, figure.unit, language), figure, language)


def _plain(value: Fraction, unit: Unit, language: str) -> str:
    whole_days = unit is Unit.DAYS and value.denominator == 1
    return number_text(value, 0 if whole_days else DECIMALS[unit], language)


def _with_unit(text: str, figure: Figure, language: str) -> str:
    english = language.startswith("en")
    match figure.unit:
        case Unit.PERCENT:
            return f"{text}%"
        case Unit.PER_THOUSAND:
            return f"{text} per 1,000" if english else f"{text} per 1.000"
        case Unit.DAYS:
            one = figure.value == 1
            return f"{text} {'day' if one else 'days'}" if english else f"{text} {_days(one)}"
        case _:
            return text


def _days(one: bool) -> str:
    return "dag" if one else "dagen"


def base_text(figure: Figure, language: str = "nl") -> str:
    """What the value is made of: `198 van 241 (alle signalen van de maand)`; empty without one."""
    if figure.denominator is None:
        return ""
    words = figure.denominator_words.text(language)
    denominator = number_text(figure.denominator, language=language)
    if figure.numerator is None:
        return f"{denominator} {words}"
    numerator = number_text(figure.numerator, language=language)
    return f"{numerator} {_OVER[figure.unit].text(language)} {denominator} ({words})"


def ninetieth_text(figure: Figure, language: str = "nl") -> str:
    """`negen van de tien binnen 12 dagen`; empty for a figure that is no lead time."""
    if figure.ninetieth is None:
        return ""
    days = number_text(figure.ninetieth, language=language)
    if language.startswith("en"):
        return f"nine in ten within {days} days"
    return f"negen van de tien binnen {days} {_days(figure.ninetieth == 1)}"


def difference_text(beside: Beside, language: str = "nl") -> str:
    """`+3 procentpunt`, `−0,4` or `gelijk`; empty when there is nothing to compare."""
    if beside.difference is None:
        return ""
    unit, english = beside.figure.unit, language.startswith("en")
    text = _plain(beside.difference, unit, language)
    if text.strip("−0.,") == "":
        return "the same" if english else "gelijk"
    signed = text if text.startswith("−") else f"+{text}"
    if unit is Unit.PERCENT:
        return f"{signed} {'percentage points' if english else 'procentpunt'}"
    if unit is Unit.DAYS:
        return f"{signed} {'days' if english else _days(abs(beside.difference) == 1)}"
    return signed


def sentence(month: Month, found: Mapping[str, Beside], language: str = "nl") -> str:
    """What happened this month, in one sentence; parts that may not be shown are left out."""
    english = language.startswith("en")
    inflow = found["inflow"].figure
    name = month_name(month, language)
    if inflow.numerator is None:
        return (
            f"Too little was counted in {name} to show."
            if english
            else f"In {name} is te weinig geteld om te tonen."
        )
    if not inflow.numerator:
        return f"No signals in {name}." if english else f"In {name} zijn er geen signalen."
    parts: list[str] = []
    templates = _PARTS_EN if english else _PARTS_NL
    for key, template in templates.items():
        figure = found[key].figure
        if figure.value is not None:
            parts.append(template.format(value_text(figure, language)))
    first = _came_in(month, found["inflow"], language)
    if not parts:
        return f"{first}."
    last = (" and " if english else " en ") if parts[:-1] else ""
    return f"{first}; {', '.join(parts[:-1])}{last}{parts[-1]}."


_PARTS_NL = {
    "pick_up": "{} daarvan is opgepakt",
    "reach": "in {} van de opgepakte zaken is iemand bereikt",
    "accepted_of_reached": "{} van wie bereikt is, aanvaardde hulp",
}
_PARTS_EN = {
    "pick_up": "{} of them were picked up",
    "reach": "somebody was reached in {} of the picked-up cases",
    "accepted_of_reached": "{} of those reached accepted help",
}


def _came_in(month: Month, beside: Beside, language: str) -> str:
    figure, name = beside.figure, month_name(month, language)
    number = number_text(figure.numerator or 0, language=language)
    rate = f" ({value_text(figure, language)} {_people(language)})" if figure.value else ""
    trend = _trend(beside, language)
    if language.startswith("en"):
        return f"In {name} {number} signals came in{rate}{trend}"
    return f"In {name} kwamen {number} signalen binnen{rate}{trend}"


def _people(language: str) -> str:
    return "inhabitants" if language.startswith("en") else "inwoners"


def _trend(beside: Beside, language: str) -> str:
    """` , 12% meer dan een jaar eerder`, of the numbers of signals as both years show them.

    Policy: no percentage on fewer than 50, here of the year before.
    """
    now = beside.figure.numerator
    before = beside.last_year.numerator if beside.last_year else None
    if now is None or before is None or before < SAFETY.percent_from:
        return ""
    share = Fraction(100 * (now - before), before)
    text = number_text(abs(share), language=language)
    english = language.startswith("en")
    if text == "0":
        return ", as many as a year earlier" if english else ", evenveel als een jaar eerder"
    if english:
        return f", {text}% {'more' if share > 0 else 'fewer'} than a year earlier"
    return f", {text}% {'meer' if share > 0 else 'minder'} dan een jaar eerder"
