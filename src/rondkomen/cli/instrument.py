"""`rondkomen instrument`: checks an instrument file, shows it, and makes a worksheet or form of it."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rondkomen.cli.given import GivenFile, TargetFile
from rondkomen.cli.output import emit, json_option, say, with_findings
from rondkomen.dialogue.adapters import instrument_file, worksheet, xlsform
from rondkomen.dialogue.adapters.worksheet import Paper
from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.filling_in.answering import judge
from rondkomen.dialogue.core.filling_in.asking import completed
from rondkomen.dialogue.core.instrument.answers import Answer
from rondkomen.dialogue.core.instrument.definition import (
    LANGUAGES,
    ChoiceShape,
    Instrument,
    Option,
    Question,
)
from rondkomen.dialogue.core.instrument.schema import json_schema
from rondkomen.dialogue.core.instrument.wording import said
from rondkomen.dialogue.core.outcome.outputs import links
from rondkomen.dialogue.core.outcome.words import Told, tell
from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused

_FILE = click.argument("file", type=GivenFile(), metavar="BESTAND")
_NAME = click.argument("name", metavar="NAAM|BESTAND")
_LANGUAGE = click.option(
    "--language", type=click.Choice(LANGUAGES), default="nl", help="Taal van de teksten."
)


@click.group(epilog="Voorbeeld: rondkomen instrument check vragenlijst.yaml")
def command() -> None:
    """Controleert, toont en drukt een instrument af (vragenlijst of werkblad)."""


@command.command(epilog="Voorbeeld: rondkomen instrument check vragenlijst.yaml --json")
@_FILE
@json_option
def check(file: Path, as_json: bool) -> None:
    """Noemt elke fout in een instrument met zijn plaats.

    Einde 0: geen fouten. Einde 1: fouten gevonden. Einde 2: geen leesbare YAML.
    """
    found = instrument_file.check(yaml.load(file))
    emit(
        {"file": file.name, "ok": not found, "findings": [asdict(fault) for fault in found]},
        as_json=as_json,
        text=[str(fault) for fault in found] or ["Geen fouten gevonden."],
    )
    if found:
        with_findings()


@command.command("list", epilog="Voorbeeld: rondkomen instrument list")
@json_option
def shipped(as_json: bool) -> None:
    """Toont de instrumenten die bij deze versie horen."""
    rows = [
        {
            "key": instrument.key,
            "version": instrument.version,
            "title": instrument.title.nl,
            "questions": sum(1 for _ in instrument.questions()),
        }
        for instrument in instruments().values()
    ]
    emit(
        rows,
        as_json=as_json,
        text=[f"{row['key']}: {row['title']} ({row['questions']} vragen)" for row in rows],
    )


@command.command(epilog="Voorbeeld: rondkomen instrument show gesprekstool --language en")
@_NAME
@_LANGUAGE
@json_option
def show(name: str, language: str, as_json: bool) -> None:
    """Toont de stappen en vragen van een instrument, zoals een deelnemer ze krijgt."""
    instrument = _instrument(name)
    questions = [
        {
            "step": step.code,
            "section": section.code,
            "code": question.code,
            "text": question.text[language],
            "options": [option.text[language] for option in _options(question)],
            "only_if": said(question.show_when, instrument, language) if question.show_when else "",
        }
        for step in instrument.steps
        for section in step.sections
        for question in section.questions
    ]
    emit(
        {"key": instrument.key, "version": instrument.version, "questions": questions},
        as_json=as_json,
        text=_outline(instrument, language),
    )


@command.command(epilog="Voorbeeld: rondkomen instrument outcome gesprekstool antwoorden.yaml")
@_NAME
@click.argument("answers", type=GivenFile(), metavar="ANTWOORDEN")
@_LANGUAGE
@json_option
def outcome(name: str, answers: Path, language: str, as_json: bool) -> None:
    """Toont wat er uit antwoorden volgt: adviezen, vragen terug, totalen en waar ze heen leiden.

    ANTWOORDEN is een YAML- of JSON-bestand met per code van een vraag het antwoord, zoals "A: 4" of
    "Q11: {chosen: [Q11.4]}".
    """
    instrument = _instrument(name)
    given = completed(instrument, _judged(instrument, yaml.load(answers)))
    found = tell(instrument, given, language)
    leads = [{"to": link.to, "text": link.text[language]} for link in links(instrument, given)]
    emit(
        {"outcomes": [asdict(one) for one in found], "links": leads},
        as_json=as_json,
        text=[
            *(line for one in found for line in _lines(one)),
            *(f"> {lead['to']}: {lead['text']}" for lead in leads),
        ]
        or ["Uit deze antwoorden volgt niets."],
    )


@command.command(epilog="Voorbeeld: rondkomen instrument export gesprekstool -o blad.pdf --size a3")
@_NAME
@click.option(
    "-o", "--output", "output", type=TargetFile(), required=True,
    help="Bestand: .pdf voor een werkblad op papier, .xlsx voor een XLSForm.",
)  # fmt: skip
@click.option(
    "--size", type=click.Choice([paper.value for paper in Paper]), default="a4",
    help="Papier van het werkblad.",
)  # fmt: skip
@_LANGUAGE
def export(name: str, output: Path, size: str, language: str) -> None:
    """Maakt van een instrument een werkblad op papier (PDF) of een formulier (XLSForm).

    Een XLSForm houdt altijd beide talen; --size en --language gaan over het werkblad.
    """
    instrument = _instrument(name)
    match output.suffix.lower():
        case ".pdf":
            made = worksheet.render(instrument, paper=Paper(size), language=language)
        case ".xlsx":
            made = xlsform.render(instrument)
        case _:
            raise Refused("Kies een bestandsnaam op .pdf of .xlsx.", code="file", where=output.name)
    try:
        output.write_bytes(made)
    except OSError as fault:
        raise Refused(
            "Dit bestand is niet te schrijven. Controleer de map en de rechten.",
            code="file",
            where=output.name,
        ) from fault
    say(f"{output.name} gemaakt ({len(made) // 1024 + 1} kB).")


@command.command(epilog="Voorbeeld: rondkomen instrument schema > instrument.schema.json")
def schema() -> None:
    """Toont het JSON Schema van een instrument, voor editors en andere programma's."""
    emit(json_schema(), as_json=True)


