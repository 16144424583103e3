"""The components as templates draw them."""

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from rondkomen.web.ui import living
from rondkomen.web.ui.components import Badge, Column, Happening, Tile


def draw(source: str, path: str = "/lijst/", **context: object) -> str:
    request = RequestFactory().get(path)
    return Template("{% load ui %}" + source).render(Context({"request": request, **context}))


class Example(forms.Form):
    amount = forms.IntegerField(label="Bedrag", help_text="In euro's.")
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Een")], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('"9021DD"|postcode', "9021\N{NO-BREAK SPACE}DD"),
        ('"B-1000"|postcode', "B-1000"),
        ('"+31612345678"|phone', "06\N{NO-BREAK SPACE}12345678"),
        ('"+31201234567"|phone', "0201234567"),
        ('"+3225551234"|phone', "+3225551234"),
        (
            '"Het is € 12,00 en € 3,00."|bound',
            "Het is €\N{NO-BREAK SPACE}12,00 en €\N{NO-BREAK SPACE}3,00.",
        ),
    ],
)
def test_values_read_as_people_read_them(source: str, shown: str) -> None:
    assert draw("{{ " + source + " }}") == shown


def test_a_timeline_strikes_through_and_offers_to_take_back() -> None:
    happened = [
        Happening(date(2020, 1, 6), "brief", undone=True),
        Happening(date(2020, 1, 7), "telefoon", undo="/weg/"),
    ]
    html = draw("{% timeline happened %}", happened=happened)
    assert "<s>brief</s>" in html
    assert "ma 6 jan 2020" in html  # a year that is not this one is told
    assert html.count('action="/weg/"') == 1


def test_a_head_that_orders_keeps_the_filter_and_says_what_is_chosen() -> None:
    source = (
        '{% sort_header "Punten" "points" fixed="descending" first=True %}'
        '{% sort_header "Klok" "due" fixed="ascending" %}'
    )
    html = draw(source, "/zaken/?status=new&page=2")
    assert (
        'aria-sort="descending"><a class="sort sort--descending" href="?status=new&amp;order=points">'
        in html
    )
    assert 'aria-sort="none"' in html
    chosen = draw(source, "/zaken/?order=due")
    assert 'aria-sort="ascending"' in chosen
    assert 'aria-sort="descending"' not in chosen


def test_a_field_points_at_its_help_and_error_and_both_exist() -> None:
    html = draw("{% fields form %}", form=Example({"amount": "x"}))
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
    assert 'id="id_amount_helptext"' in html
    assert 'id="id_amount_error"' in html


def test_a_group_points_at_its_error() -> None:
    html = draw("{% fields form %}", form=Example({"amount": "1"}))
    assert (
        '<fieldset class="form-field form-field--radioselect form-field--invalid" id="id_kind"'
        in html
    )
    assert 'aria-describedby="id_kind_error"' in html


def test_the_summary_links_to_each_field() -> None:
    html = draw("{% form_errors form %}", form=Example({"amount": "x"}))
    assert 'href="#id_amount"' in html
    assert "Bedrag: " in html


def test_a_form_without_faults_has_no_summary() -> None:
    assert "error-summary" not in draw("{% form_errors form %}", form=Example())


def test_a_table_aligns_formats_and_sorts() -> None:
    columns = [
        Column("Partner", "partner", sort="partner", url=lambda row: "/p/1/"),
        Column("Bedrag", "amount", "euro"),
        Column("Dag", "day", "date"),
        Column("Stand", "state", "badge"),
    ]
    row = {
        "partner": "Energie & co",
        "amount": 123456,
        "day": date(2026, 11, 16),
        "state": Badge("positive", "verwerkt"),
    }
    html = draw(
        "{% table rows columns caption='Lijst' %}",
        "/lijst/?sort=partner&page=3&stand=a",
        rows=[row],
        columns=columns,
    )
    assert (
        '<td role="cell" data-label="Bedrag" class="numeric">€\N{NO-BREAK SPACE}1.234,56</td>'
        in html
    )
    assert '<a class="utrecht-link utrecht-link--html-a" href="/p/1/">Energie &amp; co</a>' in html
    assert '<span class="badge badge--positive">verwerkt</span>' in html
    assert (
        'aria-sort="ascending"><a class="sort sort--ascending" href="?sort=-partner&amp;stand=a">'
        in html
    )
    assert "16 nov 2026" in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (0, "€\N{NO-BREAK SPACE}0,00"), (-500, "€\N{NO-BREAK SPACE}-5,00")],
)
def test_amounts_read_as_euros(value: int | None, shown: str) -> None:
    assert draw("{{ value|euro }}", value=value) == shown


def test_a_tile_counts_and_marks_the_chosen_filter() -> None:
    html = draw("{% tiles tiles %}", tiles=[Tile("rijen", 1234, "?stand=a", current=True)])
    assert "1.234" in html
    assert 'aria-current="true"' in html


def test_the_pager_keeps_the_filter() -> None:
    page = Paginator(range(50), 10).page(2)
    html = draw("{% pager page %}", "/lijst/?stand=a&page=2", page=page)
    assert 'href="?stand=a&amp;page=1"' in html
    assert 'href="?stand=a&amp;page=3"' in html
    assert "11 t/m 20 van 50" in html


def test_one_page_needs_no_pager() -> None:
    assert draw("{% pager page %}", page=Paginator(range(5), 10).page(1)).strip() == ""


def test_progress_tells_share_speed_and_time_left() -> None:
    status = SimpleNamespace(state="running", done=12_500, total=50_000, rate=2500, message="")
    html = draw("{% progress status '/voortgang/' 'rijen' %}", status=status)
    assert 'hx-get="/voortgang/"' in html
    assert "12.500 van 50.000 rijen" in html
    assert "(25%)" in html
    assert "nog ongeveer 15 seconden" in html  # (50,000 - 12,500) / 2,500 = 15


def test_progress_without_a_known_end_makes_none_up() -> None:
    status = SimpleNamespace(state="running", done=0, total=0, rate=0, message="Wachten")
    html = draw("{% progress status '/voortgang/' %}", status=status)
    assert "Wachten" in html
    assert "%" not in html


def test_text_from_people_is_escaped_everywhere() -> None:
    evil = "<script>"
    source = (
        "{% alert 'info' title=evil %}{{ evil }}{% endalert %}{% badge 'info' evil %}"
        "{% action evil '/' %}{% submit evil %}{% empty evil evil %}"
    )
    assert "<script>" not in draw(source, evil=evil)


def test_the_living_list_shows_every_component_and_its_faults() -> None:
    page = living.components(RequestFactory().get("/onderdelen/?fout=1")).content.decode()
    assert page.count("<svg viewBox") == page.count("<figure") == 5
    assert "Dit moet nog anders" in page
