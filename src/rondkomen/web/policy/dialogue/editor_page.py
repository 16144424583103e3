"""What the editor shows: the outline of a draft, its faults with where to mend them, and the preview."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.dialogue.adapters import instrument_file
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import Block, Part, PartKind
from rondkomen.dialogue.core.changing.fault_parts import PlacedFault, placed
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.definition import Instrument, Text
from rondkomen.kernel.refusal import Refused
from rondkomen.web.policy.dialogue.condition_fields import in_words
from rondkomen.web.ui.questions.drawing import Drawn, Held, draw, say

KINDS: dict[str, Promise] = {
    "scale": gettext_lazy("Stelling met een schaal"),
    "single": gettext_lazy("Eén antwoord kiezen"),
    "multi": gettext_lazy("Meer antwoorden kiezen"),
    "text": gettext_lazy("Eigen woorden"),
    "number": gettext_lazy("Een getal"),
    "date": gettext_lazy("Een dag"),
    "ranking": gettext_lazy("Op volgorde zetten"),
    "spectrum": gettext_lazy("Een plek op een lijn"),
    "matrix_check": gettext_lazy("Tabel met vakjes"),
    "matrix_text": gettext_lazy("Tabel om in te schrijven"),
    "table": gettext_lazy("Tabel die groeit"),
    "canvas": gettext_lazy("Bord met kaartjes"),
}
PATHS = {
    PartKind.WHOLE: "algemeen",
    PartKind.STEP: "stap",
    PartKind.SECTION: "deel",
    PartKind.QUESTION: "vraag",
    PartKind.SCALE: "schaal",
    PartKind.OUTPUT: "uitkomst",
    PartKind.LINK: "verwijzing",
}
_NAMES: dict[PartKind, Promise] = {
    PartKind.WHOLE: gettext_lazy("Titel en doel"),
    PartKind.STEP: gettext_lazy("Stap"),
    PartKind.SECTION: gettext_lazy("Deel"),
    PartKind.QUESTION: gettext_lazy("Vraag"),
    PartKind.SCALE: gettext_lazy("Schaal"),
    PartKind.OUTPUT: gettext_lazy("Uitkomst"),
    PartKind.LINK: gettext_lazy("Verwijzing"),
}
_ALL = "alles"  # stands in the address of the part that has no code
_HOLDS_PARTS = {"steps", "sections", "questions"}


@dataclass(frozen=True)
class Line:
    """One part in the outline. `mark` is what taking it away is based on."""

    part: Part
    title: str
    url: str
    mark: str
    kind: Any = ""
    condition: str = ""
    faults: int = 0
    lines: tuple["Line", ...] = ()


@dataclass(frozen=True)
class ShownFault:
    """A fault, which part it is in, and where to mend it."""

    where: str
    sentence: str
    url: str


@dataclass(frozen=True)
class Previewed:
    """One question as participants get it, and when they get it."""

    drawn: Drawn
    condition: str


@dataclass(frozen=True)
class PreviewedSection:
    """A section as participants get it."""

    title: str
    hint: str
    questions: tuple[Previewed, ...]


def part_at(path: str, code: str) -> Part:
    """The part in this address.

    Raises: Refused for an address that names no kind of part.
    """
    for kind, word in PATHS.items():
        if word == path:
            return Part(kind, "" if kind is PartKind.WHOLE else code)
    raise Refused(_("Dit onderdeel bestaat niet. Ga terug naar het concept."), code="part")


def address(draft_id: UUID, part: Part) -> str:
    """Where this part is changed."""
    return reverse("dialogue:draft-part", args=[draft_id, PATHS[part.kind], part.code or _ALL])


def name_of(data: Mapping[str, Any], part: Part) -> str:
    """What a part is called: its kind, and the beginning of its text."""
    kind = str(_NAMES[part.kind])
    if part.kind is PartKind.WHOLE:
        return kind
    block = editing.read(data, part)
    text = block.get("title") or block.get("text") or {}
    words = str(text.get("nl", ""))
    shown = f"{words[:70].rstrip()}…" if len(words) > 71 else words
    return f"{kind} {part.code}: {shown}" if shown else f"{kind} {part.code}"


def faults_of(draft_id: UUID, data: Block) -> list[tuple[PlacedFault, ShownFault]]:
    """Every fault in the draft, by the same checks as `rondkomen instrument check`.

    A text that is empty in both languages is one fault: the English follows the Dutch.
    """
    found = [placed(data, fault) for fault in instrument_file.check(data)]
    places = {(one.part, one.field) for one in found}
    return [
        (one, _shown(draft_id, data, one))
        for one in found
        if not one.field.endswith("_en") or (one.part, f"{one.field[:-3]}_nl") not in places
    ]


def outline(draft_id: UUID, data: Block, faulty: Sequence[PlacedFault]) -> list[Line]:
    """The steps of the draft with their sections, and those with their questions."""
    instrument = reading.instrument(data)
    count = [fault.part for fault in faulty]

    def line(kind: PartKind, block: Block, within: Iterator[Line]) -> Line:
        part = Part(kind, block["code"])
        when = block.get("show_when")
        return Line(
            part,
            say(Text(**(block.get("title") or block["text"]))),
            address(draft_id, part),
            editing.mark(data, part, deep=True),
            KINDS.get(block.get("kind", ""), ""),
            in_words(when, instrument) if when else "",
            count.count(part),
            tuple(within),
        )

    def sections(step: Block) -> Iterator[Line]:
        for section in step["sections"]:
            asked = (line(PartKind.QUESTION, one, iter(())) for one in section["questions"])
            yield line(PartKind.SECTION, section, asked)

    return [line(PartKind.STEP, step, sections(step)) for step in data["steps"]]


def what_follows(draft_id: UUID, data: Block) -> list[Line]:
    """The outputs and links of the draft: what follows from answers, and where they lead."""
    instrument = reading.instrument(data)
    found = []
    for kind in (PartKind.OUTPUT, PartKind.LINK):
        for number, block in enumerate(data.get(f"{kind.value}s", []), 1):
            part = Part(kind, str(number) if kind is PartKind.LINK else block["code"])
            when = block.get("when")
            words = in_words(when, instrument) if when else ""
            title = say(Text(**block["text"]))
            mark = editing.mark(data, part)
            found.append(Line(part, title, address(draft_id, part), mark, _NAMES[kind], words))
    return found


def scales(draft_id: UUID, data: Block) -> list[Line]:
    """The scales of the draft, by their ends."""
    found = []
    for code, scale in data.get("scales", {}).items():
        words = [say(Text(**point["text"])) for point in scale["points"]]
        title = f"{words[0]} … {words[-1]}" if words else code
        part = Part(PartKind.SCALE, code)
        found.append(Line(part, title, address(draft_id, part), editing.mark(data, part)))
    return found


def preview(data: Block, part: Part) -> list[PreviewedSection]:
    """What participants get of this part: a question, a section, a step; of a scale its questions."""
    instrument = reading.instrument(_with_dots(data))
    found = []
    for step in instrument.steps:
        for section in step.sections:
            asked = tuple(
                Previewed(
                    draw(question, Held(), prefix="proef"),
                    _condition(data, question.code, instrument),
                )
                for question in section.questions
                if _is_shown(data, part, (step.code, section.code, question.code))
            )
            if asked:
                found.append(PreviewedSection(say(section.title), say(section.hint), asked))
    return found


def first_section(data: Block) -> Part:
    """The section to begin with."""
    for step in data["steps"]:
        for section in step["sections"]:
            return Part(PartKind.SECTION, section["code"])
    return editing.WHOLE


def _is_shown(data: Block, part: Part, codes: tuple[str, str, str]) -> bool:
    match part.kind:
        case PartKind.STEP | PartKind.SECTION | PartKind.QUESTION:
            places = (PartKind.STEP, PartKind.SECTION, PartKind.QUESTION)
            return codes[places.index(part.kind)] == part.code
        case PartKind.SCALE:
            question = editing.read(data, Part(PartKind.QUESTION, codes[2]))
            columns = [column.get("scale") for column in question.get("columns", ())]
            return part.code in {question.get("scale"), *columns}
        case _:
            return False


def _condition(data: Block, code: str, instrument: Instrument) -> str:
    when = editing.read(data, Part(PartKind.QUESTION, code)).get("show_when")
    return in_words(when, instrument) if when else ""


def _shown(draft_id: UUID, data: Block, fault: PlacedFault) -> ShownFault:
    url = f"{address(draft_id, fault.part)}#id_{fault.field}"
    if fault.field in _HOLDS_PARTS or fault.field == "":
        place = f"{PATHS[fault.part.kind]}-{fault.part.code}".rstrip("-")
        url = f"{reverse('dialogue:draft', args=[draft_id])}#{place}"
    return ShownFault(name_of(data, fault.part), fault.sentence, url)


def _with_dots(value: Any) -> Any:
    """The same, with three dots where a text is still empty: what is empty cannot be looked at."""
    if isinstance(value, dict):
        if set(value) == {"nl", "en"}:
            return {language: text.strip() or "…" for language, text in value.items()}
        return {key: _with_dots(inner) for key, inner in value.items()}
    return [_with_dots(inner) for inner in value] if isinstance(value, list) else value