def _instrument(name: str) -> Instrument:
    """The shipped instrument of this name, or the one in this file."""
    found = instruments().get(name)
    if found is not None:
        return found
    if name == "-" or Path(name).suffix in {".yaml", ".yml"}:
        return instrument_file.read(GivenFile().convert(name, None, None))
    raise Refused(
        f"Dit instrument bestaat niet. Kies uit: {', '.join(instruments())}; of noem een YAML-bestand.",
        code="instrument",
        where=name,
    )


def _judged(instrument: Instrument, data: Any) -> dict[str, Answer]:
    if not isinstance(data, dict):
        raise Refused("Schrijf per code van een vraag het antwoord.", code="answers")
    questions = {question.code: question for question in instrument.questions()}
    unknown = [str(code) for code in data if code not in questions]
    if unknown:
        raise Refused("Dit instrument heeft geen vraag met deze code.", where=unknown[0])
    judged = {code: judge(questions[code], raw) for code, raw in data.items()}
    return {code: answer for code, answer in judged.items() if answer is not None}


def _lines(one: Told) -> Iterator[str]:
    yield one.text
    if one.columns:
        yield f"    {'':<20} {', '.join(one.columns)}"
    for label, values in one.rows:
        yield f"    {label:<20} {', '.join(values)}".rstrip()


def _options(question: Question) -> Iterator[Option]:
    if isinstance(question.shape, ChoiceShape):
        yield from question.shape.options


def _outline(instrument: Instrument, language: str) -> Iterator[str]:
    yield f"{instrument.title[language]} ({instrument.key} {instrument.version})"
    for step in instrument.steps:
        yield ""
        yield step.title[language]
        for section in step.sections:
            yield f"  {section.title[language]}"
            for question in section.questions:
                yield f"    {question.code}  {question.text[language]}"
                if question.show_when:
                    yield f"        ({said(question.show_when, instrument, language)})"
