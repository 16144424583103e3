"""Typing in paper: by code or the whole sheet, and always the very answers a screen gives."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries, services
from rondkomen.dialogue.core.results.group import scale_results
from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose
from rondkomen.dialogue.tests.examples import GOOD, changed

# What somebody answered, as the fields of a phone and as the codes on paper.
ON_A_PHONE: dict[str, dict[str, Any]] = {
    "mening": {"value": "4"},
    "een": {"chosen": "ja", "namely:ja": "de raad 🙂"},
    "meer": {"chosen": ["b", "a"]},
    "getal": {"value": " 2,50 "},
    "dag": {"value": "2026-11-22"},
    "woorden": {"value": " مرحبا "},
    "vakjes": {"cell:r2/k1": "1"},
    "vakken": {"cell:r1/k2": "een\r\ntwee", "cell:r2/k1": ""},
    "plek": {"value": "70"},
    "volgorde": {"rank:a": "2", "rank:c": "1"},
}
ON_PAPER = {
    "mening/4": "",
    "een/ja": "",
    "een/ja/namely": "de raad 🙂",
    "meer/a": "",
    "Meer B": "",
    "getal": "2,5",
    "dag": "22-11-2026",
    "woorden": "مرحبا",
    "vakjes/r2/k1": "",
    "vakken/r1/k2": "een\ntwee",
    "plek": "70",
    "volgorde/c": "1",
    "volgorde/a": "2",
}
CELLS = {
    "tabel": {"0/wat": "eerst", "0/aantal": "3", "1/wat": "later", "1/wie": "x"},
    "bord": {"links/0": "kaart"},
}
CELLS_ON_PAPER = {
    "tabel/1/wat": "eerst",
    "tabel/1/aantal": "3",
    "tabel/2/wat": "later",
    "tabel/2/wie": "X",
    "bord/links/1": "kaart",
}
ALONE = [one for one in GOOD["steps"][0]["sections"][0]["questions"] if one["code"] not in CELLS]


@pytest.fixture
def leader(gemeente: str, actor_with: Callable[..., Actor]) -> Actor:
    """A policy officer who leads."""
    return actor_with(Role.POLICY_OFFICER, email="leider@middenveld.example")


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def session(gemeente: str, leader: Actor) -> queries.SessionRow:
    """An open session everybody answers apart."""
    return session_on(gemeente, leader, Mode.APART)


def session_on(gemeente: str, leader: Actor, mode: Mode) -> queries.SessionRow:
    path = "steps/0/sections/0/questions"
    text = json.dumps(changed(path, ALONE) if mode is Mode.APART else GOOD)
    now = timezone.now()
    with acting_for(gemeente):
        version = services.NewVersion("voorbeeld", mode.value, text)
        kept = services.keep_version(version, at=now, actor=leader)
        new = services.NewSession("Proef", SessionPurpose.POLICY, mode, [kept])
        made = services.prepare_session(new, at=now, actor=leader)
        services.open_session(made, at=now, actor=leader)
        return queries.session(made)


def phone_in(session: queries.SessionRow) -> tuple[Client, str]:
    phone = Client()
    home = phone.post(f"/meedoen/9901/{session.join_code}/", {"domain": "poverty"})["Location"]
    return phone, home


def sheet_in(desk: Client, session: queries.SessionRow, **given: str) -> str:
    made = desk.post(f"/gesprek/{session.id}/papier/", {"domain": "poverty", **given})
    assert made.status_code == 302, made.content.decode()
    return str(made["Location"])


def note(desk: Client, sheet: str, code: str, mark: str = "", **more: str) -> Any:
    return desk.post(sheet, {"code": code, "mark": mark, **more})


def held(gemeente: str, session: UUID) -> dict[Any, dict[tuple[str, str], tuple[Any, str]]]:
    """Per writer what stands on file: question and phase → answer and remark."""
    found: dict[Any, dict[tuple[str, str], tuple[Any, str]]] = {}
    with acting_for(gemeente):
        for row in queries.session_answers(session):
            place = (row.question, row.phase.value)
            found.setdefault(row.participant_id, {})[place] = (row.value, row.comment)
    return found


def test_paper_gives_the_very_data_and_results_of_a_phone(
    gemeente: str, desk: Client, session: queries.SessionRow
) -> None:
    phone, home = phone_in(session)
    for question, fields in ON_A_PHONE.items():
        assert phone.post(f"{home}vraag/voorbeeld/{question}/", fields).status_code == 302
    sheet = sheet_in(desk, session)
    for code, mark in ON_PAPER.items():
        assert note(desk, sheet, code, mark).status_code == 302, code
    of_phone, of_paper = held(gemeente, session.id).values()
    assert len(of_phone) == len(ALONE)
    assert of_paper == of_phone
    with acting_for(gemeente):
        (instrument,) = queries.instruments_of(session.id)
        one, other = queries.given(session.id, instrument)
        assert one.answers() == other.answers()
        assert scale_results(instrument, [one], least=1) == scale_results(
            instrument, [other], least=1
        )


def test_the_sheet_of_a_group_gives_the_very_data_of_the_joint_sheet(
    gemeente: str, desk: Client, leader: Actor
) -> None:
    screen, paper = (session_on(gemeente, leader, Mode.TOGETHER) for _ in range(2))
    phone, home = phone_in(screen)
    for question, fields in (ON_A_PHONE | {"vakjes": {}, "vakken": {}}).items():
        if fields:
            phone.post(f"{home}samen/voorbeeld/{question}/", {"path": "", **fields})
    cells = CELLS | {"vakjes": {"r2/k1": "1"}, "vakken": {"r1/k2": "een\ntwee"}}
    for question, texts in cells.items():
        for path, text in texts.items():
            place = f"{home}samen/voorbeeld/{question}/"
            assert phone.post(place, {"path": path, f"cell:{path}": text}).status_code == 200
    sheet = f"/gesprek/{paper.id}/papier/groep/voorbeeld/"
    for code, mark in (ON_PAPER | CELLS_ON_PAPER).items():
        assert note(desk, sheet, code, mark).status_code == 302, code
    with acting_for(gemeente):
        (instrument,) = queries.instruments_of(paper.id)
        ours, theirs = (queries.given(one.id, instrument) for one in (paper, screen))
    assert ours == theirs
    assert len(ours[0].answers()) == len(GOOD["steps"][0]["sections"][0]["questions"])
    tables = [held(gemeente, one.id)[None]["tabel", "first"] for one in (paper, screen)]
    assert tables[0] == tables[1]


def test_the_whole_sheet_at_once_is_the_same_again(
    gemeente: str, desk: Client, session: queries.SessionRow
) -> None:
    first, second = sheet_in(desk, session), sheet_in(desk, session)
    for code, mark in ON_PAPER.items():
        note(desk, first, code, mark)
    page = desk.get(first).content.decode()
    ticked = re.findall(r'name="(mark:[^"]+)" value="x" checked', page)
    fields: dict[str, Any] = dict.fromkeys(ticked, "x")
    fields |= dict(re.findall(r'name="(one:[^"]+)" value="([^"]*)" checked', page))
    fields |= dict(re.findall(r'<textarea[^>]*name="(mark:[^"]+)"[^>]*>([^<]+)</textarea>', page))
    assert desk.post(second, fields).status_code == 302
    of_first, of_second = held(gemeente, session.id).values()
    assert of_first == of_second


@pytest.mark.parametrize(
    ("code", "mark", "sentence"),
    [
        ("zz/9", "", "De code “zz/9” staat niet op dit werkblad."),
        ("mening/7", "", "Bij mening hoort geen vak “7”."),
        ("getal", "", "Typ ook wat er bij getal staat."),
        ("getal", "twaalf", "Dit is geen getal."),
        ("getal", "99", "Vul 10 of minder in."),
        ("woorden", "x" * 21, "er passen er 20"),
        ("<b>", "", "De code “&lt;b&gt;” staat niet"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_changes_nothing(
    code: str, mark: str, sentence: str, gemeente: str, desk: Client, session: queries.SessionRow
) -> None:
    sheet = sheet_in(desk, session)
    refused = note(desk, sheet, code, mark)
    assert refused.status_code == 400
    assert sentence in refused.content.decode()
    assert held(gemeente, session.id) == {}


def test_a_second_point_corrects_and_a_field_can_be_emptied(
    gemeente: str, desk: Client, session: queries.SessionRow
) -> None:
    sheet = sheet_in(desk, session)
    for code in ("mening/4", "mening/2", "een/nee"):
        note(desk, sheet, code)
    note(desk, sheet, "een/nee", clear="1")
    (found,) = held(gemeente, session.id).values()
    assert found == {("mening", "first"): (2, ""), ("een", "first"): (None, "")}


def test_what_another_wrote_on_the_joint_sheet_is_not_overwritten_unseen(
    gemeente: str, desk: Client, leader: Actor
) -> None:
    session = session_on(gemeente, leader, Mode.TOGETHER)
    phone, home = phone_in(session)
    phone.post(f"{home}samen/voorbeeld/tabel/", {"path": "0/wat", "cell:0/wat": "van de telefoon"})
    sheet = f"/gesprek/{session.id}/papier/groep/voorbeeld/"
    refused = note(desk, sheet, "tabel/1/wat", "van papier")
    assert "staat al “van de telefoon”" in refused.content.decode()
    assert note(desk, sheet, "tabel/1/wat", "van papier", replacing="on").status_code == 302
    assert held(gemeente, session.id)[None]["tabel", "first"][0] == [{"wat": "van papier"}]


def test_a_name_without_consent_is_not_kept_and_consent_can_go(
    gemeente: str, desk: Client, session: queries.SessionRow
) -> None:
    sheet_in(desk, session, name="Anna")
    sheet = sheet_in(desk, session, name="Kees", consents="on")
    with acting_for(gemeente):
        names = [queries.own_name(one.id) for one in queries.participants(session.id)]
    assert names == ["", "Kees"]
    who = sheet.replace("voorbeeld/", "wie/")
    assert desk.post(who, {"domain": "health", "name": "Kees"}).status_code == 302
    with acting_for(gemeente):
        last = queries.participants(session.id)[-1]
    assert (last.domain, last.name, last.on_paper) == ("health", "", True)
    desk.post(who, {"erase": "1"})
    with acting_for(gemeente):
        assert len(queries.participants(session.id)) == 1


def test_who_wrote_on_paper_is_recognised_in_the_next_wave(
    gemeente: str, leader: Actor, desk: Client, session: queries.SessionRow
) -> None:
    wrong = desk.post(f"/gesprek/{session.id}/papier/", {"domain": "poverty", "again": "ABC"})
    assert wrong.status_code == 400
    assert "Dit is geen terugkomcode." in wrong.content.decode()
    codes = []
    for _ in range(2):
        page = desk.get(sheet_in(desk, session)).content.decode()
        codes += re.findall(r"Terugkomcode van dit blad: (\w{8})\.", page)
    assert len(set(codes)) == 2
    later = session_on(gemeente, leader, Mode.APART)
    sheet_in(desk, later, again=f"{codes[0][:4]} {codes[0][4:].lower()}")  # as somebody writes it
    sheet_in(desk, later)
    twice = desk.post(f"/gesprek/{later.id}/papier/", {"domain": "poverty", "again": codes[0]})
    assert "Met deze terugkomcode doet al iemand mee." in twice.content.decode()
    phone = Client().post(f"/meedoen/9901/{later.join_code}/", {"domain": "poverty"})
    assert phone.status_code == 302
    with acting_for(gemeente):
        assert len(queries.same_again(session.id, later.id)) == 1


def test_nobody_types_over_what_somebody_gave_on_a_phone(
    gemeente: str, desk: Client, session: queries.SessionRow
) -> None:
    phone_in(session)
    with acting_for(gemeente):
        (one,) = queries.participants(session.id)
    assert desk.get(f"/gesprek/{session.id}/papier/{one.id}/voorbeeld/").status_code == 400
    assert (
        desk.post(f"/gesprek/{session.id}/papier/{one.id}/wie/", {"erase": "1"}).status_code == 400
    )
    assert desk.get(f"/gesprek/{session.id}/papier/groep/voorbeeld/").status_code == 400


def test_a_closed_session_takes_no_paper(
    gemeente: str, desk: Client, leader: Actor, session: queries.SessionRow
) -> None:
    sheet = sheet_in(desk, session)
    with acting_for(gemeente):
        services.close_session(session.id, at=timezone.now(), actor=leader)
    assert "gesloten" in note(desk, sheet, "mening/4").content.decode()
    assert desk.post(f"/gesprek/{session.id}/papier/", {"domain": "poverty"}).status_code == 400
    assert (
        "neemt nu geen antwoorden aan"
        in desk.get(f"/gesprek/{session.id}/papier/").content.decode()
    )
