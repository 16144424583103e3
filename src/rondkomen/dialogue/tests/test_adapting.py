"""Own instruments: a draft that may have faults, versions that may not, and two people at once."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.adapters.instrument_file import check
from rondkomen.dialogue.content import instrument_files
from rondkomen.dialogue.core.changing import editing
from rondkomen.dialogue.core.changing.editing import OWN, Block, Part, PartKind
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from rondkomen.dialogue.tests.people import NOW, TOOL, joined, text_of
from rondkomen.files import yaml
from rondkomen.journal.queries import events
from rondkomen.kernel.refusal import Refused

A = Part(PartKind.QUESTION, "A")
B = Part(PartKind.QUESTION, "B")
WORDS = {"nl": "Wij <b>weten</b> 🙂 \u202bلماذا", "en": "We know why"}


@pytest.fixture
def leader(acting: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer."""
    return actor_with(Role.POLICY_OFFICER)


@pytest.fixture
def draft(leader: Actor) -> UUID:
    """A copy of the dialogue tool."""
    new = services.NewVersion(TOOL, "1", text_of(TOOL))
    kept = services.keep_version(new, at=NOW, actor=leader)
    return services.copy_version(kept, at=NOW, actor=leader)


def saying(draft: UUID, part: Part, text: dict[str, str] = WORDS) -> services.Change:
    """The change that gives a part another text, as somebody who looks now would make it."""
    seen = editing.mark(queries.draft(draft).data, part)
    return services.Change(part, lambda data: editing.changed(data, part, {"text": text}), seen)


def definitive(draft: UUID, actor: Actor) -> queries.VersionRow:
    row = queries.draft(draft)
    made = services.make_definitive(draft, row.revision, check, at=NOW, actor=actor)
    return queries.version(made)


def without(part: Part) -> Callable[[Block], Block]:
    return lambda data: editing.removed(data, part)


def test_a_copy_becomes_a_version_that_a_session_can_choose(leader: Actor, draft: UUID) -> None:
    services.change_draft(draft, saying(draft, A), at=NOW, actor=leader)
    assert queries.offered_versions() == []
    made = definitive(draft, leader)
    assert (made.key, made.version, made.is_own) == (f"{OWN}{TOOL}", "1", True)
    assert queries.version(made.based_on_id).key == TOOL if made.based_on_id else False
    asked = {one.code: one.text.nl for one in made.instrument.questions()}
    shipped = {
        one["code"]: one["text"]["nl"] for one in editing.questions(yaml.load(text_of(TOOL)))
    }
    assert asked == shipped | {"A": WORDS["nl"]}
    assert [one.id for one in queries.offered_versions()] == [made.id]
    assert queries.drafts() == []


def test_a_version_is_numbered_on_and_its_session_keeps_its_own(leader: Actor, draft: UUID) -> None:
    first = definitive(draft, leader)
    new = services.NewSession("Proef", SessionPurpose.POLICY, Mode.APART, [first.id])
    session = services.prepare_session(new, at=NOW, actor=leader)
    services.open_session(session, at=NOW, actor=leader)
    again = services.continue_version(first.id, at=NOW, actor=leader)
    assert services.continue_version(first.id, at=NOW, actor=leader) == again
    with pytest.raises(Refused, match="niets veranderd sinds versie 1"):
        definitive(again, leader)
    services.change_draft(again, saying(again, B), at=NOW, actor=leader)
    second = definitive(again, leader)
    assert (second.version, second.based_on_id) == ("2", first.id)
    assert [one.version for one in queries.offered_versions()] == ["2"]
    assert queries.instruments_of(session)[0].version == "1"
    who = joined(session, leader, "t")
    given = services.Given(session, first.key, "A", 4)
    services.give_answer(given, participant_id=who, at=NOW, actor=leader)
    assert queries.version(first.id).is_used


def test_a_draft_with_a_fault_is_not_made_definitive(leader: Actor, draft: UUID) -> None:
    services.change_draft(draft, saying(draft, A, {"nl": " ", "en": "x"}), at=NOW, actor=leader)
    with pytest.raises(Refused, match="leeg") as refusal:
        definitive(draft, leader)
    assert refusal.value.where == "steps[1].sections[1].questions[1].text.nl"
    assert queries.offered_versions() == []


def test_nobody_overwrites_unseen_and_other_parts_do_not_meet(leader: Actor, draft: UUID) -> None:
    mine, theirs, elsewhere = (
        saying(draft, A),
        saying(draft, A, {"nl": "x", "en": "y"}),
        saying(draft, B),
    )
    services.change_draft(draft, theirs, at=NOW, actor=leader)
    services.change_draft(draft, elsewhere, at=NOW, actor=leader)
    with pytest.raises(Refused, match="intussen veranderd") as refusal:
        services.change_draft(draft, mine, at=NOW, actor=leader)
    assert refusal.value.code == "changed-since"
    data = queries.draft(draft).data
    assert editing.read(data, A)["text"] == {"nl": "x", "en": "y"}
    assert editing.read(data, B)["text"] == WORDS


def test_what_was_not_seen_is_not_made_definitive(leader: Actor, draft: UUID) -> None:
    seen = queries.draft(draft).revision
    services.change_draft(draft, saying(draft, A), at=NOW, actor=leader)
    with pytest.raises(Refused, match="intussen veranderd"):
        services.make_definitive(draft, seen, check, at=NOW, actor=leader)


def test_the_last_change_can_be_taken_back_and_done_again(leader: Actor, draft: UUID) -> None:
    seen = editing.mark(queries.draft(draft).data, A, deep=True)
    before = queries.draft(draft).data
    change = services.Change(A, without(A), seen, deep=True)
    revision = services.change_draft(draft, change, at=NOW, actor=leader)
    after = queries.draft(draft).data
    revision = services.undo_draft(draft, revision, at=NOW, actor=leader)
    assert queries.draft(draft).data == before
    services.undo_draft(draft, revision, at=NOW, actor=leader)
    assert queries.draft(draft).data == after


