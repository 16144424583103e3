"""What differs between two versions of an instrument: added, removed, changed, and in another order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from rondkomen.dialogue.core.changing.compared_items import (
    Item,
    counted,
    in_words,
    items,
    kind,
    settings,
    shifted,
    yes_or_no,
)
from rondkomen.dialogue.core.instrument.definition import (
    LANGUAGES,
    Instrument,
    Link,
    Output,
    Question,
    ScaleShape,
    Section,
    Step,
    Text,
)


class Sort(StrEnum):
    """What a difference is about."""

    INSTRUMENT = "instrument"
    STEP = "step"
    SECTION = "section"
    QUESTION = "question"
    OUTPUT = "output"
    LINK = "link"


class State(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Aspect(StrEnum):
    """What changed in it. The settings of a question have the names that the file gives them."""

    TEXT = "text"
    HINT = "hint"
    COMMENT = "comment"
    PURPOSE = "purpose"
    FILLED_BY = "filled_by"
    SOURCE = "source"
    CONDITION = "condition"
    PLACE = "place"
    HOLDER = "holder"
    KIND = "kind"
    REQUIRED = "required"
    REVISITS = "revisits"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    ITEM_ADDED = "item_added"
    ITEM_REMOVED = "item_removed"
    ITEM_TEXT = "item_text"
    ITEM_HINT = "item_hint"
    ITEM_CONDITION = "item_condition"
    ITEM_PLACE = "item_place"
    ITEM_REST = "item_rest"
    COUNTED = "counted"
    LEAST = "least"
    MOST = "most"
    UNIT = "unit"
    LINES = "lines"
    LONGEST = "longest"
    AT_MOST = "at_most"
    ONE_PER_ROW = "one_per_row"
    MOST_ROWS = "most_rows"
    ROWS_FROM = "rows_from"
    MOST_CARDS = "most_cards"


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that changed. `language` is set for a text that changed in that language alone."""

    aspect: Aspect
    before: str = ""
    after: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that differs. `label` is how the newer version calls it, or the older when it went."""

    sort: Sort
    state: State
    code: str
    label: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A section or question, with what holds it."""

    thing: Section | Question
    holder: str
    holder_label: Text


def compare(before: Instrument, after: Instrument, language: str) -> tuple[Difference, ...]:
    """Every difference, sort by sort in the order of the newer version; what went comes last.

    Shape: `before` and `after` of a detail are words in the language asked for; an order is given as
    places counted from one.
    Policy: a question is the same one as long as it has the same code.
    """
    return tuple(_Comparing(before, after, language).all())


