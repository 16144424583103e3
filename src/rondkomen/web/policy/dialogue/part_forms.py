"""One part of a draft as a form: its texts, what its kind needs, its items and its condition.

A field has the name that `core.fault_parts` gives a fault in it. What a form leaves out, it leaves as
it is. An empty English text follows the Dutch one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import Block, Part, PartKind
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.definition import CellKind, Instrument, Question
from rondkomen.web.policy.dialogue import condition_fields
from rondkomen.web.policy.dialogue.part_fields import (
    number,
    or_none,
    paired,
    text_fields,
    text_from,
    tick,
    whole_number,
    words,
)
from rondkomen.web.ui.questions.drawing import say

ITEM_LISTS = {
    "options": gettext_lazy("Antwoorden"),
    "rows": gettext_lazy("Rijen"),
    "columns": gettext_lazy("Kolommen"),
    "areas": gettext_lazy("Vakken"),
    "marks": gettext_lazy("Plekken op de lijn"),
    "points": gettext_lazy("Punten"),
}
_PLAIN_COLUMNS = (
    (CellKind.TEXT.value, gettext_lazy("tekst")),
    (CellKind.NUMBER.value, gettext_lazy("een getal")),
    (CellKind.DATE.value, gettext_lazy("een dag")),
)


@dataclass(frozen=True)
class _Texts:
    """A text in both languages: its name in the file, its label, and whether it may be left out."""

    name: str
    label: Any
    optional: bool = False


_TITLE = _Texts("title", gettext_lazy("Titel"))
_TEXT = _Texts("text", gettext_lazy("Tekst"))
_HINT = _Texts("hint", gettext_lazy("Toelichting"), optional=True)
_OF_PART: dict[PartKind, tuple[_Texts, ...]] = {
    PartKind.WHOLE: (
        _TITLE,
        _Texts("purpose", gettext_lazy("Doel")),
        _Texts("filled_by", gettext_lazy("Wie vult het in"), optional=True),
    ),
    PartKind.STEP: (_TITLE, _HINT),
    PartKind.SECTION: (_TITLE, _HINT),
    PartKind.QUESTION: (
        _Texts("text", gettext_lazy("Vraag of stelling")),
        _HINT,
        _Texts("comment", gettext_lazy("Naam van een veld voor opmerkingen"), optional=True),
    ),
    PartKind.SCALE: (
        _Texts("unknown", gettext_lazy("Weet ik niet"), optional=True),
        _Texts("not_applicable", gettext_lazy("Niet van toepassing"), optional=True),
    ),
    PartKind.OUTPUT: (_TEXT,),
    PartKind.LINK: (_TEXT,),
}
_NUMBERS: dict[str, tuple[tuple[str, Any, int], ...]] = {
    "multi": (("at_most", gettext_lazy("Hoeveel antwoorden mogen er hoogstens?"), 1),),
    "ranking": (("at_most", gettext_lazy("Hoeveel antwoorden krijgen hoogstens een plaats?"), 1),),
    "text": (
        ("lines", gettext_lazy("Hoogte van het veld, in regels"), 1),
        ("longest", gettext_lazy("Langste tekst, in tekens"), 1),
    ),
    "table": (("most_rows", gettext_lazy("Hoeveel regels hoogstens?"), 1),),
    "canvas": (("most_cards", gettext_lazy("Hoeveel kaartjes per vak hoogstens?"), 1),),
}
_MOST = {"longest": 5000}


@dataclass(frozen=True)
class ItemRow:
    """One item with its fields; `notes` says what it does that the form leaves as it is."""

    id: str
    number: int
    fields: tuple[list[BoundField], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ItemList:
    """One list of items, such as the answers of a question."""

    name: str
    label: Any
    rows: tuple[ItemRow, ...]


class PartForm(forms.Form):
    """The form of one part of a draft, as it stands now."""

    all_optional = True  # a draft may be half done; what must be filled in shows as a fault

    def __init__(self, data: Mapping[str, Any], part: Part, post: Any = None) -> None:
        super().__init__(post)
        self.whole, self.part = data, part
        self.block = editing.read(data, part)
        self.instrument = reading.instrument(dict(data))
        self.fields.update(self._made())

    def lists(self) -> list[ItemList]:
        """The items of the part, list by list."""
        return [
            ItemList(name, ITEM_LISTS[name], tuple(self._rows(name, items)))
            for name, items in self._item_lists()
        ]

    def main(self) -> list[list[BoundField]]:
        """The fields that are neither of an item nor of the condition, a text with its translation."""
        names = [one for one in self.fields if not one.startswith("when_") and "-" not in one]
        return list(paired([self[name] for name in names]))

    def conditions(self) -> list[BoundField]:
        """The fields of the condition."""
        return [self[name] for name in self.fields if name.startswith("when_")]

    def kept_as_is(self) -> list[str]:
        """What this part does that the form does not change, in words."""
        return list(_kept(self.block, self.part, self.instrument))

    def changed(self, data: Block) -> Block:
        """The instrument with what this form says."""
        return editing.changed(data, self.part, self._values())

    def typed(self) -> list[tuple[str, str]]:
        """What was filled in that differs from what stands there now: label and words."""
        found = []
        for name, field in self.fields.items():
            sent = str(self.data.get(name, "")).replace("\r\n", "\n").strip()
            if isinstance(field, forms.CharField) and sent and sent != (field.initial or ""):
                found.append((str(field.label), sent))
        return found

    def _made(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for one in _OF_PART[self.part.kind]:
            fields.update(text_fields(one.name, one.label, self.block.get(one.name)))
        fields.update(self._of_kind())
        for name, items in self._item_lists():
            for n, item in enumerate(items):
                fields.update(self._item(name, f"{name}-{n}-", item))
        return fields

    def _of_kind(self) -> dict[str, forms.Field]:
        match self.part.kind:
            case PartKind.WHOLE:
                return {"source": words(_("Bron"), self.block.get("source", ""), 500)}
            case PartKind.STEP:
                return self._revisits()
            case PartKind.QUESTION:
                return self._question() | self._condition("show_when", self._earlier())
            case PartKind.OUTPUT | PartKind.LINK:
                return self._condition("when", list(self.instrument.questions()))
            case _:
                return {}

    def _condition(self, name: str, known: list[Question]) -> dict[str, forms.Field]:
        found = self.block.get(name)
        return condition_fields.condition_fields(found, known, self.instrument)

    def _question(self) -> dict[str, forms.Field]:
        block, kind = self.block, self.block["kind"]
        fields: dict[str, forms.Field] = {}
        if kind == "scale":
            fields["scale"] = forms.ChoiceField(
                label=_("Schaal"), choices=list(self._scales()), initial=block["scale"]
            )
        for name, label, least in _NUMBERS.get(kind, ()):
            fields[name] = whole_number(label, block.get(name), least, _MOST.get(name, 500))
        if kind == "number":
            fields["least"] = number(_("Laagste getal"), block.get("least"))
            fields["most"] = number(_("Hoogste getal"), block.get("most"))
            fields.update(text_fields("unit", _("Eenheid"), block.get("unit")))
        if kind == "matrix_check":
            fields["one_per_row"] = tick(_("Eén kruisje per rij"), initial=block.get("one_per_row"))
        if block.get("rows_from"):
            label = _("Begint met wat bij %(code)s is ingevuld") % {"code": block["rows_from"]}
            fields["rows_from"] = tick(label, initial=True)
        label = _("Verplicht: zonder antwoord is de lijst niet af")
        fields["required"] = tick(label, initial=block.get("required"))
        return fields

    def _earlier(self) -> list[Question]:
        """The questions that stand before this one."""
        found = []
        for question in self.instrument.questions():
            if question.code == self.part.code:
                break
            found.append(question)
        return found

    def _scales(self) -> Iterator[tuple[str, str]]:
        for code, scale in self.whole.get("scales", {}).items():
            points = [point["text"]["nl"] for point in scale["points"]]
            ends = f"{points[0]} … {points[-1]}" if points else ""
            yield code, f"{ends} ({len(points)}, {code})"

    def _revisits(self) -> dict[str, forms.Field]:
        earlier = []
        for step in self.instrument.steps:
            if step.code == self.part.code:
                break
            earlier.append((step.code, say(step.title) or step.code))
        current = self.block.get("revisits", "")
        if current and current not in dict(earlier):
            earlier.append((current, current))
        field = forms.ChoiceField(
            label=_("Legt de stellingen van een eerdere stap opnieuw voor"),
            choices=[("", _("nee")), *earlier],
            initial=current,
            required=False,
        )
        return {"revisits": field} if earlier else {}

    def _item_lists(self) -> Iterator[tuple[str, list[Block]]]:
        if self.part.kind not in {PartKind.QUESTION, PartKind.SCALE}:
            return  # an output has columns too: codes, not items
        for name in ITEM_LISTS:
            if name in self.block:
                yield name, self.block[name]

    def _item(self, name: str, prefix: str, item: Block) -> Iterator[tuple[str, forms.Field]]:
        if "value" in item:
            value = forms.IntegerField(
                label=_("Waarde"), min_value=0, max_value=100, initial=item["value"]
            )
            yield f"{prefix}value", value
        yield from text_fields(f"{prefix}text", _("Tekst"), item["text"]).items()
        kind = self.block.get("kind")
        if name == "options" and kind == "multi":
            label = _("Sluit de andere antwoorden uit")
            yield f"{prefix}exclusive", tick(label, initial=item.get("exclusive"))
        if name == "options" and kind != "ranking":
            yield (
                f"{prefix}namely",
                tick(_("Vraagt er eigen woorden bij"), initial=item.get("namely")),
            )
        if kind == "table" and item.get("kind", "text") in dict(_PLAIN_COLUMNS):
            yield (
                f"{prefix}kind",
                forms.ChoiceField(
                    label=_("Wat komt erin"),
                    choices=_PLAIN_COLUMNS,
                    initial=item.get("kind", "text"),
                ),
            )
        for key in ("show_when", "filled_from"):
            if key in item:
                yield f"{prefix}{key}", tick(_item_words(key, item, self.instrument), initial=True)

    def _rows(self, name: str, items: list[Block]) -> Iterator[ItemRow]:
        for n, item in enumerate(items):
            prefix = f"{name}-{n}-"
            fields = [self[field] for field in self.fields if field.startswith(prefix)]
            groups = tuple(paired(fields))
            yield ItemRow(f"{name}-{n}", n + 1, groups, tuple(_item_notes(item)))

    def _values(self) -> dict[str, Any]:
        given = self.cleaned_data
        made: dict[str, Any] = {
            one.name: text_from(given, one.name, optional=one.optional)
            for one in _OF_PART[self.part.kind]
        }
        for name in ("source", "revisits", "scale", "least", "most", "one_per_row", "required"):
            if name in given:
                made[name] = or_none(given[name])
        for name, _label, _least in _NUMBERS.get(self.block.get("kind", ""), ()):
            made[name] = given[name]
        if "unit_nl" in given:
            made["unit"] = text_from(given, "unit", optional=True)
        if "rows_from" in given and not given["rows_from"]:
            made |= {"rows_from": None, "rows_having": None}
        made |= self._when()
        for name, items in self._item_lists():
            made[name] = [_item_of(given, f"{name}-{n}-", item) for n, item in enumerate(items)]
        return made

    def _when(self) -> dict[str, Any]:
        name = "show_when" if self.part.kind is PartKind.QUESTION else "when"
        if not any(field.startswith("when_") for field in self.fields):
            return {}
        return {name: condition_fields.condition_from(self.cleaned_data, self.block.get(name))}


def _item_of(given: Mapping[str, Any], prefix: str, item: Block) -> Block:
    made = dict(item)
    made["text"] = text_from(given, f"{prefix}text")
    for key in ("value", "kind"):
        if f"{prefix}{key}" in given and given[f"{prefix}{key}"] != item.get(key, "text"):
            made[key] = given[f"{prefix}{key}"]
    for key in ("exclusive", "namely"):
        if given.get(f"{prefix}{key}"):
            made[key] = True
        elif f"{prefix}{key}" in given:
            made.pop(key, None)
    for key in ("show_when", "filled_from"):
        if given.get(f"{prefix}{key}") is False:
            made.pop(key)
    return made


def _item_words(key: str, item: Block, instrument: Instrument) -> str:
    if key == "show_when":
        phrase = condition_fields.in_words(item[key], instrument)
        return _("Alleen als %(condition)s") % {"condition": phrase}
    origin = {"column": item[key]["column"], "code": item[key]["question"]}
    return _("Begint met kolom %(column)s van %(code)s") % origin


def _item_notes(item: Block) -> Iterator[str]:
    if "rung" in item:
        yield _("trede %(rung)s") % {"rung": item["rung"]}
    if "hint" in item:
        yield _("met een toelichting: %(hint)s") % {"hint": item["hint"]["nl"]}
    inside = [one["text"]["nl"] for name in ("options", "marks") for one in item.get(name, ())]
    if inside:
        yield _("met de keuzes %(choices)s") % {"choices": ", ".join(inside)}
    if "scale" in item:
        yield _("met de schaal %(scale)s") % {"scale": item["scale"]}


def _kept(block: Block, part: Part, instrument: Instrument) -> Iterator[str]:
    if "rows_having" in block:
        yield _("Welke regels meekomen van de eerdere tabel blijft zoals het is.")
    if part.kind is PartKind.OUTPUT:
        about = ", ".join((*block.get("questions", ()), *block.get("columns", ())))
        if about:
            yield _("Telt over: %(codes)s. Dit blijft zoals het is.") % {"codes": about}
    if part.kind is PartKind.LINK:
        yield _("Leidt naar: %(key)s. Dit blijft zoals het is.") % {"key": block["to"]}
