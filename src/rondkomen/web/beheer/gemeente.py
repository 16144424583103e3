"""The municipality's own details: used for figures per inhabitant and on deliveries to CBS."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access import queries, services
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import gemeente_ref
from rondkomen.journal.services import record
from rondkomen.kernel.colour import LEAST_CONTRAST, contrast_with_white
from rondkomen.web.ui.fields import KvkField
from rondkomen.web.ui.screen import ActorRequest, screen


class GemeenteForm(forms.Form):
    """What CBS and the monitor need to know of the municipality."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=120)
    inhabitants = forms.IntegerField(
        label=gettext_lazy("Inwoners"), min_value=1, max_value=9_999_999
    )
    inhabitants_year = forms.IntegerField(
        label=gettext_lazy("Peiljaar"),
        min_value=2000,
        max_value=2100,
        help_text=gettext_lazy("Het aantal inwoners geldt op 1 januari van dit jaar."),
    )
    kvk_number = KvkField()
    contact_name = forms.CharField(
        label=gettext_lazy("Contactpersoon voor leveringen"), max_length=120, required=False
    )
    contact_email = forms.EmailField(label=gettext_lazy("E-mailadres contact"), required=False)
    contact_phone = forms.CharField(
        label=gettext_lazy("Telefoon contact"), max_length=20, required=False
    )
    house_colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label=gettext_lazy("Huiskleur"),
        required=False,
        help_text=gettext_lazy(
            "Voor koppen in verslagen, als #0b4f5c. Leeg is de kleur van Rondkomen."
        ),
        error_messages={
            "invalid": gettext_lazy("Schrijf een kleur als # met zes tekens: #0b4f5c.")
        },
    )

    def clean_house_colour(self) -> str:
        """The colour, if it can be read on white paper."""
        colour: str = self.cleaned_data["house_colour"]
        if colour and contrast_with_white(colour) < LEAST_CONTRAST:
            raise forms.ValidationError(
                _("Deze kleur is te licht om op wit te lezen. Kies een donkerder kleur.")
            )
        return colour


@screen(Purpose.ADMINISTRATION)
def gemeente(request: ActorRequest) -> HttpResponse:
    """Shows and changes the municipality's details."""
    row = queries.gemeente(request.actor.gemeente_id)
    initial = {name: getattr(row, name) for name in GemeenteForm.base_fields}
    form = GemeenteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_up_gemeente(services.NewGemeente(code=row.code, **form.cleaned_data))
        changed = {"changed": sorted(form.changed_data)}
        record(
            "gemeente_changed", subject=gemeente_ref(row.code), actor=request.actor, data=changed
        )
        messages.success(request, _("De gegevens van de gemeente zijn opgeslagen."))
        return redirect("beheer:gemeente")
    return render(request, "beheer/gemeente.html", {"form": form, "row": row})
