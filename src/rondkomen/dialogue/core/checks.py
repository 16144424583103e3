"""What the schema of an instrument cannot see: codes that clash, conditions that point nowhere.

Each fault names its place as a path in the file, such as `steps[1].sections[2].questions[1]`,
counted from one as people do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rondkomen.dialogue.core.conditions import Between, Condition, Has, IsUnknown, asked_about
from rondkomen.dialogue.core.instrument import (
    CanvasShape,
    CellKind,
    ChoiceShape,
    Column,
    Instrument,
    Line,
    MatrixShape,
    NumberShape,
    Option,
    Output,
    OutputKind,
    Point,
    Question,
    RankingShape,
    ScaleShape,
    SpectrumShape,
    TableShape,
)
from rondkomen.dialogue.core.instrument_schema import MOST_QUESTIONS

_ONE_QUESTION = {OutputKind.HIGHEST, OutputKind.TOTAL, OutputKind.COUNTS}
_SPECTRUM_END = 100
_NUMBERS = (ScaleShape, SpectrumShape, NumberShape)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an instrument, and where."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


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
        *_output_faults(instrument, placed),
        *_link_faults(instrument, placed),
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
    yield from _twice((step.code, f"steps[{n}].code") for n, step in enumerate(instrument.steps, 1))
    yield from _twice(
        (section.code, f"steps[{a}].sections[{b}].code")
        for a, step in enumerate(instrument.steps, 1)
        for b, section in enumerate(step.sections, 1)
    )
    yield from _twice((found.question.code, f"{found.where}.code") for found in placed)
    yield from _twice(
        (output.code, f"outputs[{n}].code") for n, output in enumerate(instrument.outputs, 1)
    )


def _twice(codes: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for code, where in codes:
        if code in seen:
            yield Fault(where, f"De code '{code}' staat ook bij {seen[code]}. Geef een eigen code.")
        seen.setdefault(code, where)


def _step_faults(instrument: Instrument) -> Iterator[Fault]:
    earlier: set[str] = set()
    for n, step in enumerate(instrument.steps, 1):
        if step.revisits and step.revisits not in earlier:
            yield Fault(f"steps[{n}].revisits", "Er is geen eerdere stap met deze code.")
        earlier.add(step.code)


def _question_faults(found: _Placed) -> Iterator[Fault]:
    yield from _condition_faults(found.question.show_when, found.before, f"{found.where}.show_when")
    look = _LOOKS.get(type(found.question.shape))
    if look is not None:
        yield from look(found.question.shape, found)


def _scale_faults(shape: ScaleShape, found: _Placed) -> Iterator[Fault]:
    if not shape.points:
        yield Fault(f"{found.where}.scale", "Deze schaal staat niet bij scales.")
    yield from _rising(shape.points, f"{found.where}.scale")


def _spectrum_faults(shape: SpectrumShape, found: _Placed) -> Iterator[Fault]:
    where = f"{found.where}.marks"
    yield from _rising(shape.marks, where)
    if shape.marks[0].value != 0 or shape.marks[-1].value != _SPECTRUM_END:
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
    yield from _twice((line.code, f"{where}.{name}[{n}].code") for n, line in enumerate(lines, 1))


def _matrix_faults(shape: MatrixShape, found: _Placed) -> Iterator[Fault]:
    yield from _line_faults("rows", shape.rows, found.where)
    yield from _line_faults("columns", shape.columns, found.where)


def _canvas_faults(shape: CanvasShape, found: _Placed) -> Iterator[Fault]:
    yield from _line_faults("areas", shape.areas, found.where)


def _rising(points: Sequence[Point], where: str) -> Iterator[Fault]:
    values = [point.value for point in points]
    if values != sorted(set(values)):
        yield Fault(where, "De waarden moeten oplopen en mogen niet dubbel zijn.")


def _option_faults(options: Sequence[Option], at_most: int | None, where: str) -> Iterator[Fault]:
    yield from _twice(
        (option.code, f"{where}.options[{n}].code") for n, option in enumerate(options, 1)
    )
    if at_most is not None and at_most > len(options):
        yield Fault(f"{where}.at_most", "Er zijn minder antwoorden dan er gekozen mogen worden.")


def _table_faults(shape: TableShape, found: _Placed) -> Iterator[Fault]:
    where = found.where
    yield from _twice(
        (column.code, f"{where}.columns[{n}].code") for n, column in enumerate(shape.columns, 1)
    )
    for n, column in enumerate(shape.columns, 1):
        yield from _column_faults(column, f"{where}.columns[{n}]")
    if shape.rows_from:
        origin = found.before.get(shape.rows_from)
        if origin is None or not isinstance(origin.shape, TableShape):
            yield Fault(f"{where}.rows_from", "Er is geen eerdere tabel met deze code.")


def _column_faults(column: Column, where: str) -> Iterator[Fault]:
    if (column.kind is CellKind.CHOICE) != bool(column.options):
        yield Fault(where, "Een keuzekolom heeft options, en alleen een keuzekolom.")
    yield from _twice((option.code, f"{where}.options[{n}]") for n, option in enumerate(column.options, 1))  # fmt: skip


def _condition_faults(
    condition: Condition | None, known: dict[str, Question], where: str
) -> Iterator[Fault]:
    for part in asked_about(condition):
        question = known.get(part.question)
        if question is None:
            yield Fault(where, f"Er is hiervoor geen vraag met de code '{part.question}'.")
        elif isinstance(part, Has):
            missing = sorted(set(part.options) - _choices(question))
            if missing:
                yield Fault(where, f"Vraag '{question.code}' kent geen antwoord '{missing[0]}'.")
        elif isinstance(part, Between) and not isinstance(question.shape, _NUMBERS):
            yield Fault(where, f"Vraag '{question.code}' geeft geen getal.")
        elif isinstance(part, IsUnknown) and not _has_unknown(question):
            yield Fault(where, f"Bij vraag '{question.code}' bestaat 'weet ik niet' niet.")


def _has_unknown(question: Question) -> bool:
    return isinstance(question.shape, ScaleShape) and question.shape.unknown is not None


def _choices(question: Question) -> set[str]:
    if isinstance(question.shape, ChoiceShape | RankingShape):
        return {option.code for option in question.shape.options}
    return set()


def _output_faults(instrument: Instrument, placed: Sequence[_Placed]) -> Iterator[Fault]:
    known = {found.question.code: found.question for found in placed}
    for n, output in enumerate(instrument.outputs, 1):
        where = f"outputs[{n}]"
        yield from _condition_faults(output.when, known, f"{where}.when")
        unknown = [code for code in output.questions if code not in known]
        if unknown:
            yield Fault(f"{where}.questions", f"Er is geen vraag met de code '{unknown[0]}'.")
        else:
            yield from _need_faults(output, [known[code] for code in output.questions], where)


def _need_faults(output: Output, asked: Sequence[Question], where: str) -> Iterator[Fault]:
    if output.kind in {OutputKind.ADVICE, OutputKind.PROMPT}:
        if output.when is None:
            yield Fault(f"{where}.when", "Zeg met when wanneer dit geldt.")
        return
    needed = 1 if output.kind in _ONE_QUESTION else 2
    if len(asked) != needed:
        yield Fault(
            f"{where}.questions", f"Noem hier {needed} {'vraag' if needed == 1 else 'vragen'}."
        )
        return
    yield from _NEEDS[output.kind](output, asked, where)


def _ladder_needed(_output: Output, asked: Sequence[Question], where: str) -> Iterator[Fault]:
    shape = asked[0].shape
    if not isinstance(shape, ChoiceShape) or all(option.rung is None for option in shape.options):
        yield Fault(f"{where}.questions", "Deze vraag heeft geen antwoorden met een rung.")


def _numbers_needed(_output: Output, asked: Sequence[Question], where: str) -> Iterator[Fault]:
    for question in asked:
        if not isinstance(question.shape, _NUMBERS):
            yield Fault(f"{where}.questions", f"Vraag '{question.code}' geeft geen getal.")


def _table_needed(output: Output, asked: Sequence[Question], where: str) -> Iterator[Fault]:
    shape = asked[0].shape
    if not isinstance(shape, TableShape):
        yield Fault(f"{where}.questions", f"Vraag '{asked[0].code}' is geen tabel.")
        return
    kinds = {column.code: column.kind for column in shape.columns}
    for code in (*output.columns, *([output.split_by] if output.split_by else [])):
        if code not in kinds:
            yield Fault(f"{where}.columns", f"De tabel heeft geen kolom '{code}'.")
        elif (
            output.kind is OutputKind.TOTAL
            and code in output.columns
            and kinds[code] is not CellKind.NUMBER
        ):
            yield Fault(f"{where}.columns", f"Kolom '{code}' bevat geen getallen.")
    if not output.columns:
        yield Fault(f"{where}.columns", "Noem de kolommen die meetellen.")


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
_NEEDS: dict[OutputKind, Callable[[Output, Sequence[Question], str], Iterator[Fault]]] = {
    OutputKind.HIGHEST: _ladder_needed,
    OutputKind.DIFFERENCE: _numbers_needed,
    OutputKind.TOTAL: _table_needed,
    OutputKind.COUNTS: _table_needed,
}


def _link_faults(instrument: Instrument, placed: Sequence[_Placed]) -> Iterator[Fault]:
    known = {found.question.code: found.question for found in placed}
    for n, link in enumerate(instrument.links, 1):
        yield from _condition_faults(link.when, known, f"links[{n}].when")