class _Comparing:
    """Two versions, in one language."""

    def __init__(self, before: Instrument, after: Instrument, language: str) -> None:
        self.before, self.after, self.language = before, after, language

    def all(self) -> Iterator[Difference]:
        yield from self._whole()
        yield from self._steps()
        yield from self._placed(Sort.SECTION, _sections(self.before), _sections(self.after))
        yield from self._placed(Sort.QUESTION, _questions(self.before), _questions(self.after))
        outputs = ({one.code: one for one in it.outputs} for it in (self.before, self.after))
        yield from self._followed(Sort.OUTPUT, *outputs)
        yield from self._followed(Sort.LINK, _links(self.before), _links(self.after))

    def _whole(self) -> Iterator[Difference]:
        old, new = self.before, self.after
        details = [
            *self._texts(Aspect.TEXT, old.title, new.title),
            *self._texts(Aspect.PURPOSE, old.purpose, new.purpose),
            *self._texts(Aspect.FILLED_BY, old.filled_by, new.filled_by),
            *_plain(Aspect.SOURCE, old.source, new.source),
        ]
        if details:
            label = new.title[self.language]
            yield Difference(Sort.INSTRUMENT, State.CHANGED, "", label, tuple(details))

    def _steps(self) -> Iterator[Difference]:
        old = {step.code: step for step in self.before.steps}
        new = {step.code: step for step in self.after.steps}
        moved = shifted(list(old), list(new))
        for code, step in new.items():
            label = step.title[self.language]
            if code not in old:
                yield Difference(Sort.STEP, State.ADDED, code, label)
                continue
            details = [*self._step(old[code], step)]
            if code in moved:
                details.append(_place(list(old), list(new), code))
            if details:
                yield Difference(Sort.STEP, State.CHANGED, code, label, tuple(details))
        for code, step in old.items():
            if code not in new:
                yield Difference(Sort.STEP, State.REMOVED, code, step.title[self.language])

    def _step(self, old: Step, new: Step) -> Iterator[Detail]:
        yield from self._texts(Aspect.TEXT, old.title, new.title)
        yield from self._texts(Aspect.HINT, old.hint, new.hint)
        known = (*self.before.steps, *self.after.steps)
        titles = {one.code: one.title[self.language] for one in known}
        words = (titles.get(one.revisits, "") for one in (old, new))
        yield from _plain(Aspect.REVISITS, *words)

    def _placed(
        self, sort: Sort, old: Mapping[str, _Placed], new: Mapping[str, _Placed]
    ) -> Iterator[Difference]:
        for code, found in new.items():
            label = _label(found.thing, self.language)
            if code not in old:
                yield Difference(sort, State.ADDED, code, label)
                continue
            details = [*self._thing(old[code].thing, found.thing), *self._moved(old, new, code)]
            if details:
                yield Difference(sort, State.CHANGED, code, label, tuple(details))
        for code, found in old.items():
            if code not in new:
                yield Difference(sort, State.REMOVED, code, _label(found.thing, self.language))

    def _moved(
        self, old: Mapping[str, _Placed], new: Mapping[str, _Placed], code: str
    ) -> Iterator[Detail]:
        was, now = old[code], new[code]
        if was.holder != now.holder:
            words = (was.holder_label[self.language], now.holder_label[self.language])
            yield Detail(Aspect.HOLDER, *words)
            return
        beside = (_beside(old, now.holder), _beside(new, now.holder))
        if code in shifted(*beside):
            yield _place(*beside, code)

    def _thing(self, old: Section | Question, new: Section | Question) -> Iterator[Detail]:
        if isinstance(old, Section) and isinstance(new, Section):
            yield from self._texts(Aspect.TEXT, old.title, new.title)
            yield from self._texts(Aspect.HINT, old.hint, new.hint)
        elif isinstance(old, Question) and isinstance(new, Question):
            yield from self._question(old, new)
            yield from self._shape(old, new)

    def _question(self, old: Question, new: Question) -> Iterator[Detail]:
        yield from self._texts(Aspect.TEXT, old.text, new.text)
        yield from self._texts(Aspect.HINT, old.hint, new.hint)
        yield from self._texts(Aspect.COMMENT, old.comment, new.comment)
        if old.show_when != new.show_when:
            yield Detail(
                Aspect.CONDITION,
                in_words(old.show_when, self.before, self.language),
                in_words(new.show_when, self.after, self.language),
            )
        words = (yes_or_no(one.required, self.language) for one in (old, new))
        yield from _plain(Aspect.REQUIRED, *words)

    def _shape(self, old: Question, new: Question) -> Iterator[Detail]:
        if kind(old.shape) != kind(new.shape):
            yield Detail(Aspect.KIND, kind(old.shape), kind(new.shape))
            yield from self._other_kind(old, new)
            return
        was, now = (settings(one.shape, self.language) for one in (old, new))
        for name, value in now.items():
            yield from _plain(Aspect(name), was[name], value)
        if isinstance(old.shape, ScaleShape) and isinstance(new.shape, ScaleShape):
            yield from self._texts(Aspect.UNKNOWN, old.shape.unknown, new.shape.unknown)
            none = (old.shape.not_applicable, new.shape.not_applicable)
            yield from self._texts(Aspect.NOT_APPLICABLE, *none)
        before = items(self.before, old.shape, self.language)
        after = items(self.after, new.shape, self.language)
        for pair in zip(before, after, strict=True):
            yield from self._items(*pair)

    def _other_kind(self, old: Question, new: Question) -> Iterator[Detail]:
        """What the old kind had that the new one has not, or has otherwise; a scale is nobody's own."""
        was, now = (settings(one.shape, self.language) for one in (old, new))
        for name, value in was.items():
            if name not in now:
                yield from _plain(Aspect(name), value, "")
        before, after = (
            []
            if isinstance(shape, ScaleShape)
            else list(chain(*items(whole, shape, self.language)))
            for whole, shape in ((self.before, old.shape), (self.after, new.shape))
        )
        yield from self._items(before, after)

    def _items(self, before: Sequence[Item], after: Sequence[Item]) -> Iterator[Detail]:
        old, new = ({item.code: item for item in found} for found in (before, after))
        moved = shifted(list(old), list(new))
        for code, item in new.items():
            name = item.text[self.language]
            if code not in old:
                yield Detail(Aspect.ITEM_ADDED, after=name)
                continue
            was = old[code]
            yield from self._texts(Aspect.ITEM_TEXT, was.text, item.text)
            yield from self._texts(Aspect.ITEM_HINT, was.hint, item.hint)
            yield from _named(Aspect.ITEM_CONDITION, name, was.condition, item.condition)
            yield from _named(Aspect.ITEM_REST, name, was.rest, item.rest)
            if code in moved:
                places = (list(found).index(code) + 1 for found in (old, new))
                yield from _named(Aspect.ITEM_PLACE, name, *map(str, places))
        for code, item in old.items():
            if code not in new:
                yield Detail(Aspect.ITEM_REMOVED, before=item.text[self.language])

    def _followed(
        self, sort: Sort, old: Mapping[str, Output | Link], new: Mapping[str, Output | Link]
    ) -> Iterator[Difference]:
        for code, one in new.items():
            label = one.text[self.language]
            if code not in old:
                yield Difference(sort, State.ADDED, code, label)
            elif details := tuple(self._follows(old[code], one)):
                yield Difference(sort, State.CHANGED, code, label, details)
        for code, one in old.items():
            if code not in new:
                yield Difference(sort, State.REMOVED, code, one.text[self.language])

    def _follows(self, old: Output | Link, new: Output | Link) -> Iterator[Detail]:
        yield from self._texts(Aspect.TEXT, old.text, new.text)
        if old.when != new.when:
            was = in_words(old.when, self.before, self.language)
            yield Detail(Aspect.CONDITION, was, in_words(new.when, self.after, self.language))
        if isinstance(old, Output) and isinstance(new, Output):
            yield from _plain(Aspect.COUNTED, counted(old), counted(new))

    def _texts(self, aspect: Aspect, old: Text | None, new: Text | None) -> Iterator[Detail]:
        """The text when it changed; in the other language when it changed there alone."""
        for language in sorted(LANGUAGES, key=lambda one: one != self.language):
            words = (old[language] if old else "", new[language] if new else "")
            if words[0] != words[1]:
                yield Detail(aspect, *words, "" if language == self.language else language)
                return


