import io

import docx
import pytest

from rondkomen.access.core.roles import Role
from rondkomen.chain.dialogue_report import session_report
from rondkomen.chain.pointing import indicators
from rondkomen.dialogue.adapters.report_files import as_docx, as_pdf
from rondkomen.dialogue.core.report.document import Bullets, Document, Dots, Paragraph, Table
from rondkomen.dialogue.core.session.codes import ActionState, Mode, Phase, SessionPurpose
from rondkomen.dialogue.services import (
    AgreedAction,
    CellWrite,
    Given,
    agree_action,
    give_answer,
    write_cell,
)
from rondkomen.dialogue.tests.people import NOW, TOOL, answer, joined, new_session
from rondkomen.monitoring.content import definitions

LABELS = {"poverty": "armoede", "health": "gezondheid"}
WORDS = {SessionPurpose.POLICY: "Beleid maken", ActionState.OPEN: "loopt"}


@pytest.fixture
def facilitator(acting, actor_with):
    return actor_with(Role.POLICY_OFFICER)


def report(session, actor) -> Document:
    return session_report(session, labels=LABELS, words=WORDS, actor=actor)


def texts(document: Document) -> str:
    return " ".join(
        " ".join(block.items) if isinstance(block, Bullets) else block.text
        for block in document.blocks
        if isinstance(block, Bullets | Paragraph)
    )


def filled(actor, poverty: int, health: int):
    """Poverty gives 2, health gives 5; everybody ticks that nothing is monitored."""
    session = new_session(actor)
    for number in range(poverty + health):
        domain, point = ("poverty", 2) if number < poverty else ("health", 5)
        who = joined(session, actor, f"t{number}", domain=domain)
        answer(session, who, actor, ("E", point))
        answer(session, who, actor, ("Q11", ["Q11.4"]))
    return session


def test_the_report_tells_what_differs_and_what_was_agreed(facilitator):
    session = filled(facilitator, 3, 3)
    agreed = AgreedAction(
        what="Eén monitor maken",
        theme="gesprekstool/E",
        owner="de GGD",
        points_to_kind="indicator",
        points_to="accepted_of_reached",
    )
    agree_action(session, agreed, at=NOW, actor=facilitator, indicators=indicators())
    document = report(session, facilitator)
    # medians 2 and 5: a difference of 3; of six people three gave 4 or more and ticked "no"
    assert "Het grootste verschil is 3 tussen armoede (lager) en gezondheid (hoger)." in texts(
        document
    )
    assert "(3 van 6)" in texts(document)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert tables[0].rows == (("armoede", "3"), ("gezondheid", "3"))
    what, about, who = tables[1].rows[0][:3]
    assert (what, who) == ("Eén monitor maken", "de GGD")
    assert about.startswith("Het is duidelijk wat de gemeente doet en wat anderen doen; ")
    assert definitions().indicators["accepted_of_reached"].label.nl in about


def test_what_the_group_wrote_together_stands_in_the_report_as_it_was_written(facilitator):
    session = new_session(facilitator, key="werkboek-evaluatie", mode=Mode.TOGETHER)
    for question, path, value in (
        ("W5.1.2", "", {"chosen": ["leren"]}),
        ("W5.1.4", "tijd/stand", "een halve dag"),
        ("W5.1.3", "0/gegeven", "Gesproken huishoudens"),
        ("W5.3", "0/besluit", "houden"),
        ("W5.P", "0/wie", "De projectleider"),
    ):
        wanted = CellWrite(session, "werkboek-evaluatie", question, path, value)
        write_cell(wanted, at=NOW, actor=facilitator)
    document = report(session, facilitator)
    tables = {block.caption: block for block in document.blocks if isinstance(block, Table)}
    assert tables["Het plan per gegeven"].rows[0][:2] == (
        "Gesproken huishoudens",
        "De projectleider",
    )
    assert tables["Hoe staat het ervoor?"].rows == (
        ("Tijd: wie kan eraan werken?", "een halve dag"),
    )
    # Learning asks for how and why, in the words of the instrument's advice.
    assert "U wilt leren." in texts(document)
    assert "Elk antwoord is apart geteld" not in texts(document)
    assert as_pdf(document).startswith(b"%PDF")


def test_a_small_group_is_not_told_apart(facilitator):
    document = report(filled(facilitator, 4, 2), facilitator)
    lines = [
        line.label for block in document.blocks if isinstance(block, Dots) for line in block.lines
    ]
    assert "gezondheid" not in lines
    assert "Het grootste verschil" not in texts(document)
    people = next(block for block in document.blocks if isinstance(block, Table))
    assert people.rows == (("deelnemers", "6"),)


def test_a_question_that_only_one_of_many_answered_tells_nothing_in_the_report(facilitator):
    session = filled(facilitator, 4, 3)
    alone = joined(session, facilitator, "alone", domain="health")
    answer(session, alone, facilitator, ("A", 1))
    answer(session, alone, facilitator, ("Q14", ["Q14.5"]))
    blocks = report(session, facilitator).blocks
    # E and Q11 were answered by seven; A and Q14 by one, below the smallest group of three.
    assert sum(isinstance(block, Dots) for block in blocks) == 1
    counted = [block.caption for block in blocks if isinstance(block, Table)]
    assert "7 antwoorden" in counted
    assert "1 antwoorden" not in counted