def test_only_a_version_that_was_never_used_is_withdrawn(leader: Actor, draft: UUID) -> None:
    first = definitive(draft, leader)
    again = services.continue_version(first.id, at=NOW, actor=leader)
    services.change_draft(again, saying(again, B), at=NOW, actor=leader)
    second = definitive(again, leader)
    services.withdraw_version(second.id, at=NOW, actor=leader)
    assert [one.version for one in queries.offered_versions()] == ["1"]
    third = services.continue_version(first.id, at=NOW, actor=leader)
    services.change_draft(third, saying(third, A), at=NOW, actor=leader)
    assert definitive(third, leader).version == "3"
    new = services.NewSession("Proef", SessionPurpose.POLICY, Mode.APART, [first.id])
    services.prepare_session(new, at=NOW, actor=leader)
    with pytest.raises(Refused, match="is een sessie gemaakt"):
        services.withdraw_version(first.id, at=NOW, actor=leader)
    shipped = services.NewVersion(TOOL, "1", text_of(TOOL))
    kept = services.keep_version(shipped, at=NOW, actor=leader)
    with pytest.raises(Refused):
        services.withdraw_version(kept, at=NOW, actor=leader)
    with pytest.raises(Refused, match="kopie"):
        services.continue_version(kept, at=NOW, actor=leader)


def test_own_keys_never_meet_shipped_ones(leader: Actor, draft: UUID) -> None:
    assert not [path.stem for path in instrument_files() if path.stem.startswith(OWN)]
    taken = services.import_draft(text_of(TOOL), check, at=NOW, actor=leader)
    assert queries.draft(draft).key == f"{OWN}{TOOL}"
    assert queries.draft(taken).key == f"{OWN}{TOOL}-2"
    words = {"nl": "Gesprekstool!", "en": "x"}
    made = services.start_draft(words, words, at=NOW, actor=leader)
    assert queries.draft(made).key == f"{OWN}{TOOL}-3"


def test_a_file_of_an_own_instrument_becomes_its_next_version(leader: Actor, draft: UUID) -> None:
    first = definitive(draft, leader)
    file = first.text.replace("en waar", "en waarom")
    again = services.import_draft(file, check, at=NOW, actor=leader)
    assert queries.draft(again).based_on_id == first.id
    with pytest.raises(Refused, match="al een concept"):
        services.import_draft(file, check, at=NOW, actor=leader)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [1, 2", "niet te lezen"),
        ("key: x", "ontbreekt"),
        ("[]", "een blok met velden"),
        (text_of(TOOL).replace("scale: agreement, text", "scale: weg, text", 1), "schaal"),
    ],
)
def test_a_broken_file_is_refused_with_one_sentence_and_leaves_nothing(
    text: str, sentence: str, leader: Actor
) -> None:
    with pytest.raises(Refused, match=sentence):
        services.import_draft(text, check, at=NOW, actor=leader)
    assert queries.drafts() == []


def test_every_write_leaves_an_event_without_a_word_of_the_text(leader: Actor, draft: UUID) -> None:
    services.change_draft(draft, saying(draft, A), at=NOW, actor=leader)
    made = definitive(draft, leader)
    kinds = [event.kind for event in events(draft)]
    assert kinds == [
        "instrument_draft_started",
        "instrument_draft_changed",
        "instrument_draft_made_definitive",
    ]
    assert [event.kind for event in events(made.id)] == ["instrument_version_kept"]
    told = json.dumps([event.data for event in events(draft)])
    assert "weten" not in told


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.AUDITOR, Role.COUNSELLOR])
def test_who_may_not_lead_changes_nothing(
    role: Role, leader: Actor, draft: UUID, actor_with: Callable[..., Actor]
) -> None:
    other = actor_with(role)
    row = queries.draft(draft)
    for act in (
        lambda: services.change_draft(draft, saying(draft, A), at=NOW, actor=other),
        lambda: services.undo_draft(draft, row.revision, at=NOW, actor=other),
        lambda: services.discard_draft(draft, actor=other),
        lambda: services.make_definitive(draft, row.revision, check, at=NOW, actor=other),
        lambda: services.start_draft(WORDS, WORDS, at=NOW, actor=other),
    ):
        with pytest.raises(Refused):
            act()
    assert queries.drafts() == [row]


def test_another_municipality_has_no_such_draft(
    gemeente: str, actor_with: Callable[..., Actor]
) -> None:
    leader = actor_with(Role.POLICY_OFFICER)
    other = actor_with(Role.POLICY_OFFICER, email="x@anderland.example", gemeente_id="9902")
    with acting_for(gemeente):
        again = services.start_draft(WORDS, WORDS, at=NOW, actor=leader)
        change = saying(again, Part(PartKind.QUESTION, "V1"))
    with acting_for("9902"):
        assert queries.drafts() == []
        with pytest.raises(Refused, match="is er niet meer"):
            services.change_draft(again, change, at=NOW, actor=other)
        with pytest.raises(Refused, match="is er niet meer"):
            services.discard_draft(again, actor=other)
    with acting_for(gemeente):
        assert [row.id for row in queries.drafts()] == [again]


def test_a_discarded_draft_is_gone_and_its_versions_stay(leader: Actor, draft: UUID) -> None:
    first = definitive(draft, leader)
    again = services.continue_version(first.id, at=NOW, actor=leader)
    services.discard_draft(again, actor=leader)
    with pytest.raises(Refused, match="is er niet meer"):
        queries.draft(again)
    assert [one.id for one in queries.offered_versions()] == [first.id]
