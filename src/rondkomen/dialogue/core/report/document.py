"""A document as a row of blocks, the same for paper and for a word processor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `level` 1 is a chapter, 2 a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `is_lead` for the few sentences at the top."""

    text: str
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; `numbers` counts the columns at the end that hold numbers.

    `shares` divides the width of the page over the columns; without it they get the same.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DotLine:
    """One group on the line. Units: persons per point, and persons who do not know."""

    label: str
    counts: tuple[int, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class Dots:
    """Everybody's answers as dots on a line, with the same in words for who cannot see it."""

    low: str
    high: str
    points: tuple[str, ...]
    lines: tuple[DotLine, ...]
    in_words: str


Block = Heading | Paragraph | Bullets | Table | Dots


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