@pytest.mark.parametrize(("writers", "is_told"), [(3, True), (2, False)])
def test_words_behind_an_option_are_told_once_enough_wrote_some(facilitator, writers, is_told):
    session = new_session(facilitator)
    for number in range(4):
        who = joined(session, facilitator, f"t{number}")
        words = {"Q2.5": f"reden {number}"} if number < writers else {}
        answer(session, who, facilitator, ("Q2", {"chosen": ["Q2.5"], "namely": words}))
    assert ("Nee, want: reden 0" in texts(report(session, facilitator))) is is_told


def test_the_movement_of_who_came_back_is_told_in_a_sentence(facilitator):
    first = new_session(facilitator)
    second = new_session(facilitator, previous=first)
    for session, points in ((first, (2, 2, 3)), (second, (4, 3, 3))):
        for number, point in enumerate(points):
            token = f"{session}{number}"
            who = joined(session, facilitator, token, again_key_hash=f"k{number}")
            answer(session, who, facilitator, ("A", point))
    # 2 to 4, 2 to 3, 3 to 3; the medians are 2 and 3
    assert (
        "Het middelste antwoord was de vorige ronde 2 en is nu 3. "
        "Bij wie beide keren meedeed: 2 hoger, 1 gelijk."
    ) in texts(report(second, facilitator))


def test_two_answers_are_too_few_for_any_picture(facilitator):
    document = report(filled(facilitator, 2, 0), facilitator)
    assert not [block for block in document.blocks if isinstance(block, Dots)]


def test_the_movement_of_the_conversation_is_told(facilitator):
    session = new_session(facilitator)
    for number in range(3):
        who = joined(session, facilitator, f"t{number}")
        answer(session, who, facilitator, ("A", 2))
        answer(session, who, facilitator, ("A", 4 if number else 2), Phase.REVISITED)
    assert "Na de verdieping: 2 hoger, 1 gelijk." in texts(report(session, facilitator))


def test_how_few_moved_and_what_few_answered_is_not_told(facilitator):
    session = new_session(facilitator)
    people = [joined(session, facilitator, f"t{number}") for number in range(4)]
    for who in people:
        answer(session, who, facilitator, ("E", 4))
    for who in people[:2]:
        answer(session, who, facilitator, ("Q11", ["Q11.4"]))
        answer(session, who, facilitator, ("E", 5), Phase.REVISITED)
    said = texts(report(session, facilitator))
    # Two of four answered again and ticked that nothing is monitored; the smallest group is three.
    assert "Na de verdieping: te weinig antwoorden om te laten zien." in said
    assert "Bij 1 vraag terug zijn er te weinig antwoorden om te laten zien." in said
    assert "(2 van" not in said


def test_a_wave_stands_by_the_larger_of_both_promises(facilitator):
    first = new_session(facilitator, least_group=5)
    second = new_session(facilitator, previous=first, least_group=3)
    for session, point in ((first, 2), (second, 4)):
        for number in range(4):
            who = joined(session, facilitator, f"{session}{number}", again_key_hash=f"k{number}")
            answer(session, who, facilitator, ("A", point))
    # Four answered then, where five was promised as the smallest group.
    assert "de vorige ronde" not in texts(report(second, facilitator))


def test_both_files_hold_the_whole_report(facilitator):
    document = report(filled(facilitator, 3, 3), facilitator)
    assert as_pdf(document).startswith(b"%PDF-")
    word = docx.Document(io.BytesIO(as_docx(document)))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["In het kort", "Wie deden mee"]
    pictures = word.inline_shapes
    assert len(pictures) == sum(isinstance(block, Dots) for block in document.blocks)
    assert "helemaal eens" in pictures[0]._inline.docPr.get("descr")


def test_a_remark_of_the_group_is_told(facilitator):
    session = new_session(facilitator, mode=Mode.TOGETHER)
    wanted = CellWrite(session, TOOL, "Q2", "comment", "eerst de wijken in")
    write_cell(wanted, at=NOW, actor=facilitator)
    assert "eerst de wijken in" in texts(report(session, facilitator))


@pytest.mark.parametrize(("writers", "is_told"), [(3, True), (2, False)])
def test_remarks_are_told_once_enough_wrote_some(facilitator, writers, is_told):
    session = new_session(facilitator)
    for number in range(4):
        who = joined(session, facilitator, f"t{number}")
        remark = f"idee {number}" if number < writers else ""
        given = Given(session, TOOL, "Q2", {"chosen": ["Q2.1"]}, comment=remark)
        give_answer(given, participant_id=who, at=NOW, actor=facilitator)
    assert ("idee 0" in texts(report(session, facilitator))) is is_told
