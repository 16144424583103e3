"""A fictional conversation in two waves a year apart, and one that is open to join.

What people say stands in `conversations.yaml`; here it is written down by the same verbs as on the
screens, under the moment at which it would have happened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Any
from uuid import UUID

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.crypto import blind_index
from rondkomen.chain.demo.said import Said, said
from rondkomen.chain.pointing import indicators
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.content import instrument_files
from rondkomen.dialogue.core.actions.agenda import from_plain, plain
from rondkomen.dialogue.core.session.codes import ActionState, Mode, NoteKind, SessionPurpose
from rondkomen.files import yaml
from rondkomen.journal.core.moment import happened_at
from rondkomen.kernel.calendar import add_working_days
from rondkomen.kernel.period import Month

TOOL = "gesprekstool"
STAYS_OPEN = timedelta(days=3650)  # who opens the demo later can still join
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """A session of the demo, the day it is held on, and who leads it."""

    session: UUID
    day: date
    lead: Actor

    def at(self, minutes: int = 0) -> datetime:
        """So many minutes after the session began."""
        return moment(self.day) + timedelta(minutes=minutes)


@dataclass(frozen=True)
class Wanted:
    """A session to begin: title and purpose from the data, how, on what, after which, and for whom."""

    data: Data
    mode: Mode = Mode.APART
    keys: Sequence[str] = (TOOL,)
    previous: UUID | None = None
    domains: tuple[str, ...] = ()


def hold_conversations(*, today: date, lead: Actor) -> None:
    """Nothing; both waves are held and closed, and another session is open with some people in it."""
    data, previous = read("conversations.yaml"), None
    for wave in data["waves"]:
        day = day_in(Month.of(today).plus(-wave["months_ago"]))
        held = begin(Wanted(wave, previous=previous), day, lead)
        _answer(held, wave["answers"], data)
        _note(held, wave)
        _agree(held, wave, data)
        previous = held.session
    held = begin(Wanted(data["open"]), today, lead)
    _answer(held, data["open"]["answers"], data)
    with happened_at(held.at(30)):
        services.open_results(held.session, actor=lead)


def code_to_join() -> str:
    """The join code of the session that is open for visitors; empty when it is closed or erased."""
    title = read("conversations.yaml")["open"]["title"]
    return next((one.join_code for one in queries.sessions() if one.title == title), "")


def read(name: str) -> Data:
    """What a file of this folder holds."""
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    data: Data = yaml.load(text)
    return data


def day_in(month: Month) -> date:
    """The working day of a month on which the demo's conversations are held."""
    return add_working_days(month.first, 9)


def begin(wanted: Wanted, day: date, lead: Actor) -> Held:
    """The session, opened on that day."""
    at = moment(day)
    with happened_at(at):
        made = services.prepare_session(
            services.NewSession(
                wanted.data["title"],
                SessionPurpose(wanted.data["purpose"]),
                wanted.mode,
                [version_of(key, at, lead) for key in wanted.keys],
                domains=wanted.domains,
                previous=wanted.previous,
            ),
            at=at,
            actor=lead,
        )
        services.open_session(made, at=at, actor=lead, code_lasts=STAYS_OPEN)
    return Held(made, day, lead)


def moment(day: date) -> datetime:
    """When the demo's people begin on that day."""
    return datetime.combine(day, time(8, 30), tzinfo=UTC)


def version_of(key: str, at: datetime, lead: Actor) -> UUID:
    """The version of this shipped instrument that the municipality works with."""
    text = next(path for path in instrument_files() if path.stem == key).read_text(encoding="utf-8")
    new = services.NewVersion(key, yaml.load(text)["version"], text)
    return services.keep_version(new, at=at, actor=lead)


def _answer(held: Held, answers: Data, data: Data) -> None:
    """Nothing; everybody joined and gave their answers, each some minutes after the one before."""
    for place, (who, lines) in enumerate(answers.items()):
        at = held.at(5 + place)
        participant = join_as(held, who, data["people"][who], at)
        give(held, TOOL, participant, said(lines, data["own_words"]), at=at)


def give(
    held: Held, instrument: str, participant: UUID, answers: Iterable[Said], *, at: datetime
) -> None:
    """Nothing; the participant gave these answers at that moment."""
    actor = system_actor(held.lead.gemeente_id)
    with happened_at(at):
        for one in answers:
            given = services.Given(
                held.session, instrument, one.question, one.raw, one.comment, one.phase
            )
            services.give_answer(given, participant_id=participant, at=at, actor=actor)


def join_as(held: Held, who: str, person: Data, at: datetime) -> UUID:
    """The participant; the same person has the same key in every session."""
    gemeente_id = held.lead.gemeente_id
    new = services.Joining(
        held.session,
        token_hash=blind_index(f"{held.session} {who}", gemeente_id=gemeente_id, kind="demo"),
        domain=person["domain"],
        name=person.get("name", ""),
        consents_to_name=person.get("consents", False),
        again_key_hash=blind_index(who, gemeente_id=gemeente_id, kind="demo"),
    )
    with happened_at(at):
        return services.join(new, at=at, actor=system_actor(gemeente_id))


def _note(held: Held, wave: Data) -> None:
    """Nothing; the results are open, and what was said stands at its theme."""
    with happened_at(held.at(40)):
        services.open_results(held.session, actor=held.lead)
    for place, note in enumerate(wave["notes"]):
        at = held.at(45 + place)
        with happened_at(at):
            services.take_note(
                held.session,
                note["text"],
                theme=_theme(note),
                kind=NoteKind(note["kind"]),
                at=at,
                actor=held.lead,
            )


def _agree(held: Held, wave: Data, data: Data) -> None:
    """Nothing; actions are carried over and agreed, the session is closed, and work went on."""
    with happened_at(held.at(90)):
        services.carry_over(held.session, at=held.at(90), actor=held.lead)
        for action in wave["actions"].values():
            agree(held, action, at=held.at(95))
        services.close_session(held.session, at=held.at(110), actor=held.lead)
    there = {row.what: row for row in queries.actions(held.session)}
    whats = {key: one["what"] for wave in data["waves"] for key, one in wave["actions"].items()}
    for key, change in wave["changes"].items():
        _change(held, there[whats[key]], change)


def agree(held: Held, action: Data, *, at: datetime) -> None:
    """Nothing; the action stands in the agenda of the session."""
    agreed = services.AgreedAction(**_columns(held, action))
    services.agree_action(held.session, agreed, at=at, actor=held.lead, indicators=indicators())


def _change(held: Held, row: queries.ActionRow, change: Data) -> None:
    at = held.at(120) + timedelta(days=change["changed_after"])
    changed = replace(from_plain(plain(row)), **_columns(held, change))
    with happened_at(at):
        services.change_action(row.id, changed, based_on=row.revision, at=at, actor=held.lead)


def _columns(held: Held, action: Data) -> dict[str, Any]:
    """The fields of an action; its theme by its place in the session, its day counted from the session."""
    given = {name: value for name, value in action.items() if name not in _OF_THE_DEMO}
    if "theme" in action:
        given["theme"] = _theme(action)
    if "due_after" in action:
        given["due"] = held.day + timedelta(days=action["due_after"])
    if "state" in action:
        given["state"] = ActionState(action["state"])
    return given


_OF_THE_DEMO = ("due_after", "changed_after")


def _theme(said_at: Data) -> str:
    return f"{TOOL}/{said_at['theme']}" if said_at["theme"] else ""
