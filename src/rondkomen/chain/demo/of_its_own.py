"""What the fictional municipality added itself: an instrument in its own words, and an example."""

from datetime import date
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.chain.demo.conversations import Data, day_in, moment, read, version_of
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.adapters import instrument_file
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import Part, PartKind
from rondkomen.journal.core.moment import happened_at
from rondkomen.kernel.period import Month
from rondkomen.knowledge import services as knowledge
from rondkomen.knowledge.core.keeping import PracticeText


def add_its_own(*, today: date, lead: Actor) -> None:
    """Nothing; there is an own version of an instrument, a draft of the next, and an own example."""
    data = read("of_its_own.yaml")
    _adapt(data["instrument"], today, lead)
    told = dict(data["practice"])
    at = moment(day_in(Month.of(today).plus(-told.pop("months_ago"))))
    with happened_at(at):
        text = PracticeText(**told | {"themes": tuple(told["themes"])})
        knowledge.add_practice(text, at=at, actor=lead)


def _adapt(data: Data, today: date, lead: Actor) -> None:
    at = moment(day_in(Month.of(today).plus(-data["months_ago"])))
    with happened_at(at):
        draft = services.copy_version(version_of(data["from"], at, lead), at=at, actor=lead)
        words = {"title": data["title"], "purpose": data["purpose"]}
        whole = services.Change(
            editing.WHOLE, lambda old: editing.changed(old, editing.WHOLE, words)
        )
        services.change_draft(draft, whole, at=at, actor=lead)
        _reword(draft, data["texts"], lead)
        revision = queries.draft(draft).revision
        made = services.make_definitive(draft, revision, instrument_file.check, at=at, actor=lead)
        _reword(services.continue_version(made, at=at, actor=lead), data["draft"], lead)


def _reword(draft: UUID, texts: Data, lead: Actor) -> None:
    at = queries.draft(draft).changed_at
    for code, text in texts.items():
        part = Part(PartKind.QUESTION, code)
        change = services.Change(
            part, lambda old, part=part, text=text: editing.changed(old, part, {"text": text})
        )
        services.change_draft(draft, change, at=at, actor=lead)
