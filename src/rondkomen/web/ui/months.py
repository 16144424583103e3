"""Choosing months in a form: from a list, because not every browser knows months as a field."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.kernel.period import Month, Period
from rondkomen.web.ui import formats


class MonthField(forms.TypedChoiceField):
    """A month out of the latest ones; its value is a `Month`, or None for no choice."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=Month.parse, empty_value=None, **options)

    def offer(self, newest: Month, count: int, *, none: str = "") -> None:
        """Nothing; the list holds this month and the ones before it, after `none` when given."""
        months = [newest.plus(-back) for back in range(count)]
        choices = [(str(month), formats.month(month)) for month in months]
        self.choices = [("", none), *choices] if none else choices


class MonthsForm(forms.Form):
    """The first and the last month of a period, in that order."""

    first = MonthField(label=gettext_lazy("Van"))
    last = MonthField(label=gettext_lazy("Tot en met"))

    def __init__(self, data: Any, *, newest: Month, count: int, **options: Any) -> None:
        super().__init__(data, **options)
        fields: Any = self.fields
        for name in ("first", "last"):
            fields[name].offer(newest, count)
            fields[name].initial = str(newest)

    def clean(self) -> dict[str, Any]:
        """The months, when the first is not after the last."""
        cleaned: dict[str, Any] = super().clean() or {}
        if {"first", "last"} <= cleaned.keys() and cleaned["last"] < cleaned["first"]:
            self.add_error("last", _("De laatste maand ligt voor de eerste; draai ze om."))
        return cleaned

    @property
    def period(self) -> Period:
        """The days of the chosen months."""
        return Period(self.cleaned_data["first"].first, self.cleaned_data["last"].last)
