"""What is wrong with the outputs and links of an instrument."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rondkomen.dialogue.core.instrument.definition import (
    CellKind,
    ChoiceShape,
    Instrument,
    Output,
    OutputKind,
    Question,
    TableShape,
)
from rondkomen.dialogue.core.instrument.faults import WITH_NUMBERS, Fault, condition_faults

_TWO_QUESTIONS = {OutputKind.DIFFERENCE}
_NUMBER_COLUMNS = {CellKind.NUMBER, CellKind.SCALE, CellKind.SPECTRUM}


def output_faults(instrument: Instrument) -> Iterator[Fault]:
    """Every fault in the outputs of an instrument.

    Policy: the format of instrument files, version 1.
    """
    known = {question.code: question for question in instrument.questions()}
    for n, output in enumerate(instrument.outputs, 1):
        where = f"outputs[{n}]"
        yield from condition_faults(output.when, known, f"{where}.when")
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
    needed = 2 if output.kind in _TWO_QUESTIONS else 1
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
        if not isinstance(question.shape, WITH_NUMBERS):
            yield Fault(f"{where}.questions", f"Vraag '{question.code}' geeft geen getal.")


def _table_needed(output: Output, asked: Sequence[Question], where: str) -> Iterator[Fault]:
    shape = asked[0].shape
    if not isinstance(shape, TableShape):
        yield Fault(f"{where}.questions", f"Vraag '{asked[0].code}' is geen tabel.")
        return
    kinds = {column.code: column.kind for column in shape.columns}
    allowed = _COLUMNS.get(output.kind, set(CellKind))
    for code in (*output.columns, *([output.split_by] if output.split_by else [])):
        if code not in kinds:
            yield Fault(f"{where}.columns", f"De tabel heeft geen kolom '{code}'.")
        elif code in output.columns and kinds[code] not in allowed:
            held = "tekst" if CellKind.TEXT in allowed else "getallen"
            yield Fault(f"{where}.columns", f"Kolom '{code}' bevat geen {held}.")
    if not output.columns and not (output.kind is OutputKind.COUNTS and output.split_by):
        yield Fault(f"{where}.columns", "Noem de kolommen die meetellen.")
    needed = _COLUMNS_NEEDED.get(output.kind)
    if needed and len(output.columns) != needed:
        yield Fault(f"{where}.columns", f"Noem hier {needed} kolommen.")


def _two_sides_needed(output: Output, asked: Sequence[Question], where: str) -> Iterator[Fault]:
    yield from _table_needed(output, asked, where)
    shape = asked[0].shape
    columns = shape.columns if isinstance(shape, TableShape) else ()
    split = next((column for column in columns if column.code == output.split_by), None)
    if split is None or len(split.options) < 2:
        yield Fault(f"{where}.split_by", "Noem een keuzekolom met ten minste 2 antwoorden.")


_NEEDS: dict[OutputKind, Callable[[Output, Sequence[Question], str], Iterator[Fault]]] = {
    OutputKind.HIGHEST: _ladder_needed,
    OutputKind.DIFFERENCE: _numbers_needed,
    OutputKind.TOTAL: _table_needed,
    OutputKind.COUNTS: _table_needed,
    OutputKind.LINES: _table_needed,
    OutputKind.APART: _table_needed,
    OutputKind.RANGE: _table_needed,
    OutputKind.BETWEEN: _two_sides_needed,
}
_COLUMNS_NEEDED = {OutputKind.APART: 2, OutputKind.BETWEEN: 3}
_COLUMNS: dict[OutputKind, set[CellKind]] = {
    OutputKind.TOTAL: {CellKind.NUMBER},
    OutputKind.LINES: {CellKind.TEXT},
    OutputKind.APART: _NUMBER_COLUMNS,
    OutputKind.RANGE: _NUMBER_COLUMNS,
    OutputKind.BETWEEN: {CellKind.NUMBER},
}


def link_faults(instrument: Instrument) -> Iterator[Fault]:
    """Every fault in the links of an instrument.

    Policy: the format of instrument files, version 1.
    """
    known = {question.code: question for question in instrument.questions()}
    for n, link in enumerate(instrument.links, 1):
        yield from condition_faults(link.when, known, f"links[{n}].when")
