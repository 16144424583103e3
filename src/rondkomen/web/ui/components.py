"""What a view hands to a component: small frozen values, no markup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils.functional import Promise

Text = str | Promise

BadgeKind = Literal["positive", "warning", "negative", "neutral", "info"]
ColumnKind = Literal["text", "number", "figure", "euro", "date", "moment", "month", "badge"]


@dataclass(frozen=True)
class Badge:
    """A status in a word; the shape follows the kind, the colour comes last."""

    kind: BadgeKind
    label: Text


@dataclass(frozen=True)
class Tile:
    """A counted filter: number, what it counts, the address of the filtered list, chosen or not."""

    label: Text
    count: int
    url: str = ""
    current: bool = False
    kind: BadgeKind = "neutral"
    hint: Text = ""


@dataclass(frozen=True)
class Column:
    """A column of `{% table %}`.

    `value` is a field of the row, or a function of the row. `url` is a function of
    the row; the cell becomes a link. `sort` names the sort key in the address. `lang`
    is the language of the cells when that is not the language of the page.
    """

    label: Text
    value: str | Callable[[Any], Any]
    kind: ColumnKind = "text"
    sort: str = ""
    url: Callable[[Any], str] | None = None
    lang: str = ""

    def of(self, row: Any) -> Any:
        """This column's value in a row."""
        if callable(self.value):
            return self.value(row)
        return row[self.value] if isinstance(row, dict) else getattr(row, self.value)


@dataclass(frozen=True)
class Happening:
    """One line of a timeline: when, what, and who or why.

    `undone` strikes it through; `undo` is where a POST takes it back.
    """

    when: date | datetime
    title: Text
    detail: Text = ""
    kind: BadgeKind = "neutral"
    url: str = ""
    undone: bool = False
    undo: str = ""


@dataclass(frozen=True)
class Compared:
    """One field of two records side by side; `left` and `right` may be safe text with `<mark>`."""

    label: Text
    left: str
    right: str
    same: bool | None = None
