"""A month as a workbook for calculating, and as a tagged PDF to hand over."""

from collections.abc import Callable
from importlib import resources

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from rondkomen.files import pdf, xlsx
from rondkomen.files.xlsx import Sheet
from rondkomen.monitoring.core.figures import Beside
from rondkomen.monitoring.core.reading import month_name, sentence
from rondkomen.monitoring.core.tables import Cell, Mark, Table
from rondkomen.web.policy import showing
from rondkomen.web.policy.material import Material
from rondkomen.web.ui import formats

_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(kind: str, material: Material, gemeente: str) -> HttpResponse:
    """The month as a file of this kind.

    Raises: Http404 for a kind that is not offered.
    """
    if kind not in _KINDS:
        raise Http404
    make, content_type, ending = _KINDS[kind]
    version = "gepubliceerd" if material.is_published else "intern"
    name = f"monitor-{material.month}-{version}.{ending}"
    return HttpResponse(
        make(material, gemeente),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def workbook(material: Material, gemeente: str) -> bytes:
    """A tab with all figures, and a tab for each table."""
    notes = [f"{gemeente}. {_standing(material)}", *_reading_notes(material)]
    figures = Sheet(
        title=_("Cijfers"),
        header=(
            _("Cijfer"),
            _("Waarde"),
            _("Teller"),
            _("Noemer"),
            _("Noemer in woorden"),
            _("Vorig jaar"),
            _("Verschil"),
            _("Breuk"),
            _("Definitie"),
            _("Bron"),
        ),
        rows=[_figure_row(key, beside) for key, beside in material.figures.items()],
        notes=notes,
    )
    return xlsx.write([figures, *(_sheet(table, notes) for table in material.tables)])


def _figure_row(key: str, beside: Beside) -> tuple[str | int | None, ...]:
    card, figure = showing.card(key, beside), beside.figure
    value = f"{card.value}, {card.extra}" if card.extra else card.value
    return (
        card.label,
        value,
        figure.numerator,
        figure.denominator,
        figure.denominator_words.text(showing.language()),
        card.last_year,
        card.difference,
        " ".join(card.marks),
        f"{card.definition}: {card.meaning}",
        card.source,
    )


def _sheet(table: Table, notes: list[str]) -> Sheet:
    return Sheet(
        title=showing.say(table.title),
        header=(showing.say(table.heading), *(showing.say(column) for column in table.columns)),
        rows=[(showing.say(row.label), *map(_value, row.cells)) for row in table.rows],
        notes=notes,
    )


def _value(cell: Cell) -> str | int | None:
    if cell.mark is Mark.NUMBER:
        return cell.number
    return showing.HIDDEN_SIGN if cell.mark is Mark.HIDDEN else showing.EMPTY_SIGN


def report(material: Material, gemeente: str) -> bytes:
    """The month as a tagged PDF of a few pages."""
    language = showing.language()
    name = month_name(material.month, language)
    cards = [showing.card(key, beside) for key, beside in material.figures.items()]
    data = {
        "title": _("Monitor vroegsignalering %(month)s") % {"month": name},
        "lang": language[:2],
        "gemeente": gemeente,
        "standing": _standing(material),
        "is_internal": not material.is_published,
        "sentence": sentence(material.month, material.figures, language),
        "words": {
            "figures": _("Cijfers"),
            "figure": _("Cijfer"),
            "value": _("Waarde"),
            "base": _("Waarvan"),
            "last_year": _("Vorig jaar"),
            "meaning": _("Wat de cijfers betekenen"),
            "page": _("pagina"),
        },
        "figures": [_pdf_figure(card) for card in cards],
        "tables": [_pdf_table(showing.shown(table)) for table in material.tables],
        "notes": _reading_notes(material),
        "meanings": [{"label": card.label, "says": card.meaning} for card in cards],
    }
    template = resources.files("rondkomen.web.policy") / "reports" / "month.typ"
    return pdf.render(template.read_text(encoding="utf-8"), data)


def _pdf_figure(card: showing.Card) -> dict[str, str]:
    last_year = f"{card.last_year} ({card.difference})" if card.difference else card.last_year
    return {
        "label": card.label,
        "value": f"{card.value}, {card.extra}" if card.extra else card.value,
        "base": card.base,
        "last_year": last_year,
        "marks": " ".join(card.marks),
    }


def _pdf_table(table: showing.ShownTable) -> dict[str, object]:
    return {
        "title": table.title,
        "head": list(table.head),
        "rows": [
            {
                "cells": [row.label, *(cell.text for cell in row.cells)],
                "is_total": row.is_total,
            }
            for row in table.rows
        ],
    }


def _standing(material: Material) -> str:
    moment = formats.moment(material.moment)
    if material.version is not None:
        words = {"number": material.version.number, "moment": moment}
        return _("Gepubliceerd op %(moment)s, versie %(number)s.") % words
    return _("Intern, exacte aantallen: niet verspreiden. Stand van %(moment)s.") % {
        "moment": moment
    }


def _reading_notes(material: Material) -> list[str]:
    notes = [showing.say(each.says) for each in material.breaks]
    if material.is_published:
        notes += [
            _("Een x is verborgen: kleiner dan 10, of nodig om een kleiner aantal te beschermen."),
            _("Aantallen zijn afgerond op 5; daardoor tellen ze niet altijd op tot het totaal."),
        ]
    return notes


_KINDS: dict[str, tuple[Callable[[Material, str], bytes], str, str]] = {
    "xlsx": (workbook, _XLSX_TYPE, "xlsx"),
    "pdf": (report, "application/pdf", "pdf"),
}
