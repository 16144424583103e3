"""When a question is asked, picked from lists: each choice is one condition on an earlier question.

A condition is written in a list as `has:Q1:Q1.5|Q1.6`, `least:A:4`, `most:A:2`, `range:A:2:4`,
`unknown:A` or `given:A`; codes hold no colon and no bar.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.definition import (
    ChoiceShape,
    Instrument,
    MatrixShape,
    Question,
    RankingShape,
    ScaleShape,
)
from rondkomen.dialogue.core.instrument.faults import WITH_NUMBERS
from rondkomen.dialogue.core.instrument.wording import said
from rondkomen.web.ui.questions.drawing import say

Block = Mapping[str, Any]
JOIN = "when_join"
KEEP = "when_keep"
_SPARE = 1
_LONGEST_LABEL = 110
_JOINS = (
    ("all", gettext_lazy("als al deze voorwaarden kloppen")),
    ("any", gettext_lazy("als één van deze voorwaarden klopt")),
)


def parts_of(condition: Block | None) -> tuple[str, list[Block]] | None:
    """How the plain conditions within are joined, and those; None for one that lists cannot say."""
    if condition is None:
        return "all", []
    for join in ("all", "any"):
        if join in condition:
            plain = [part for part in condition[join] if "answer" in part]
            return (join, plain) if len(plain) == len(condition[join]) else None
    return ("all", [condition]) if "answer" in condition else None


def in_words(condition: Block, instrument: Instrument) -> str:
    """The condition as a phrase in the language of the page."""
    return said(reading.condition(condition), instrument, get_language() or "nl")


def condition_fields(
    condition: Block | None, earlier: Sequence[Question], instrument: Instrument
) -> dict[str, forms.Field]:
    """The fields to pick a condition with; one tick to keep it when lists cannot say it."""
    found = parts_of(condition)
    if found is None and condition is not None:
        phrase = in_words(condition, instrument)
        return {KEEP: _tick(_("Alleen als %(condition)s") % {"condition": phrase})}
    join, plain = found or ("all", [])
    fields: dict[str, forms.Field] = {}
    if plain:
        fields[JOIN] = forms.ChoiceField(
            label=_("Vraag dit alleen"), choices=_JOINS, initial=join, required=False
        )
    for number, part in enumerate([*plain, *[None] * _SPARE]):
        code, value = _picked(part, earlier)
        fields[f"when_{number}"] = forms.ChoiceField(
            label=_("Voorwaarde %(number)s") % {"number": number + 1},
            choices=_choices(earlier, instrument, code),
            initial=code,
            required=False,
        )
        if any(_takes_number(question) for question in earlier):
            fields[f"when_{number}_number"] = forms.FloatField(
                label=_("Het getal bij voorwaarde %(number)s") % {"number": number + 1},
                initial=value,
                required=False,
            )
    return fields


def condition_from(given: Mapping[str, Any], before: Block | None) -> Block | None:
    """The condition as picked; None for always."""
    if KEEP in given:
        return before if given[KEEP] else None
    picked = []
    number = 0
    while f"when_{number}" in given:
        text = given[f"when_{number}"]
        if text:
            picked.append(_condition(text, given.get(f"when_{number}_number")))
        number += 1
    if len(picked) < 2:
        return picked[0] if picked else None
    return {given.get(JOIN) or "all": picked}


def _tick(label: str) -> forms.BooleanField:
    help_text = _("Haal het vinkje weg om deze voorwaarde te laten vervallen.")
    return forms.BooleanField(label=label, initial=True, required=False, help_text=help_text)


def _choices(earlier: Sequence[Question], instrument: Instrument, current: str) -> list[Any]:
    groups: list[Any] = [("", _("altijd"))]
    known = {""}
    for question in earlier:
        options = [(code, _label(code, instrument)) for code in _codes(question)]
        known.update(code for code, _label_of in options)
        groups.append((f"{question.code}. {_short(say(question.text))}", options))
    if current not in known:
        groups.insert(1, (current, _label(current, instrument)))
    return groups


def _codes(question: Question) -> Iterator[str]:
    """Everything one can ask of the answer to this question."""
    code = question.code
    match question.shape:
        case ChoiceShape(options=items) | RankingShape(options=items):
            yield from (f"has:{code}:{item.code}" for item in items)
        case MatrixShape(words=False, rows=items):
            yield from (f"has:{code}:{item.code}" for item in items)
        case ScaleShape(points=points, unknown=unknown):
            yield from (f"least:{code}:{point.value}" for point in points[1:])
            yield from (f"most:{code}:{point.value}" for point in points[:-1])
            if unknown:
                yield f"unknown:{code}"
        case shape if isinstance(shape, WITH_NUMBERS):
            yield f"least:{code}:"
            yield f"most:{code}:"
    yield f"given:{code}"


def _picked(condition: Block | None, earlier: Sequence[Question]) -> tuple[str, float | None]:
    """The code of a condition, and the number beside it when the question takes any number."""
    if condition is None:
        return "", None
    code = _code(condition)
    free = {question.code for question in earlier if _takes_number(question)}
    if condition["answer"] in free and code.startswith(("least:", "most:")):
        return code.rpartition(":")[0] + ":", float(code.rpartition(":")[2])
    return code, None


def _takes_number(question: Question) -> bool:
    return isinstance(question.shape, WITH_NUMBERS) and not isinstance(question.shape, ScaleShape)


def _code(condition: Block) -> str:
    asked = condition["answer"]
    if "has" in condition:
        return f"has:{asked}:{'|'.join(condition['has'])}"
    for word in ("unknown", "given"):
        if word in condition:
            return f"{word}:{asked}"
    least, most = condition.get("at_least"), condition.get("at_most")
    if least is not None and most is not None:
        return f"range:{asked}:{least:g}:{most:g}"
    return f"least:{asked}:{least:g}" if least is not None else f"most:{asked}:{most:g}"


def _condition(code: str, number: float | None) -> Block:
    word, asked, *rest = code.split(":")
    match word:
        case "has":
            return {"answer": asked, "has": rest[0].split("|")}
        case "unknown" | "given":
            return {"answer": asked, word: True}
        case "range":
            return {"answer": asked, "at_least": _number(rest[0]), "at_most": _number(rest[1])}
        case _:
            bound = _number(rest[0]) if rest[0] else _plain(number or 0)
            return {"answer": asked, f"at_{word}": bound}


def _number(text: str) -> float:
    return _plain(float(text))


def _plain(value: float) -> float:
    """A whole number as such: 3, not 3.0."""
    return int(value) if value == int(value) else value


def _label(code: str, instrument: Instrument) -> str:
    if code.endswith(":"):
        asked = code.split(":")[1]
        if code.startswith("least:"):
            return _("%(question)s is ten minste het getal hiernaast") % {"question": asked}
        return _("%(question)s is ten hoogste het getal hiernaast") % {"question": asked}
    return _short(in_words(_condition(code, None), instrument))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1].rstrip() + "…"
