"""A month as a workbook for calculating, and as a tagged PDF to hand over."""

from collections.abc import Callable
from importlib import resources

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from rondkomen.files import pdf, xlsx
from rondkomen.files.xlsx import Sheet
from rondkomen.monitoring.core.figures import Beside
from rondkomen.monitoring.core.reading import month_name, number_text
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
    template = resources.files("rondkomen.web.policy") / "reports" / "month.typ"
    return pdf.render(template.read_text(encoding="utf-8"), report_data(material, gemeente))


def report_data(material: Material, gemeente: str) -> dict[str, object]:
    """What stands in the report.

    Shape: texts, and shares between 0 and 1 for the bars beside numbers.
    """
    page = showing.page(material)
    name = month_name(material.month, showing.language())
    return {
        "title": _("Monitor vroegsignalering %(month)s") % {"month": name},
        "lang": showing.language()[:2],
        "gemeente": gemeente,
        "standing": _standing(material),
        "is_internal": not material.is_published,
        "sentence": page.sentence,
        "words": _words(),
        "cards": [_pdf_card(card) for card in page.cards],
        "trend": _trend(material),
        "figures": [_pdf_figure(card) for card in page.figures],
        "tables": [_pdf_table(table) for table in material.tables],
        "notes": _reading_notes(material),
        "meanings": [{"label": card.label, "says": card.meaning} for card in page.figures],
    }


def _words() -> dict[str, str]:
    return {
        "figures": _("Alle cijfers"),
        "figure": _("Cijfer"),
        "value": _("Waarde"),
        "base": _("Waarvan"),
        "last_year": _("Vorig jaar"),
        "meaning": _("Wat de cijfers betekenen"),
        "trend": _("Signalen per 1.000 inwoners, per maand"),
        "month": _("Maand"),
        "page": _("pagina"),
    }


def _pdf_card(card: showing.Card) -> dict[str, object]:
    return {
        "label": card.label,
        "value": card.value,
        "is_absent": card.is_absent,
        "base": " ".join(part for part in (card.base, card.extra) if part),
        "last_year": _("Vorig jaar: %(value)s") % {"value": _last_year(card)}
        if card.last_year
        else _("Geen cijfer van vorig jaar"),
    }


def _last_year(card: showing.Card) -> str:
    text = f"{card.last_year} ({card.difference})" if card.difference else card.last_year
    return f"{text}, {_('breuk')}" if card.marks else text


def _trend(material: Material) -> list[dict[str, object]]:
    figures = [(point.month, point.figures["inflow"]) for point in material.trend]
    highest = max((figure.value for _month, figure in figures if figure.value), default=None)
    return [
        {
            "month": month_name(month, showing.language()),
            "value": number_text(figure.value, 1, showing.language())
            if figure.value is not None
            else showing.EMPTY_SIGN,
            "share": float(figure.value / highest) if figure.value and highest else 0.0,
        }
        for month, figure in figures
    ]


def _pdf_figure(card: showing.Card) -> dict[str, str]:
    return {
        "label": card.label,
        "value": f"{card.value}, {card.extra}" if card.extra else card.value,
        "base": card.base,
        "last_year": _last_year(card),
    }


def _pdf_table(table: Table) -> dict[str, object]:
    found = showing.shown(table)
    lines = [row.cells[-1].number for row in table.rows if not row.is_total]
    highest = max((number for number in lines if number), default=None)
    shares: list[float | None] = [
        number / highest if number is not None and highest else None for number in lines
    ]
    return {
        "title": found.title,
        "head": list(found.head),
        "rows": [
            {
                "cells": [row.label, *(cell.text for cell in row.cells)],
                "is_total": row.is_total,
                "share": share,
            }
            for row, share in zip(found.rows, [*shares, None], strict=True)
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
