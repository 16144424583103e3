"""The fields that the form of a part is made of, and what is read from them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from rondkomen.dialogue.core.changing.editing import Block

LONGEST = 1000


def paired(fields: list[BoundField]) -> Iterator[list[BoundField]]:
    """The fields in groups that stand beside each other: a text with its translation, ticks together."""
    group: list[BoundField] = []
    for bound in fields:
        ticks = bool(group) and all(one.widget_type == "checkbox" for one in (group[-1], bound))
        if group and not bound.name.endswith("_en") and not ticks:
            yield group
            group = []
        group.append(bound)
    if group:
        yield group


def text_fields(name: str, label: Any, before: Block | None) -> dict[str, forms.Field]:
    """The Dutch and the English field of a text; English that says the same is shown empty."""
    nl, en = (before["nl"], before["en"]) if before else ("", "")
    return {
        f"{name}_nl": words(label, nl, LONGEST),
        f"{name}_en": words(_("%(label)s, Engels") % {"label": label}, "" if en == nl else en, LONGEST),
    }  # fmt: skip


def words(label: Any, initial: str, most: int) -> forms.CharField:
    """A field for words, which grows."""
    return forms.CharField(
        label=label,
        initial=initial.strip(),
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "dir": "auto", "class": "grows"}),
    )


def whole_number(label: Any, initial: int | None, least: int, most: int) -> forms.IntegerField:
    """A field for a whole number."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, initial=initial, required=False
    )


def number(label: Any, initial: float | None) -> forms.FloatField:
    """A field for any number."""
    return forms.FloatField(label=label, initial=initial, required=False)


def tick(label: Any, *, initial: Any) -> forms.BooleanField:
    """A field to tick."""
    return forms.BooleanField(label=label, initial=bool(initial), required=False)


def text_from(given: Mapping[str, Any], name: str, *, optional: bool = False) -> Block | None:
    """The text as filled in, None for an optional one left empty. Empty English follows the Dutch."""
    nl, en = (given[f"{name}_{language}"].replace("\r\n", "\n") for language in ("nl", "en"))
    if optional and not nl and not en:
        return None
    return {"nl": nl, "en": en or nl}


def or_none(value: Any) -> Any:
    """What is not set is not written."""
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    return value or None
