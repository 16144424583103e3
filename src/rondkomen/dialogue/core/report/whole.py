"""The report of a session: who took part, what stands out, what was agreed, and the answers behind it.

For a council member with ten minutes: the short version comes first, everything that may be shown
is in the annex. Nothing in it tells on one person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rondkomen.dialogue.core.instrument.definition import ScaleShape
from rondkomen.dialogue.core.report.annex import annex
from rondkomen.dialogue.core.report.document import (
    Block,
    Bullets,
    Document,
    DotLine,
    Dots,
    Heading,
    Paragraph,
    Table,
)
from rondkomen.dialogue.core.report.material import Findings, Material
from rondkomen.dialogue.core.report.sheets import sheets
from rondkomen.dialogue.core.results.agreement import AGREED, DIVIDED, Spread
from rondkomen.dialogue.core.results.gaps import Reason
from rondkomen.dialogue.core.results.group import Prompts, ScaleResult
from rondkomen.dialogue.core.results.movement import Movement, WaveComparison

MOST_STANDING_OUT = 3
_MANY = 0.25
_REASONS = {
    Reason.DIFFERENCE: "de groepen denken er verschillend over",
    Reason.SPREAD: "de antwoorden lopen uiteen",
    Reason.UNKNOWN: "een deel weet het niet",
    Reason.NOTHING: "de antwoorden liggen dicht bij elkaar",
}


def compose(material: Material) -> Document:
    """The whole report.

    Policy: no total score, nobody by name, don't know as a message of its own. The words for how far
    people agree are those of `agreement`.
    """
    wave = f" · ronde {material.wave}" if material.wave > 1 else ""
    return Document(
        material.title,
        f"{material.gemeente} · {_day(material.held_on)}{wave}",
        (
            *_short(material),
            *_took_part(material),
            *(block for found in material.findings for block in _instrument(found, material)),
            *(block for found in material.findings for block in sheets(found)),
            *_agreed(material),
            *annex(material),
        ),
    )


def _short(material: Material) -> Iterator[Block]:
    total = sum(material.people.values())
    people = "1 deelnemer" if total == 1 else f"{total} deelnemers"
    sentences = [f"Doel van dit gesprek: {material.purpose}. Er waren {people}."]
    for found in material.findings:
        sentences += _standing_out(found)
    filled = [found.instrument.title.nl for found in material.findings if found.written]
    if filled:
        sentences.append(f"De groep vulde samen in: {', '.join(filled)}.")
    count = len(material.actions)
    sentences.append(
        "Er zijn nog geen acties afgesproken."
        if not count
        else f"{'Er is 1 actie' if count == 1 else f'Er zijn {count} acties'} afgesproken."
    )
    yield Heading("In het kort")
    yield Paragraph(sentences[0], is_lead=True)
    yield Bullets(tuple(sentences[1:]))


def _standing_out(found: Findings) -> Iterator[str]:
    questions = {question.code: question for question in found.instrument.questions()}
    for gap in found.gaps[:MOST_STANDING_OUT]:
        if gap.value.reason is not Reason.NOTHING:
            said = questions[gap.value.theme].text.nl.rstrip(".")
            yield f"Over “{said}”: {_REASONS[gap.value.reason]}."


def _took_part(material: Material) -> Iterator[Block]:
    if not material.people:
        return
    yield Heading("Wie deden mee")
    yield Table(
        "Deelnemers naar groep",
        ("Groep", "Aantal"),
        tuple((label, str(count)) for label, count in material.people.items()),
        numbers=1,
    )


def _instrument(found: Findings, material: Material) -> Iterator[Block]:
    if not found.scales:
        return
    yield Heading(found.instrument.title.nl)
    for result in _by_gap(found):
        code = result.question.code
        yield Heading(result.question.text.nl, level=2)
        yield from _scale(result, material)
        if code in found.movements:
            yield from _paragraph(_moved(found.movements[code], "Na de verdieping"))
        if code in found.waves:
            yield from _paragraph(_waves(found.waves[code]))
        if found.practices.get(code):
            yield Paragraph("Ter inspiratie:")
            yield Bullets(tuple(found.practices[code]))
    yield from _prompts(found.prompts)


def _prompts(found: Prompts) -> Iterator[Block]:
    if found.told or found.too_few:
        yield Heading("Vragen die terugkomen", level=2)
    if found.told:
        yield Bullets(tuple(f"{one.output.text.nl} ({one.count} van {one.of})" for one in found.told))  # fmt: skip
    if found.too_few:
        about = "1 vraag" if found.too_few == 1 else f"{found.too_few} vragen"
        yield Paragraph(f"Bij {about} terug zijn er te weinig antwoorden om te laten zien.")


def _by_gap(found: Findings) -> Sequence[ScaleResult]:
    """The themes with most to talk about first."""
    by_code = {result.question.code: result for result in found.scales}
    return [by_code[gap.value.theme] for gap in found.gaps] if found.gaps else found.scales


def _scale(result: ScaleResult, material: Material) -> Iterator[Block]:
    shape = result.question.shape
    if not isinstance(shape, ScaleShape):
        return
    lines = [
        DotLine(material.labels.get(code, code), spread.counts, spread.unknown)
        for code, spread in result.groups.items()
    ]
    if result.rest is not None:
        lines.append(DotLine("anderen samen", result.rest.counts, result.rest.unknown))
    if not lines:
        everybody = result.everybody
        lines = [DotLine("iedereen", everybody.counts, everybody.unknown)]
    yield Dots(
        low=shape.points[0].text.nl,
        high=shape.points[-1].text.nl,
        points=tuple(str(point.value) for point in shape.points),
        lines=tuple(lines),
        in_words="; ".join(_in_words(line, shape) for line in lines),
    )
    yield Paragraph(" ".join(_said(result, material)))


def _in_words(line: DotLine, shape: ScaleShape) -> str:
    parts = [
        f"{count} × {point.text.nl}"
        for point, count in zip(shape.points, line.counts, strict=True)
        if count
    ]
    if line.unknown:
        parts.append(f"{line.unknown} × weet ik niet")
    return f"{line.label}: {', '.join(parts) or 'geen antwoord'}"


def _said(result: ScaleResult, material: Material) -> Iterator[str]:
    everybody = result.everybody
    if everybody.middle is None:
        yield "Niemand gaf een punt op de schaal."
    else:
        yield f"Het middelste antwoord is {_number(everybody.middle)}; {_agreement(everybody)}."
    if result.difference and result.difference.points:
        low, high = (
            material.labels.get(code, code)
            for code in (result.difference.lower, result.difference.higher)
        )
        yield (
            f"Het grootste verschil is {_number(result.difference.points)} tussen {low} (lager) "
            f"en {high} (hoger)."
        )
    if result.after_results:
        count = result.after_results
        given = "1 antwoord is" if count == 1 else f"{count} antwoorden zijn"
        yield f"{given} gegeven nadat de deelnemer de uitslag had gezien."
    if everybody.unknown:
        share = "Veel deelnemers weten" if result.unknown_share >= _MANY else "Sommigen weten"
        total = everybody.answered + everybody.unknown
        yield f"{share} het niet: {everybody.unknown} van {total}."


def _agreement(spread: Spread) -> str:
    consensus = spread.consensus or 0.0
    if spread.answered == 1:
        return "één deelnemer gaf een punt"
    number = f"(overeenstemming {_number(round(consensus, 2))} van 1)"
    if consensus >= AGREED:
        return f"de deelnemers zijn het grotendeels eens {number}"
    if consensus >= DIVIDED:
        return f"de deelnemers zijn het gedeeltelijk eens {number}"
    return f"de deelnemers denken er verschillend over {number}"


def _moved(movement: Movement, when: str) -> str:
    if not movement.is_shown:
        return f"{when}: te weinig antwoorden om te laten zien."
    if not movement.up + movement.down + movement.to_unknown + movement.from_unknown:
        return ""
    parts = [
        f"{count} {word}"
        for count, word in (
            (movement.up, "hoger"),
            (movement.same, "gelijk"),
            (movement.down, "lager"),
            (movement.from_unknown, "van ‘weet ik niet’ naar een punt"),
            (movement.to_unknown, "naar ‘weet ik niet’"),
        )
        if count
    ]
    return f"{when}: {', '.join(parts)}."


def _waves(compared: WaveComparison) -> str:
    before = compared.before.middle if compared.before else None
    after = compared.after.middle if compared.after else None
    if before is None or after is None:
        return ""
    text = (
        f"Het middelste antwoord was de vorige ronde {_number(before)} en is nu {_number(after)}."
    )
    if compared.same is not None:
        text += " " + _moved(compared.same, "Bij wie beide keren meedeed")
    return text.strip()


def _paragraph(text: str) -> Iterator[Block]:
    if text:
        yield Paragraph(text)


def _agreed(material: Material) -> Iterator[Block]:
    yield Heading("Afspraken")
    if not material.actions:
        yield Paragraph("Er zijn geen acties afgesproken.")
    else:
        yield Table(
            "Acties",
            ("Wat", "Waarbij", "Wie", "Klaar op", "Hoe merken wij het", "Stand"),
            tuple(
                (
                    *(one.what, "; ".join(filter(None, (one.theme.rstrip("."), one.points_to)))),
                    *(one.owner or "nog niemand", _day(one.due), one.notice, one.state),
                )
                for one in material.actions
            ),
            shares=(6, 6, 5, 5, 5, 4),
        )
    for title, items in (("Besluiten", material.decisions), ("Voor later", material.parked)):
        if items:
            yield Heading(title, level=2)
            yield Bullets(tuple(items))


def _day(day: date | None) -> str:
    return f"{day.day}-{day.month}-{day.year}" if day else "geen datum"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
