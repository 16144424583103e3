"""A small tree of questions that tells near results apart; the tree itself is data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import Result
from rondkomen.outreach.core.rule_table import Fault


@dataclass(frozen=True)
class Answer:
    """One answer: it leads to another question or to a result, and says why."""

    id: str
    text: str
    next: str = ""
    result: Result | None = None
    why: str = ""


@dataclass(frozen=True)
class Question:
    """One question of the tree with its answers."""

    id: str
    text: str
    hint: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Tree:
    """The whole decision aid."""

    version: str
    start: str
    questions: Mapping[str, Question]


@dataclass(frozen=True)
class Advice:
    """Where the answers so far lead: the next question, or the result with its reason."""

    question: Question | None
    result: Result | None = None
    why: str = ""


def build(data: Any) -> Tree:
    """The tree that plain values describe.

    Raises: Refused with the first fault.
    Policy: every path ends in a result, no path goes round.
    """
    faults = list(_shape_faults(data))
    tree = None if faults else _read(data)
    if tree is not None:
        faults = list(_tree_faults(tree))
    if tree is None or faults:
        raise Refused(faults[0].sentence, code="decision_aid", where=faults[0].where)
    return tree


def follow(tree: Tree, answers: Mapping[str, str]) -> Advice:
    """The next question, or the result these answers lead to.

    Shape: answers maps a question's id to the id of the chosen answer.
    Raises: Refused when an answer does not belong to its question.
    Policy: GGM model vroegsignalering 1.0, the meaning of each end result.
    """
    question = tree.questions[tree.start]
    while question.id in answers:
        chosen = next((a for a in question.answers if a.id == answers[question.id]), None)
        if chosen is None:
            raise Refused("Dit antwoord hoort niet bij de vraag. Kies opnieuw.", code="answer")
        if chosen.result is not None:
            return Advice(None, chosen.result, chosen.why)
        question = tree.questions[chosen.next]
    return Advice(question)


def results_of(tree: Tree) -> frozenset[Result]:
    """Every result that the tree can lead to.

    Policy: the tree's own answers.
    """
    return frozenset(
        answer.result
        for question in tree.questions.values()
        for answer in question.answers
        if answer.result is not None
    )


def _shape_faults(data: Any) -> Iterator[Fault]:
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        yield Fault("bestand", "Een beslishulp is een blok met version, start en questions.")
        return
    known = {result.value for result in Result}
    for number, question in enumerate(data["questions"], start=1):
        place = f"questions[{number}]"
        missing = [key for key in ("id", "text", "answers") if not question.get(key)]
        if missing:
            yield Fault(place, f"Hier ontbreekt: {', '.join(missing)}.")
            continue
        for index, answer in enumerate(question["answers"], start=1):
            if bool(answer.get("next")) == bool(answer.get("result")):
                yield Fault(
                    f"{place}.answers[{index}]",
                    "Een antwoord leidt naar een vraag of een resultaat.",
                )
            elif answer.get("result") and answer["result"] not in known:
                yield Fault(f"{place}.answers[{index}].result", "Dit resultaat bestaat niet.")


def _read(data: dict[str, Any]) -> Tree:
    questions = [
        Question(
            id=question["id"],
            text=question["text"],
            hint=question.get("hint", ""),
            answers=tuple(_read_answer(answer) for answer in question["answers"]),
        )
        for question in data["questions"]
    ]
    return Tree(str(data["version"]), str(data["start"]), {q.id: q for q in questions})


def _read_answer(answer: dict[str, Any]) -> Answer:
    result = answer.get("result")
    return Answer(
        id=answer["id"],
        text=answer["text"],
        next=answer.get("next", ""),
        result=Result(result) if result else None,
        why=answer.get("why", ""),
    )


def _tree_faults(tree: Tree) -> Iterator[Fault]:
    if tree.start not in tree.questions:
        yield Fault("start", "De eerste vraag staat niet bij questions.")
        return
    reached: set[str] = set()
    yield from _walk(tree, tree.start, (), reached)
    for name in tree.questions:
        if name not in reached:
            yield Fault(f"questions.{name}", "Geen enkel antwoord leidt naar deze vraag.")


def _walk(tree: Tree, name: str, path: tuple[str, ...], reached: set[str]) -> Iterator[Fault]:
    if name in path:
        yield Fault(f"questions.{name}", "Deze vraag komt bij zichzelf terug.")
        return
    if name not in tree.questions:
        yield Fault(f"questions.{path[-1]}", f"Vraag '{name}' bestaat niet.")
        return
    reached.add(name)
    for answer in tree.questions[name].answers:
        if answer.next:
            yield from _walk(tree, answer.next, (*path, name), reached)
