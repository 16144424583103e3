"""A condition in words, for paper and for whoever makes an instrument."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rondkomen.dialogue.core.instrument.conditions import (
    Between,
    Condition,
    Every,
    Has,
    IsGiven,
    IsUnknown,
    Not,
    Some,
)
from rondkomen.dialogue.core.instrument.definition import (
    ChoiceShape,
    Instrument,
    MatrixShape,
    Question,
    RankingShape,
    Text,
)

_WORDS = {
    "and": Text("en", "and"),
    "or": Text("of", "or"),
    "not": Text("niet: {part}", "not: {part}"),
    "has": Text("bij {question} is gekozen: {options}", "at {question} was chosen: {options}"),
    "least": Text("{question} is {least} of hoger", "{question} is {least} or higher"),
    "most": Text("{question} is {most} of lager", "{question} is {most} or lower"),
    "between": Text("{question} is {least} tot en met {most}", "{question} is {least} to {most}"),
    "unknown": Text("{question} is 'weet ik niet'", "{question} is 'I do not know'"),
    "given": Text("{question} is ingevuld", "{question} is filled in"),
}


def said(condition: Condition, instrument: Instrument, language: str) -> str:
    """The condition as a phrase, with the words of the options and the codes of the questions.

    What is not in the instrument (any more) is called by its code.
    Policy: the same words wherever a condition is shown.
    """
    questions = {question.code: question for question in instrument.questions()}
    return _said(condition, questions, language)


def _said(condition: Condition, questions: Mapping[str, Question], language: str) -> str:
    match condition:
        case Every(parts):
            return _joined(parts, "and", questions, language)
        case Some(parts):
            return _joined(parts, "or", questions, language)
        case Not(part):
            return _filled("not", language, part=_said(part, questions, language))
        case Has(code, options):
            names = [_option(questions.get(code), option, language) for option in options]
            shown = f" {_WORDS['or'][language]} ".join(f'"{name}"' for name in names)
            return _filled("has", language, question=code, options=shown)
        case Between(code, least, most):
            kind = "most" if least is None else "least" if most is None else "between"
            return _filled(kind, language, question=code, least=_plain(least), most=_plain(most))
        case IsUnknown(code):
            return _filled("unknown", language, question=code)
        case IsGiven(code):
            return _filled("given", language, question=code)


def _joined(
    parts: tuple[Condition, ...], word: str, questions: Mapping[str, Question], language: str
) -> str:
    joint = f" {_WORDS[word][language]} "
    return joint.join(
        f"({phrase})" if len(parts) > 1 and isinstance(part, Every | Some) else phrase
        for part in parts
        if (phrase := _said(part, questions, language))
    )


def _filled(word: str, language: str, **values: str) -> str:
    return _WORDS[word][language].format(**values)


def _option(question: Question | None, code: str, language: str) -> str:
    texts = _texts(question) if question else ()
    return next((text[language] for known, text in texts if known == code), code)


def _texts(question: Question) -> Iterator[tuple[str, Text]]:
    match question.shape:
        case ChoiceShape(options=options) | RankingShape(options=options):
            yield from ((option.code, option.text) for option in options)
        case MatrixShape(rows=rows):
            yield from ((row.code, row.text) for row in rows)


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
