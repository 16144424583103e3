"""The living list of components; only while developing."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rondkomen.web.ui import charts
from rondkomen.web.ui.components import Badge, Column, Compared, Happening, Tile
from rondkomen.web.ui.screen import public_screen


class ExampleForm(forms.Form):
    """One of every kind of field."""

    name = forms.CharField(label="Kort antwoord", help_text="Met een regel uitleg.")
    amount = forms.IntegerField(label="Getal", required=False)
    day = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Keuze", choices=[("a", "Eerste"), ("b", "Tweede")])
    part = forms.ChoiceField(
        label="Een van drie",
        choices=[("m", "Ochtend"), ("a", "Middag"), ("e", "Avond")],
        widget=forms.RadioSelect,
    )
    several = forms.MultipleChoiceField(
        label="Meer tegelijk",
        choices=[("x", "Brief"), ("y", "Telefoon")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="Akkoord", required=False)
    note = forms.CharField(
        label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


COLUMNS = (
    Column("Partner", "partner", sort="partner", url=lambda row: "#"),
    Column("Ontvangen", "day", "date"),
    Column("Rijen", "rows", "number", sort="rows"),
    Column("Bedrag", "amount", "euro"),
    Column("Stand", "state", "badge"),
)


def _rows() -> list[SimpleNamespace]:
    states = (
        Badge("positive", "verwerkt"),
        Badge("warning", "met waarschuwing"),
        Badge("negative", "geweigerd"),
    )
    return [
        SimpleNamespace(
            partner=f"Partner {index + 1}",
            day=date(2026, 11, 2 + index),
            rows=1200 * (index + 1),
            amount=1234567 * (index + 1),
            state=states[index % 3],
        )
        for index in range(9)
    ]


PARTNERS = ("Zorgverzekeraar", "Energieleverancier", "Verhuurder", "Waterbedrijf")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKS = tuple(f"wk {week}" for week in range(40, 48))
THIS_YEAR = charts.Series("2026", (212, 198, 240, 251, 230, 219, 205, 190, 244, 262, 270, None))
LAST_YEAR = charts.Series("2025", (180, 176, 190, 201, 195, 188, 170, 165, 199, 210, 221, 214))
NOW = charts.Series("2026", (122, 67, 51, 30))
THEN = charts.Series("2025", (98, 71, 40, 28))
FIRST = charts.Series("eerste contact", (20, 24, 18, 30, 28, 22, 19, 26))
FOLLOWING = charts.Series("vervolg", (12, 10, 14, 18, 20, 11, 9, 16))
BREAK = {6: "nieuwe definitie"}
EVIDENCE = (
    charts.Contribution("Geboortedatum", 5.2, "gelijk"),
    charts.Contribution("Achternaam", 3.1),
    charts.Contribution("Voorletters", -1.4, "verschilt"),
    charts.Contribution("Postcode", 2.0),
)
CHARTS = (
    charts.bars(
        charts.Plot(
            "Signalen per partner", PARTNERS, (NOW,), "Bijna de helft komt van zorgverzekeraars."
        )
    ),
    charts.grouped_bars(charts.Plot("Dit jaar naast vorig jaar", PARTNERS, (NOW, THEN))),
    charts.lines(charts.Plot("Signalen per maand", MONTHS, (THIS_YEAR, LAST_YEAR), breaks=BREAK)),
    charts.stacked(
        charts.Plot("Werk per week", WEEKS, (FIRST, FOLLOWING), limit=(40, "capaciteit"))
    ),
    charts.waterfall("Waarom dezelfde persoon", EVIDENCE, total_label="Samen"),
)


@public_screen
def components(request: HttpRequest) -> HttpResponse:
    """Every component once, with example values."""
    rows = _rows()
    return render(
        request,
        "ui/pages/components.html",
        {
            "form": ExampleForm(request.GET or None) if "fout" in request.GET else ExampleForm(),
            "rows": rows[:4],
            "columns": COLUMNS,
            "page": Paginator(rows, 2).get_page(request.GET.get("page", "2")),
            "tiles": [
                Tile("geaccepteerd", 1180, "?stand=a", current=True, kind="positive"),
                Tile("met waarschuwing", 12, "?stand=b", kind="warning"),
                Tile("in quarantaine", 5, "?stand=c", kind="info", hint="wacht op een mens"),
                Tile("onrechtmatig", 2, "?stand=d", kind="negative"),
                Tile("dubbel", 1, "?stand=e"),
            ],
            "happenings": [
                Happening(date(2026, 11, 16), "Telefoon, middag", "niet bereikt", "warning"),
                Happening(date(2026, 11, 12), "Brief verstuurd"),
                Happening(date(2026, 11, 10), "Opgepakt", "door A. de Demo", "positive"),
            ],
            "compared": [
                Compared("Achternaam", "Vliet", "van der Vliet", same=False),
                Compared("Geboren", "3 feb 1980", "3 feb 1980", same=True),
                Compared("Telefoon", "", "06 12 34 56 78"),
            ],
            "charts": CHARTS,
            "status": SimpleNamespace(
                state="running",
                done=12400,
                total=50000,
                rate=3100,
                message="Rijen controleren",
                result=None,
            ),
        },
    )
