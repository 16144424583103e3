"""A month as its page shows it: six figures, all tables, and what they mean, as text."""

from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rondkomen.kernel.period import Month
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.definitions import Words
from rondkomen.monitoring.core.figures import SIX, Beside
from rondkomen.monitoring.core.layout import Key
from rondkomen.monitoring.core.reading import (
    base_text,
    difference_text,
    ninetieth_text,
    number_text,
    sentence,
    value_text,
)
from rondkomen.monitoring.core.suppression import SAFETY, Hidden, Reason
from rondkomen.monitoring.core.tables import Cell, Mark, Row, Table
from rondkomen.web.policy.material import Material

HIDDEN_SIGN = "x"
EMPTY_SIGN = "–"


@dataclass(frozen=True)
class Card:
    """One figure with all that is needed to read it."""

    key: str
    label: str
    value: str
    is_absent: bool
    base: str
    extra: str
    last_year: str
    difference: str
    marks: tuple[str, ...]
    meaning: str
    definition: str
    source: str


@dataclass(frozen=True)
class ShownCell:
    """A cell as text; `why` only where it is shown what would be hidden."""

    text: str
    mark: str
    why: str = ""


@dataclass(frozen=True)
class ShownRow:
    """A line of a table as text."""

    label: str
    cells: tuple[ShownCell, ...]
    is_total: bool


@dataclass(frozen=True)
class ShownTable:
    """A table as text."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    has_hidden: bool


def language() -> str:
    """The language of the page."""
    return get_language() or "nl"


def say(words: Words) -> str:
    """A text of the definitions in the language of the page."""
    return words.text(language())


@dataclass(frozen=True)
class Page:
    """A month's page, without its charts."""

    month: Month
    sentence: str
    cards: list[Card]
    figures: list[Card]
    tables: list[ShownTable]
    has_hidden: bool
    breaks: list[str]


def page(material: Material) -> Page:
    """A month as text."""
    found = {key: card(key, beside) for key, beside in material.figures.items()}
    return Page(
        month=material.month,
        sentence=sentence(material.month, material.figures, language()),
        cards=[_with_second_line(found[key], found) for key in SIX if key in found],
        figures=list(found.values()),
        tables=[shown(table) for table in material.tables],
        has_hidden=any(table.has_hidden for table in material.tables),
        breaks=[say(each.says) for each in material.breaks],
    )


def card(key: str, beside: Beside) -> Card:
    """A figure in words, with last year's and the marks of what changed."""
    figure, before, lang = beside.figure, beside.last_year, language()
    versions = definitions().indicator(key).versions
    wording = next(each for each in versions if each.name == figure.definition)
    return Card(
        key=key,
        label=figure.label.text(lang),
        value=value_text(figure, lang),
        is_absent=figure.value is None,
        base=base_text(figure, lang),
        extra=ninetieth_text(figure, lang),
        last_year=value_text(before, lang) if before else "",
        difference=difference_text(beside, lang),
        marks=tuple(each.says.text(lang) for each in beside.breaks)
        if beside.difference is not None
        else (),
        meaning=wording.says.text(lang),
        definition=figure.definition,
        source=figure.source,
    )


def _with_second_line(found: Card, others: dict[str, Card]) -> Card:
    """Acceptance has two denominators: its card carries the second one as well."""
    if found.key != "accepted_of_reached":
        return found
    second = others["accepted_of_cases"]
    text = second.value if second.is_absent else f"{second.value}, {second.base}"
    return replace(found, extra=f"{second.label}: {text}")


def shown(table: Table) -> ShownTable:
    """A table as text."""
    return ShownTable(
        key=table.key,
        title=say(table.title),
        head=(say(table.heading), *(say(column) for column in table.columns)),
        rows=tuple(_row(row) for row in table.rows),
        has_hidden=table.has_hidden,
    )


def _row(row: Row) -> ShownRow:
    return ShownRow(say(row.label), tuple(_cell(cell) for cell in row.cells), row.is_total)


def _cell(cell: Cell) -> ShownCell:
    match cell.mark:
        case Mark.HIDDEN:
            return ShownCell(HIDDEN_SIGN, "hidden")
        case Mark.EMPTY:
            return ShownCell(EMPTY_SIGN, "empty")
        case _:
            why = reason(cell.why) if cell.why else ""
            return ShownCell(number_text(cell.number or 0, language=language()), "number", why)


def reason(hidden: Hidden) -> str:
    """Why a number stays hidden, in a phrase."""
    match hidden.reason:
        case Reason.SMALL:
            return _("kleiner dan %(least)s") % {"least": SAFETY.threshold}
        case Reason.FEW_HOUSEHOLDS:
            return _("van minder dan %(least)s huishoudens") % {"least": SAFETY.threshold}
        case _:
            if hidden.protects is None:
                return _("er blijft te weinig over om te tonen")
            return _("beschermt %(name)s") % {"name": name_of(hidden.protects)}


def name_of(key: Key) -> str:
    """A count in words: its categories, or the total."""
    parts = [say(definitions().label(dimension, category)) for dimension, category in key]
    return " × ".join(parts) if parts else _("het totaal")
