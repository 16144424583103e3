"""Logging an attempt in three clicks, at the desk or at the door, and undoing a slip."""

from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rondkomen.kernel.ids import new_id
from rondkomen.outreach.core.codes import (
    CONTACT_KIND_LABELS,
    PART_OF_DAY_LABELS,
    ContactKind,
    PartOfDay,
    part_of_day,
)
from rondkomen.outreach.services import NewAttempt
from rondkomen.web.ui.components import Text

LOGGABLE = (
    ContactKind.PHONE,
    ContactKind.HOME_VISIT,
    ContactKind.TEXT_MESSAGE,
    ContactKind.EMAIL,
    ContactKind.LETTER,
    ContactKind.CARD,
    ContactKind.APPOINTMENT,
    ContactKind.ADMINISTRATIVE,
    ContactKind.OTHER,
)
_REACHED = (("no", _("nee")), ("yes", _("ja")), ("accepted", _("ja, en hulp aangenomen")))


def day_field(
    label: Text | None = None, *, required: bool = True, help_text: Text = ""
) -> forms.DateField:
    """A field for a day, as every browser shows it in its own way."""
    return forms.DateField(
        label=label or _("Dag"),
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": _("Schrijf de datum als dag-maand-jaar, bijvoorbeeld 16-11-2026.")
        },
    )


class AttemptForm(forms.Form):
    """An attempt: kind, reached or not, log; day and part of the day are filled in."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Hoe"),
        widget=forms.RadioSelect,
        choices=[(kind.value, _(CONTACT_KIND_LABELS[kind])) for kind in LOGGABLE],
        error_messages={"required": _("Kies hoe u het probeerde.")},
    )
    reached = forms.ChoiceField(label=_("Bereikt?"), widget=forms.RadioSelect, choices=_REACHED)
    note = forms.CharField(label=_("Eén regel"), required=False, max_length=280)
    again_on = day_field(
        _("Opnieuw proberen op"),
        required=False,
        help_text=_("Die dag staat de zaak bovenaan bij Vandaag."),
    )
    part_of_day = forms.ChoiceField(
        label=_("Dagdeel"),
        widget=forms.RadioSelect,
        choices=[(part.value, _(PART_OF_DAY_LABELS[part])) for part in PartOfDay],
    )
    on = day_field()
    conversation = forms.BooleanField(
        label=_("Dit was het gesprek over hulp"),
        required=False,
        help_text=_("De klok van het eerste gesprek stopt dan."),
    )

    def attempt(self) -> NewAttempt:
        """The attempt as filled in."""
        data = self.cleaned_data
        return NewAttempt(
            token=data["token"],
            kind=ContactKind(data["kind"]),
            part_of_day=PartOfDay(data["part_of_day"]),
            on=data["on"],
            reached=data["reached"] != "no",
            note=data["note"],
            accepted=data["reached"] == "accepted",
            conversation=data["conversation"],
            again_on=data["again_on"],
        )


def fresh_form(token: UUID | None = None) -> AttemptForm:
    """An attempt now; the token makes that sending twice logs once."""
    now = timezone.localtime()
    return AttemptForm(
        initial={
            "token": token or new_id(),
            "on": now.date(),
            "part_of_day": part_of_day(now.hour).value,
            "reached": "no",
        }
    )
