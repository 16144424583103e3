"""The report of a conversation: its answers, its actions, and examples from elsewhere that fit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from rondkomen.access import queries as access
from rondkomen.access.core.actor import Actor
from rondkomen.chain.pointing import pointed
from rondkomen.dialogue import queries
from rondkomen.dialogue.core.filling_in.asking import completed
from rondkomen.dialogue.core.filling_in.order import themes
from rondkomen.dialogue.core.instrument.answers import Cards, Chosen, Rows, Words
from rondkomen.dialogue.core.instrument.definition import (
    ChoiceShape,
    Instrument,
    Question,
    ScaleShape,
)
from rondkomen.dialogue.core.outcome.words import tell
from rondkomen.dialogue.core.report.document import Document
from rondkomen.dialogue.core.report.material import Agreed, Findings, Material
from rondkomen.dialogue.core.report.whole import compose
from rondkomen.dialogue.core.results.gaps import gap_first
from rondkomen.dialogue.core.results.group import (
    Given,
    gathered,
    option_counts,
    prompt_counts,
    remarks,
    scale_results,
)
from rondkomen.dialogue.core.results.movement import WaveComparison, compare_waves, movement
from rondkomen.dialogue.core.results.showing import may_be_shown, shown_groups
from rondkomen.dialogue.core.session.codes import NoteKind
from rondkomen.dialogue.queries import ParticipantRow, SessionRow
from rondkomen.knowledge.core.practices import by_theme
from rondkomen.knowledge.queries import practices

MOST_PRACTICES = 2
_REST = "anderen samen"


def session_report(
    session_id: UUID, *, labels: Mapping[str, str], words: Mapping[str, str], actor: Actor
) -> Document:
    """The report of this session.

    Shape: `labels` names the groups, `words` the purposes and the states of actions.
    Raises: Refused when the session does not exist here.
    Policy: nothing that tells on one person: what everybody answered is shown from the smallest
    group size of the session on, or with the consent of all.
    """
    row = queries.session(session_id)
    people = queries.participants(session_id)
    named = {one.domain: labels.get(one.domain, one.domain) for one in people}
    notes = queries.notes(session_id)
    return compose(
        Material(
            title=row.title,
            gemeente=access.gemeente(actor.gemeente_id).name,
            purpose=words[row.purpose].lower(),
            held_on=_held_on(row),
            wave=row.wave,
            people=_people(people, named, row.least_group),
            labels=named,
            findings=[_findings(row, one) for one in queries.instruments_of(session_id)],
            actions=_agreed(session_id, words),
            decisions=[note.text for note in notes if note.kind is NoteKind.DECISION],
            parked=[note.text for note in notes if note.kind is NoteKind.PARKING],
        )
    )


def _agreed(session_id: UUID, words: Mapping[str, str]) -> list[Agreed]:
    rows = queries.actions(session_id)
    pointing = pointed(rows, language="nl")
    statements = {
        f"{instrument.key}/{question.code}": question.text.nl
        for instrument in queries.instruments_of(session_id)
        for question in themes(instrument)
    }
    return [
        Agreed(
            *(one.what, statements.get(one.theme, ""), one.owner, one.due, one.notice),
            words[one.state],
            pointing[one.id].words if one.id in pointing else "",
        )
        for one in rows
    ]


def _held_on(row: SessionRow) -> date:
    return (row.opened_at or row.made_at).date()


def _people(
    people: Sequence[ParticipantRow], labels: Mapping[str, str], least: int
) -> dict[str, int]:
    """How many per group, groups that may not stand alone taken together."""
    counts = Counter(one.domain for one in people)
    shown = shown_groups(((one.domain, one.consents_to_name) for one in people), least=least)
    found = {labels[code]: counts[code] for code in labels if code in shown}
    rest = sum(count for code, count in counts.items() if code not in shown)
    return {**found, **({_REST if found else "deelnemers": rest} if rest else {})}


def _findings(row: SessionRow, instrument: Instrument) -> Findings:
    """What each gave apart, and what the group wrote together, the two told apart."""
    written = completed(instrument, queries.judged(instrument, queries.group_answers(row.id)))
    given = queries.given(row.id, instrument)
    group = next((one for one in given if one.is_group), None)
    found = Findings(
        instrument,
        written=written,
        told=tell(instrument, written, "nl") if written else (),
        remarks={code: [text] for code, text in group.remarks.items()} if group else {},
    )
    return _counted(row, found, [one for one in given if not one.is_group])


def _counted(row: SessionRow, found: Findings, everybody: Sequence[Given]) -> Findings:
    instrument, least = found.instrument, row.least_group
    questions = _told(instrument, everybody, least)
    every = scale_results(instrument, everybody, least=least)
    scales = tuple(one for one in every if one.is_shown)
    return replace(
        found,
        scales=scales,
        gaps=gap_first(scales),
        movements={
            one.question.code: moved
            for one in scales
            if (moved := movement(one.question, everybody, least=least)) is not None
        },
        waves=_waves(row, instrument, everybody),
        counts={one.code: option_counts(one, everybody) for one in questions},
        prompts=prompt_counts(instrument, everybody, least=least),
        gathered=_gathered(questions, everybody),
        texts=_texts(questions, everybody) | _reasons(questions, everybody, least),
        remarks={
            one.code: [*found.remarks.get(one.code, ()), *remarks(one, everybody, least=least)]
            for one in instrument.questions()
        },
        practices=_practices(),
    )


def _told(instrument: Instrument, given: Sequence[Given], least: int) -> tuple[Question, ...]:
    """The questions enough people answered: what fewer said tells on them, whatever its kind."""
    return tuple(
        one
        for one in instrument.questions()
        if may_be_shown([each for each in given if each.latest(one.code) is not None], least=least)
    )


def _waves(
    row: SessionRow, instrument: Instrument, given: Sequence[Given]
) -> dict[str, WaveComparison]:
    """Every scale beside the wave before; what too few answered then or now stays out."""
    if row.previous_id is None:
        return {}
    earlier, least = queries.given(row.previous_id, instrument), queries.least_of_both(row)
    return {
        one.code: compare_waves(one, earlier, given, least=least)
        for one in instrument.questions()
        if isinstance(one.shape, ScaleShape)
    }


def _gathered(questions: Sequence[Question], given: Sequence[Given]) -> dict[str, Rows | Cards]:
    found = {one.code: gathered(one, given) for one in questions}
    return {code: held for code, held in found.items() if held is not None}


def _texts(questions: Sequence[Question], given: Sequence[Given]) -> dict[str, list[str]]:
    """Free texts, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for question in questions:
        answers = [one.latest(question.code) for one in given]
        words = sorted(one.value for one in answers if isinstance(one, Words))
        if words:
            found[question.code] = words
    return found


def _reasons(
    questions: Sequence[Question], given: Sequence[Given], least: int
) -> dict[str, list[str]]:
    """The words behind options that ask for them, where enough people wrote some."""
    found: dict[str, list[str]] = {}
    for question in questions:
        if isinstance(question.shape, ChoiceShape):
            names = {option.code: option.text.nl for option in question.shape.options}
            held = [(one, one.latest(question.code)) for one in given]
            wrote = [(one, each) for one, each in held if isinstance(each, Chosen) and each.namely]
            if may_be_shown([one for one, _ in wrote], least=least):
                found[question.code] = sorted(
                    f"{names[code]}: {words}"
                    for _, each in wrote
                    for code, words in each.namely.items()
                )
    return found


def _practices() -> dict[str, tuple[str, ...]]:
    return {theme: lines[:MOST_PRACTICES] for theme, lines in by_theme(practices()).items()}
