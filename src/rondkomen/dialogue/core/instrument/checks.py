"""What the schema of an instrument cannot see: codes that clash, conditions that point nowhere.

Each fault names its place as a path in the file, such as `steps[1].sections[2].questions[1]`,
counted from one as people do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    Instrument,
    Line,
    MatrixShape,
    NumberShape,
    Option,
    Origin,
    Point,
    Question,
    RankingShape,
    RowsHaving,
    ScaleShape,
    Shape,
    SpectrumShape,
    TableShape,
)
from rondkomen.dialogue.core.instrument.faults import Fault, condition_faults, twice
from rondkomen.dialogue.core.instrument.output_checks import link_faults, output_faults
from rondkomen.dialogue.core.instrument.schema import MOST_QUESTIONS

_SPECTRUM_END = 100


@dataclass(frozen=True, slots=True)
class _Placed:
    """A question with its place, and the questions that stand before it."""

    where: str
    question: Question
    before: dict[str, Question]


def faults(instrument: Instrument) -> tuple[Fault, ...]:
    """Every fault in an instrument that fits its schema, in reading order.

    Policy: a fault never reaches a participant; a file with faults is not used.
    """
    placed = list(_placed(instrument))
    return (
        *_too_many(placed),
        *_clashes(instrument, placed),
        *_step_faults(instrument),
        *(fault for found in placed for fault in _question_faults(found)),
        *output_faults(instrument),
        *link_faults(instrument),
    )


def _placed(instrument: Instrument) -> Iterator[_Placed]:
    before: dict[str, Question] = {}
    for a, step in enumerate(instrument.steps, 1):
        for b, section in enumerate(step.sections, 1):
            for c, question in enumerate(section.questions, 1):
                yield _Placed(f"steps[{a}].sections[{b}].questions[{c}]", question, dict(before))
                before[question.code] = question


def _too_many(placed: Sequence[_Placed]) -> Iterator[Fault]:
    if len(placed) > MOST_QUESTIONS:
        yield Fault(
            "steps",
            f"Dit instrument heeft {len(placed)} vragen; hoogstens {MOST_QUESTIONS} passen. Splits het.",
        )


def _clashes(instrument: Instrument, placed: Sequence[_Placed]) -> Iterator[Fault]:
    yield from twice((step.code, f"steps[{n}].code") for n, step in enumerate(instrument.steps, 1))
    yield from twice(
        (section.code, f"steps[{a}].sections[{b}].code")
        for a, step in enumerate(instrument.steps, 1)
        for b, section in enumerate(step.sections, 1)
    )
    yield from twice((found.question.code, f"{found.where}.code") for found in placed)
    yield from twice(
        (output.code, f"outputs[{n}].code") for n, output in enumerate(instrument.outputs, 1)
    )


def _step_faults(instrument: Instrument) -> Iterator[Fault]:
    earlier: set[str] = set()
    for n, step in enumerate(instrument.steps, 1):
        if step.revisits and step.revisits not in earlier:
            yield Fault(f"steps[{n}].revisits", "Er is geen eerdere stap met deze code.")
        earlier.add(step.code)


def _question_faults(found: _Placed) -> Iterator[Fault]:
    yield from condition_faults(found.question.show_when, found.before, f"{found.where}.show_when")
    look = _LOOKS.get(type(found.question.shape))
    if look is not None:
        yield from look(found.question.shape, found)


def _scale_faults(shape: ScaleShape, found: _Placed) -> Iterator[Fault]:
    yield from _point_faults(shape, f"{found.where}.scale")


def _point_faults(shape: ScaleShape, where: str) -> Iterator[Fault]:
    if not shape.points:
        yield Fault(where, "Deze schaal staat niet bij scales.")
    yield from _rising(shape.points, where)


def _spectrum_faults(shape: SpectrumShape, found: _Placed) -> Iterator[Fault]:
    yield from _mark_faults(shape.marks, f"{found.where}.marks")


def _mark_faults(marks: Sequence[Point], where: str) -> Iterator[Fault]:
    yield from _rising(marks, where)
    if [marks[0].value, marks[-1].value] != [0, _SPECTRUM_END]:
        yield Fault(where, "De eerste markering is 0 en de laatste 100.")


def _choice_faults(shape: ChoiceShape, found: _Placed) -> Iterator[Fault]:
    yield from _option_faults(shape.options, shape.at_most, found.where)
    if not shape.several and any(option.exclusive for option in shape.options):
        where = f"{found.where}.options"
        yield Fault(where, "Bij één antwoord sluit elk antwoord de andere al uit.")


def _ranking_faults(shape: RankingShape, found: _Placed) -> Iterator[Fault]:
    yield from _option_faults(shape.options, shape.at_most, found.where)
    if any(option.exclusive or option.namely for option in shape.options):
        yield Fault(f"{found.where}.options", "Een volgorde kent geen exclusive en geen namely.")


def _number_faults(shape: NumberShape, found: _Placed) -> Iterator[Fault]:
    if shape.least is not None and shape.most is not None and shape.least > shape.most:
        yield Fault(f"{found.where}.most", "De hoogste waarde is lager dan de laagste.")


def _line_faults(name: str, lines: Sequence[Line], where: str) -> Iterator[Fault]:
    yield from twice((line.code, f"{where}.{name}[{n}].code") for n, line in enumerate(lines, 1))


def _matrix_faults(shape: MatrixShape, found: _Placed) -> Iterator[Fault]:
    yield from _line_faults("rows", shape.rows, found.where)
    yield from _line_faults("columns", shape.columns, found.where)
    for name, lines in (("rows", shape.rows), ("columns", shape.columns)):
        for n, line in enumerate(lines, 1):
            where = f"{found.where}.{name}[{n}]"
            yield from condition_faults(line.show_when, found.before, f"{where}.show_when")
            if line.filled_from is not None:
                yield from _origin_faults(line.filled_from, shape, found.before, where)


def _origin_faults(
    origin: Origin, shape: MatrixShape, before: Mapping[str, Question], where: str
) -> Iterator[Fault]:
    earlier = before[origin.question].shape if origin.question in before else None
    if not isinstance(earlier, MatrixShape) or not earlier.words:
        yield Fault(f"{where}.filled_from", "Er is geen eerdere tabel met tekst met deze code.")
        return
    if origin.column not in {column.code for column in earlier.columns}:
        yield Fault(f"{where}.filled_from", f"Die tabel heeft geen kolom '{origin.column}'.")
    if {row.code for row in earlier.rows}.isdisjoint(row.code for row in shape.rows):
        yield Fault(f"{where}.filled_from", "Die tabel heeft geen enkele rij met dezelfde code.")


def _canvas_faults(shape: CanvasShape, found: _Placed) -> Iterator[Fault]:
    yield from _line_faults("areas", shape.areas, found.where)


def _rising(points: Sequence[Point], where: str) -> Iterator[Fault]:
    values = [point.value for point in points]
    if values != sorted(set(values)):
        yield Fault(where, "De waarden moeten oplopen en mogen niet dubbel zijn.")


def _option_faults(options: Sequence[Option], at_most: int | None, where: str) -> Iterator[Fault]:
    yield from twice(
        (option.code, f"{where}.options[{n}].code") for n, option in enumerate(options, 1)
    )
    if at_most is not None and at_most > len(options):
        yield Fault(f"{where}.at_most", "Er zijn minder antwoorden dan er gekozen mogen worden.")


def _table_faults(shape: TableShape, found: _Placed) -> Iterator[Fault]:
    where = found.where
    yield from twice(
        (column.code, f"{where}.columns[{n}].code") for n, column in enumerate(shape.columns, 1)
    )
    for n, column in enumerate(shape.columns, 1):
        yield from _column_faults(column, f"{where}.columns[{n}]")
    if shape.rows_from:
        origin = found.before.get(shape.rows_from)
        yield from _rows_faults(shape, origin.shape if origin else None, where)
    elif shape.rows_having is not None:
        yield Fault(f"{where}.rows_having", "Dit hoort bij rows_from. Noem ook die tabel.")


def _rows_faults(shape: TableShape, origin: Shape | None, where: str) -> Iterator[Fault]:
    match origin:
        case TableShape():
            shared = {(column.code, column.kind) for column in origin.columns}
            if shared.isdisjoint((column.code, column.kind) for column in shape.columns):
                yield Fault(f"{where}.rows_from", "Geen kolom heeft daar dezelfde code en soort.")
            yield from _having_faults(shape.rows_having, origin, f"{where}.rows_having")
        case ChoiceShape() | RankingShape():
            first = shape.columns[0]
            missing = {found.code for found in origin.options} - {
                found.code for found in first.options
            }
            if first.kind is not CellKind.TEXT and missing:
                yield Fault(f"{where}.rows_from", "De eerste kolom kent die antwoorden niet.")
            if shape.rows_having is not None:
                yield Fault(f"{where}.rows_having", "Dit kan alleen bij rijen uit een tabel.")
        case _:
            sentence = "Er is geen eerdere tabel of keuzevraag met deze code."
            yield Fault(f"{where}.rows_from", sentence)


def _having_faults(having: RowsHaving | None, origin: TableShape, where: str) -> Iterator[Fault]:
    if having is None:
        return
    known = {
        column.code: {option.code for option in column.options}
        for column in origin.columns
        if column.kind is CellKind.CHOICE
    }
    if having.column not in known:
        yield Fault(where, f"Die tabel heeft geen keuzekolom '{having.column}'.")
    elif missing := sorted(set(having.options) - known[having.column]):
        yield Fault(where, f"Kolom '{having.column}' kent geen antwoord '{missing[0]}'.")


def _column_faults(column: Column, where: str) -> Iterator[Fault]:
    if (column.kind is CellKind.CHOICE) != bool(column.options):
        yield Fault(where, "Een keuzekolom heeft options, en alleen een keuzekolom.")
    if (column.kind is CellKind.SCALE) != (column.scale is not None):
        yield Fault(where, "Een schaalkolom heeft scale, en alleen een schaalkolom.")
    if (column.kind is CellKind.SPECTRUM) != bool(column.marks):
        yield Fault(where, "Een spectrumkolom heeft marks, en alleen een spectrumkolom.")
    yield from twice((option.code, f"{where}.options[{n}]") for n, option in enumerate(column.options, 1))  # fmt: skip
    if column.marks:
        yield from _mark_faults(column.marks, f"{where}.marks")
    if column.scale is not None:
        yield from _point_faults(column.scale, f"{where}.scale")


_LOOKS: dict[type, Callable[[Any, _Placed], Iterator[Fault]]] = {
    ScaleShape: _scale_faults,
    SpectrumShape: _spectrum_faults,
    ChoiceShape: _choice_faults,
    RankingShape: _ranking_faults,
    NumberShape: _number_faults,
    MatrixShape: _matrix_faults,
    TableShape: _table_faults,
    CanvasShape: _canvas_faults,
}
