"""The history of a joint sheet on the facilitator's screen: who wrote what, and taking it back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor, participant_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from rondkomen.dialogue.tests.people import SHEETS

ODD = "<b>vet</b> 🙂"
TOGETHER = {
    "title": "Samen",
    "purpose": "policy",
    "mode": "together",
    "least_group": "3",
    "domains": "",
}


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def session(gemeente: str, actor_with: Callable[..., Actor]) -> queries.SessionRow:
    """A sheet on which Anna, by name, and somebody else each wrote a row."""
    leader = actor_with(Role.POLICY_OFFICER, email="leider@middenveld.example")
    now = timezone.now()
    with acting_for(gemeente):
        text = SHEETS.read_text(encoding="utf-8")
        kept = services.keep_version(services.NewVersion("vellen", "1", text), at=now, actor=leader)
        new = services.NewSession("Proef", SessionPurpose.POLICY, Mode.TOGETHER, [kept])
        made = services.prepare_session(new, at=now, actor=leader)
        services.open_session(made, at=now, actor=leader)
        for number, (name, consents) in enumerate((("Anna", True), ("Kees", False))):
            joining = services.Joining(made, name, "poverty", name, consents)
            who = services.join(joining, at=now, actor=leader)
            actor = participant_actor(gemeente, who)
            wanted = services.CellWrite(
                made, "vellen", "tabel", f"{number}/wat", f"van {number} {ODD}"
            )
            services.write_cell(wanted, at=now, actor=actor)
        return queries.session(made)


def table(gemeente: str, session: queries.SessionRow) -> Any:
    with acting_for(gemeente):
        (row,) = queries.group_answers(session.id)
    return row.value


def test_the_history_names_who_consents_and_escapes_what_they_wrote(
    desk: Client, session: queries.SessionRow
) -> None:
    page = desk.get(f"/gesprek/{session.id}/samen/wijzigingen/").content.decode()
    assert page.count("Terugdraaien</button>") == 2
    assert "<bdi>Anna</bdi>" in page
    assert "Kees" not in page
    assert "een deelnemer" in page
    assert "<b>vet" not in page
    assert "Regel 2, Wat" in page


def test_a_row_that_was_taken_away_is_put_back_from_the_history(
    gemeente: str, desk: Client, session: queries.SessionRow
) -> None:
    place = f"/gesprek/{session.id}/samen/"
    desk.post(f"{place}vellen/tabel/weg/", {"path": "1/", "based_on": "2"})
    assert table(gemeente, session)[1] == {}
    aimed = {"instrument": "vellen", "question": "tabel", "path": "1/", "based_on": "3"}
    assert desk.post(f"{place}wijzigingen/", aimed).status_code == 302
    assert table(gemeente, session)[1] == {"wat": f"van 1 {ODD}"}
    again = desk.post(f"{place}wijzigingen/", aimed)
    assert (again.status_code, "daarna veranderd" in again.content.decode()) == (409, True)


def test_the_history_asks_as_little_for_many_changes_as_for_few(
    gemeente: str,
    desk: Client,
    session: queries.SessionRow,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    place = f"/gesprek/{session.id}/samen/"
    for number in range(2, 12):
        desk.post(f"{place}vellen/tabel/", {"path": f"{number}/wat", f"cell:{number}/wat": "x"})
    with django_assert_max_num_queries(20):
        desk.get(f"{place}wijzigingen/")


def test_a_sheet_nobody_wrote_on_says_so(desk: Client) -> None:
    made = TOGETHER | {"instruments": ["beleidstheorie"]}
    room = desk.post("/gesprek/nieuw/", made)["Location"]
    assert "Nog niets geschreven" in desk.get(f"{room}samen/wijzigingen/").content.decode()


def test_a_remark_on_the_sheet_is_kept_seen_and_taken_back(desk: Client) -> None:
    made = TOGETHER | {"instruments": ["gesprekstool"]}
    room = desk.post("/gesprek/nieuw/", made)["Location"]
    place = f"{room}samen/gesprekstool/Q1/"
    desk.post(place, {"path": "", "chosen": ["Q1.1"]})
    assert desk.post(place, {"path": "comment", "comment": ODD}).status_code == 200
    told = desk.get(f"{room}samen/stand/").json()["cells"]["gesprekstool/Q1"]
    assert (told["comment"]["value"], told[""]["value"]["chosen"]) == (ODD, ["Q1.1"])
    long = desk.post(place, {"path": "comment", "comment": "x" * 5001, "based_on": "2"})
    assert "te lang" in long.json()["sentence"]
    assert desk.post(f"{place}terug/", {"path": "comment", "based_on": "2"}).status_code == 200
    told = desk.get(f"{room}samen/stand/").json()["cells"]["gesprekstool/Q1"]
    assert told["comment"]["value"] == ""
