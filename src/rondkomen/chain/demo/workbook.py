"""The workbook of one fictional project, filled in cell by cell as a group does on one screen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.chain.demo.conversations import (
    Data,
    Held,
    Wanted,
    agree,
    begin,
    day_in,
    give,
    join_as,
    read,
)
from rondkomen.chain.demo.said import Said, points
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.filling_in.cells import WHOLE
from rondkomen.dialogue.core.instrument.definition import (
    CanvasShape,
    CellKind,
    DateShape,
    MatrixShape,
    Shape,
    TableShape,
)
from rondkomen.dialogue.core.session.codes import Mode
from rondkomen.journal.core.moment import happened_at
from rondkomen.kernel.period import Month

THERMOMETER = "procesthermometer"
_SIDES = {"projectleider": "Projectleiding", "kernpartner": "Kernpartners"}
_AFTER_THE_CONVERSATION = timedelta(days=7)


def fill_workbook(*, today: date, lead: Actor) -> None:
    """Nothing; one session holds the project's worksheets, another how the project is doing."""
    project = read("project.yaml")
    day = day_in(Month.of(today).plus(-1)) + _AFTER_THE_CONVERSATION
    _fill_sheets(project, day, lead)
    _read_thermometer(project, day + _AFTER_THE_CONVERSATION, lead)


def _fill_sheets(project: Data, day: date, lead: Actor) -> None:
    """Nothing; every sheet is written in, and stays open."""
    held = begin(Wanted(project, Mode.TOGETHER, tuple(project["sheets"])), day, lead)
    writers = {
        who: join_as(held, who, person, held.at(5)) for who, person in project["people"].items()
    }
    with happened_at(held.at(20)):
        for key, sheet in project["sheets"].items():
            _write(held, key, sheet["answers"], writers[sheet["writer"]])
        for action in project["actions"]:
            agree(held, action, at=held.at(90))


def _read_thermometer(project: Data, day: date, lead: Actor) -> None:
    """Nothing; the lead and the core partners each said how the project is doing."""
    data = project["thermometer"]
    wanted = Wanted(data, keys=(THERMOMETER,), domains=tuple(_SIDES.values()))
    held = begin(wanted, day, lead)
    for place, (who, lines) in enumerate(data["answers"].items()):
        at = held.at(5 + place)
        person = {**project["people"][who], "domain": _SIDES[lines["role"]]}
        participant = join_as(held, who, person, at)
        role = {"chosen": [lines["role"]], "namely": {lines["role"]: lines.get("of", "")}}
        told = [Said(code, text) for code, text in data["told"].items()] if place == 0 else []
        answers = [Said("rol", role), *points(data["statements"].split(), lines["points"]), *told]
        give(held, THERMOMETER, participant, answers, at=at)
    with happened_at(held.at(60)):
        services.open_results(held.session, actor=lead)


def _write(held: Held, key: str, answers: Data, writer: UUID) -> None:
    actor = system_actor(held.lead.gemeente_id)
    sheet = next(one for one in queries.instruments_of(held.session) if one.key == key)
    shapes = {one.code: one.shape for one in sheet.questions()}
    for question, raw in answers.items():
        for path, value in _cells(shapes[question], raw):
            if _is_a_day(shapes[question], path):
                value = (held.day + timedelta(days=value)).isoformat()
            wanted = services.CellWrite(held.session, key, question, path, value, author=writer)
            found = services.write_cell(wanted, at=held.at(20), actor=actor)
            if isinstance(found, services.Conflict):  # an earlier step had handed this cell on
                seen = replace(wanted, based_on=found.revision)
                services.write_cell(seen, at=held.at(20), actor=actor)


def _cells(shape: Shape, raw: Any) -> Iterator[tuple[str, Any]]:
    """Path and value of each cell of an answer in its raw form; a choice or a text is one cell."""
    if isinstance(shape, TableShape):
        lines = {str(number): row for number, row in enumerate(raw)}
    elif isinstance(shape, CanvasShape):
        lines = {area: dict(enumerate(cards)) for area, cards in raw.items()}
    elif isinstance(shape, MatrixShape):
        lines = raw if shape.words else {row: dict.fromkeys(raw[row], True) for row in raw}
    else:
        yield WHOLE, raw
        return
    for line, cells in lines.items():
        yield from ((f"{line}/{place}", value) for place, value in cells.items())


def _is_a_day(shape: Shape, path: str) -> bool:
    if isinstance(shape, TableShape):
        return any(
            one.code == path.split("/")[1] for one in shape.columns if one.kind is CellKind.DATE
        )
    return isinstance(shape, DateShape)
