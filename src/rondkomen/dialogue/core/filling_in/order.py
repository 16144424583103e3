"""The order in which questions come: those of each step, and at its end the ones it revisits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rondkomen.dialogue.core.filling_in.asking import shown
from rondkomen.dialogue.core.instrument.answers import Answer
from rondkomen.dialogue.core.instrument.conditions import holds
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    Instrument,
    Question,
    ScaleShape,
    Section,
    SpectrumShape,
    Step,
    TableShape,
)
from rondkomen.dialogue.core.session.codes import Mode, Phase


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at its place. `phase` tells a question that is asked anew from its first time."""

    step: Step
    section: Section
    question: Question
    phase: Phase = Phase.FIRST


def in_order(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Asked, ...]:
    """Every question these answers lead to; a step that revisits ends with those asked anew.

    Policy: points are revisited, remarks are not: only scales and spectra are asked anew.
    """
    return tuple(
        Asked(one.step, one.section, shown(one.question, answers), one.phase)
        for step in instrument.steps
        for one in _of_step(instrument, step)
        if holds(one.question.show_when, answers)
    )


def asked_apart(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Asked, ...]:
    """What each participant is asked alone, on a phone."""
    return tuple(one for one in in_order(instrument, answers) if not is_for_the_group(one.step))


def asked_together(
    instrument: Instrument, answers: Mapping[str, Answer], mode: Mode
) -> tuple[Asked, ...]:
    """What the group fills in on one sheet: everything, or after answering apart only its own steps."""
    return tuple(
        one
        for one in in_order(instrument, answers)
        if one.phase is Phase.FIRST
        if mode is Mode.TOGETHER or is_for_the_group(one.step)
    )


def printed(instrument: Instrument, mode: Mode, *, alone: bool) -> tuple[Asked, ...]:
    """What stands on a paper worksheet of one participant, or of the group: conditions are read there.

    Policy: what is answered apart on a screen is on a sheet of one's own.
    """
    every = (one for step in instrument.steps for one in _of_step(instrument, step))
    if alone:
        apart = mode is Mode.APART
        return tuple(one for one in every if apart and not is_for_the_group(one.step))
    together = mode is Mode.TOGETHER
    return tuple(
        one for one in every
        if one.phase is Phase.FIRST and (together or is_for_the_group(one.step))
    )  # fmt: skip


def is_for_the_group(step: Step) -> bool:
    """Whether a step is filled in together also when people answer apart.

    Policy: a step with a growing table or a canvas is a worksheet, and a worksheet belongs to the group.
    """
    return any(
        isinstance(question.shape, TableShape | CanvasShape)
        for section in step.sections
        for question in section.questions
    )


def find(instrument: Instrument, code: str, phase: Phase = Phase.FIRST) -> Asked | None:
    """The question with this code where it is asked in this phase, if it is."""
    for step in instrument.steps:
        for one in _of_step(instrument, step):
            if one.question.code == code and one.phase is phase:
                return one
    return None


def themes(instrument: Instrument) -> tuple[Question, ...]:
    """The questions a group compares one by one on the wall: its scales and spectra."""
    return tuple(
        question for question in instrument.questions() if isinstance(question.shape, _POINTED)
    )


_POINTED = (ScaleShape, SpectrumShape)


def _of_step(instrument: Instrument, step: Step) -> Iterator[Asked]:
    for section in step.sections:
        for question in section.questions:
            yield Asked(step, section, question)
    for earlier in instrument.steps:
        if step.revisits and earlier.code == step.revisits:
            for section in earlier.sections:
                for question in section.questions:
                    if isinstance(question.shape, _POINTED):
                        yield Asked(step, section, question, Phase.REVISITED)
