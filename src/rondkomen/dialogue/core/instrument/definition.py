"""What an instrument is: steps with sections, sections with questions, and outputs over the answers.

An instrument never adds its themes up to one score: they are subjects to talk about, not a scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rondkomen.dialogue.core.instrument.conditions import Condition

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages."""

    nl: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose.

    `exclusive` excludes every other option; `namely` asks for words of one's own; `rung` is its
    place on a ladder, when the options form one.
    """

    code: str
    text: Text
    exclusive: bool = False
    namely: bool = False
    rung: int | None = None
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a scale and its words."""

    value: int
    text: Text


@dataclass(frozen=True, slots=True)
class Origin:
    """The column of an earlier matrix of texts, with the same rows."""

    question: str
    column: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of a matrix, or an area of a canvas.

    `filled_from` says where the cells of a column start from, until somebody writes in them.
    """

    code: str
    text: Text
    hint: Text | None = None
    show_when: Condition | None = None
    filled_from: Origin | None = None


@dataclass(frozen=True, slots=True)
class ScaleShape:
    """One point of a scale. `unknown` and `not_applicable` are answers of their own, never numbers."""

    points: tuple[Point, ...]
    unknown: Text | None = None
    not_applicable: Text | None = None


class CellKind(StrEnum):
    """What goes into one column of a growing table."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SCALE = "scale"
    SPECTRUM = "spectrum"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a growing table, with what its kind needs: options, a scale or marks."""

    code: str
    text: Text
    kind: CellKind = CellKind.TEXT
    options: tuple[Option, ...] = ()
    hint: Text | None = None
    scale: ScaleShape | None = None
    marks: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One option, or with `several` any number up to `at_most`."""

    options: tuple[Option, ...]
    several: bool = False
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A number. Units: as `unit` says."""

    least: float | None = None
    most: float | None = None
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class DateShape:
    """A day."""


@dataclass(frozen=True, slots=True)
class WordsShape:
    """Free text; `lines` is the height it asks for."""

    lines: int = 1
    longest: int = 2000


@dataclass(frozen=True, slots=True)
class MatrixShape:
    """Rows by columns, each cell ticked or, with `words`, written in."""

    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    words: bool = False
    one_per_row: bool = False


@dataclass(frozen=True, slots=True)
class RowsHaving:
    """Only the rows of the earlier table with one of these options in this column."""

    column: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """Rows that people add.

    `rows_from` offers the rows of an earlier table, in the columns with the same code, or the
    options chosen at an earlier question, in the first column.
    """

    columns: tuple[Column, ...]
    most_rows: int = 50
    rows_from: str = ""
    rows_having: RowsHaving | None = None


@dataclass(frozen=True, slots=True)
class SpectrumShape:
    """A place from 0 to 100 between the marks."""

    marks: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class RankingShape:
    """Options in order, the first one first."""

    options: tuple[Option, ...]
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class CanvasShape:
    """Named areas that hold cards."""

    areas: tuple[Line, ...]
    most_cards: int = 50


Shape = (
    ScaleShape
    | ChoiceShape
    | NumberShape
    | DateShape
    | WordsShape
    | MatrixShape
    | TableShape
    | SpectrumShape
    | RankingShape
    | CanvasShape
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `comment`, when given, is the label of a field for remarks below it."""

    code: str
    text: Text
    shape: Shape
    hint: Text | None = None
    required: bool = False
    show_when: Condition | None = None
    comment: Text | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Questions about one theme."""

    code: str
    title: Text
    questions: tuple[Question, ...]
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A part that is finished before the next; `revisits` offers the answers of an earlier step again.

    Both the first and the later answer are kept.
    """

    code: str
    title: Text
    sections: tuple[Section, ...]
    hint: Text | None = None
    revisits: str = ""


class OutputKind(StrEnum):
    """How an output follows from the answers."""

    ADVICE = "advice"
    PROMPT = "prompt"
    HIGHEST = "highest"
    DIFFERENCE = "difference"
    TOTAL = "total"
    COUNTS = "counts"
    LINES = "lines"
    APART = "apart"
    RANGE = "range"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Output:
    """What follows from the answers of one participant or group.

    advice, prompt: `text` when `when` holds; a prompt is a question back, never a correction.
    highest: the option with the highest rung chosen at the one question.
    difference: the second question's number less the first's.
    total: over the rows of a table the product of the number columns, added up per `split_by`.
    counts: how many rows of a table fill each of the columns; with `split_by`, how many rows of a
    table have each of its values and fill all of the columns.
    lines: how many lines of text each row of a table holds in each of the columns.
    apart: per row of a table the second number column less the first.
    range: per number column of a table the highest less the lowest.
    between: what the second value of `split_by` costs more than the first, at least and at most; of
    the columns the first is a quantity, the second a low and the third a high price.
    `at_least` leaves out what is smaller, whatever its sign.
    """

    code: str
    kind: OutputKind
    text: Text
    when: Condition | None = None
    questions: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    split_by: str = ""
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Where an answer leads: another instrument, and which question or step of it."""

    to: str
    text: Text
    place: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole instrument, as one version of it stands."""

    key: str
    version: str
    title: Text
    purpose: Text
    steps: tuple[Step, ...]
    filled_by: Text | None = None
    source: str = ""
    outputs: tuple[Output, ...] = ()
    links: tuple[Link, ...] = ()

    def sections(self) -> Iterator[Section]:
        """Every section, in order."""
        for step in self.steps:
            yield from step.sections

    def revisited(self) -> Iterator[Question]:
        """The questions on a scale or a spectrum, which a later step offers again."""
        again = {step.revisits for step in self.steps}
        for step in self.steps:
            if step.code in again:
                for section in step.sections:
                    yield from (
                        one
                        for one in section.questions
                        if isinstance(one.shape, ScaleShape | SpectrumShape)
                    )

    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        for section in self.sections():
            yield from section.questions