def _sections(instrument: Instrument) -> dict[str, _Placed]:
    return {
        section.code: _Placed(section, step.code, step.title)
        for step in instrument.steps
        for section in step.sections
    }


def _questions(instrument: Instrument) -> dict[str, _Placed]:
    return {
        question.code: _Placed(question, section.code, section.title)
        for section in instrument.sections()
        for question in section.questions
    }


def _links(instrument: Instrument) -> dict[str, Link]:
    """The links by where they lead; those that lead to one place are told apart by their order."""
    found: dict[str, Link] = {}
    for link in instrument.links:
        place = f"{link.to}/{link.place}"
        found[f"{place}/{sum(code.startswith(place) for code in found)}"] = link
    return found


def _beside(things: Mapping[str, _Placed], holder: str) -> list[str]:
    return [code for code, found in things.items() if found.holder == holder]


def _place(old: list[str], new: list[str], code: str) -> Detail:
    return Detail(Aspect.PLACE, str(old.index(code) + 1), str(new.index(code) + 1))


def _plain(aspect: Aspect, old: str, new: str) -> Iterator[Detail]:
    if old != new:
        yield Detail(aspect, old, new)


def _named(aspect: Aspect, name: str, old: str, new: str) -> Iterator[Detail]:
    if old != new:
        yield Detail(aspect, *(f"{name}: {value}" if value else name for value in (old, new)))


def _label(thing: Section | Question, language: str) -> str:
    return (thing.text if isinstance(thing, Question) else thing.title)[language]
