"""Writing together: other cells never meet, the same cell is never overwritten unseen, all can be undone."""

from collections.abc import Callable
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import Mode
from rondkomen.dialogue.services import Conflict, Written
from rondkomen.dialogue.services.unsigning import SOMEBODY
from rondkomen.dialogue.tests.people import NOW, SHEETS, joined, new_session
from rondkomen.kernel.ids import new_id
from rondkomen.kernel.refusal import Refused

ANNA, KEES = new_id(), new_id()


@pytest.fixture
def leader(acting: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER)


@pytest.fixture
def put(leader: Actor) -> Callable[..., object]:
    """Writes a cell in a session of its own: `put("doek", "links/0", "tekst", based_on=1)`."""
    text = SHEETS.read_text(encoding="utf-8")
    session = new_session(leader, key="vellen", text=text, mode=Mode.TOGETHER)

    def act(
        question: str, path: str, value: object, *, based_on: int = 0, by: UUID = ANNA,
        verb: Callable[..., object] = services.write_cell,
    ) -> object:  # fmt: skip
        wanted = services.CellWrite(session, "vellen", question, path, value, based_on, by)
        return verb(wanted, at=NOW, actor=leader)

    act.session = session  # type: ignore[attr-defined]  # for looking at what was stored
    return act


def stored(put: Callable[..., object]) -> object:
    (row,) = queries.group_answers(put.session)  # type: ignore[attr-defined]  # set by the fixture
    return row.value


def test_two_in_different_cells_never_meet(put: Callable[..., object]) -> None:
    put("tabel", "0/wat", "flyers")
    assert put("tabel", "0/hoeveel", "200", by=KEES) == Written("0/hoeveel", 2)
    put("tabel", "1/wat", "posters", by=KEES)
    assert stored(put) == [{"wat": "flyers", "hoeveel": "200"}, {"wat": "posters"}]


def test_what_somebody_wrote_who_withdraws_stays_and_is_nobodys(leader: Actor) -> None:
    session = new_session(leader, key="vellen", text=SHEETS.read_text("utf-8"), mode=Mode.TOGETHER)
    anna, kees = (joined(session, leader, token) for token in "ak")
    written = ((anna, "0/wat", "flyers"), (kees, "1/wat", "posters"), (anna, "1/wat", "folders"))
    for who, path, text in written:
        held = 2 if text == "folders" else 0
        wanted = services.CellWrite(session, "vellen", "tabel", path, text, held, who)
        services.write_cell(wanted, at=NOW, actor=leader)
    services.withdraw(session, anna, actor=leader)
    (row,) = queries.group_answers(session)
    assert row.value == [{"wat": "flyers"}, {"wat": "folders"}]
    assert [one.author_ref for one in queries.changes(session)] == [SOMEBODY, kees, SOMEBODY]
    assert str(anna) not in str((row, queries.changes(session)))
    file = services.export_session(session, actor=leader)
    assert [one["value"] for one in file["answers"]] == [row.value]
    services.undo(services.CellWrite(session, "vellen", "tabel", "1/wat", "", 3), at=NOW, actor=leader)  # fmt: skip
    (row,) = queries.group_answers(session)
    assert row.value[1] == {"wat": "posters"}


def test_the_second_in_a_cell_gets_both_texts_and_chooses(put: Callable[..., object]) -> None:
    put("doek", "links/0", "eerst")
    put("doek", "links/0", "van Anna", based_on=1)
    clash = put("doek", "links/0", "van Kees", based_on=1, by=KEES)
    assert clash == Conflict("links/0", 2, "van Anna", "van Kees")
    assert stored(put) == {"links": ["van Anna"]}
    assert put("doek", "links/0", "van ons", based_on=2, by=KEES) == Written("links/0", 3)


def test_a_card_of_two_who_add_at_once_lands_beside_the_other(put: Callable[..., object]) -> None:
    put("doek", "links/+", "van Anna")
    assert put("doek", "links/+", "van Kees", by=KEES) == Written("links/1", 2)
    assert stored(put) == {"links": ["van Anna", "van Kees"]}


def test_a_clash_on_a_first_write_is_seen_too(put: Callable[..., object]) -> None:
    put("doek", "rechts/0", "van Anna")
    assert isinstance(put("doek", "rechts/0", "van Kees", by=KEES), Conflict)


def test_an_emptied_card_keeps_the_places_of_the_others(put: Callable[..., object]) -> None:
    for number, text in enumerate(("een", "twee")):
        put("doek", f"links/{number}", text)
    put("doek", "links/0", "", based_on=1)
    assert stored(put) == {"links": ["", "twee"]}


def test_every_cell_knows_its_author_and_can_be_undone(put: Callable[..., object]) -> None:
    put("doek", "links/0", "eerst")
    put("doek", "links/0", "later", based_on=1, by=KEES)
    (row,) = queries.group_answers(put.session)  # type: ignore[attr-defined]  # set by the fixture
    assert row.cells["links/0"] == {"revision": 2, "author": str(KEES)}
    put("doek", "links/0", None, based_on=2, verb=services.undo)
    assert stored(put) == {"links": ["eerst"]}
    with pytest.raises(Refused, match="daarna veranderd"):
        put("doek", "links/0", None, based_on=2, verb=services.undo)
    history = queries.changes(put.session)  # type: ignore[attr-defined]  # set by the fixture
    assert [(one.before, one.after, one.is_last) for one in history] == [
        ("later", "eerst", True),
        ("eerst", "later", False),
        ("", "eerst", False),
    ]


@pytest.mark.parametrize(
    ("question", "path", "value", "sentence"),
    [
        ("tabel", "0/hoeveel", "veel", "geen getal"),
        ("tabel", "0/nergens", "x", "bestaat hier niet"),
        ("tabel", "-1/wat", "x", "bestaat hier niet"),
        ("doek", "links/99999", "x", "bestaat hier niet"),
        ("doek", "links/0", "x" * 5001, "tekens"),
        ("niets", "", "x", "bestaat hier niet"),
    ],
)
def test_what_does_not_fit_is_refused_and_not_stored(
    question: str, path: str, value: str, sentence: str, put: Callable[..., object]
) -> None:
    with pytest.raises(Refused, match=sentence):
        put(question, path, value)
    held = queries.group_answers(put.session)  # type: ignore[attr-defined]  # set by the fixture
    assert not [row for row in held if row.value]
