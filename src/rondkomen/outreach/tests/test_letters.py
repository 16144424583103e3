from dataclasses import replace
from uuid import uuid4

import pytest

from rondkomen.journal import queries as journal
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.content import starting_letters
from rondkomen.outreach.core.codes import CaseStatus, ContactKind, PartnerType
from rondkomen.outreach.core.letters import LetterKind, betraying_words
from rondkomen.outreach.models import Attempt, Case
from rondkomen.outreach.services import (
    LetterOrder,
    SenderDetails,
    letters,
    log_attempt,
    make_letters,
    save_letter,
    save_sender,
    withdraw_signals,
)
from rondkomen.outreach.tests.examples import FRIDAY, ref, signal
from rondkomen.people.core.identity import Identity
from rondkomen.people.services import record_identities

DETAILS = SenderDetails(
    "088 123 45 67",
    "hulp@middenveld.example",
    "Postbus 1, 1234 AA Middenveld",
    "Schrijf naar fg@middenveld.example",
)


@pytest.fixture
def resident(acting):
    (found,) = record_identities([Identity(initials="A.", prefix="de", surname="Verzonnen #1 [x]")])
    return found


@pytest.fixture
def rendered(monkeypatch):
    """What was given to the document engine, the last time."""
    seen: dict[str, object] = {}
    real = letters.pdf.render

    def spy(layout, data, **more):
        seen.update(data)
        return real(layout, data, **more)

    monkeypatch.setattr(letters.pdf, "render", spy)
    return seen


def order(*case_ids, kind=LetterKind.FIRST_CONTACT, **more):
    return LetterOrder(case_ids, kind, uuid4(), **more)


def make(wanted, worker):
    save_sender(DETAILS, actor=worker)
    return make_letters(wanted, today=FRIDAY, actor=worker)


def test_the_first_letter_tells_all_and_is_logged(open_case, worker, resident, rendered):
    rent = signal("r", partner_type=PartnerType.RENT)
    case_id = open_case(rent, person_ref=resident)
    made = make(order(case_id, partner_names={ref("r"): "Woonstede"}), worker)
    assert made.pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in made.pdf or b"/ObjStm" in made.pdf
    (letter,) = rendered["letters"]
    assert letter["address"][:2] == ["A. de Verzonnen #1 [x]", "Lindelaan 1"]
    assert letter["paragraphs"][0] == "Beste meneer of mevrouw De Verzonnen #1 [x],"
    assert "Woonstede" in " ".join(letter["notice"])
    assert "nog 1 jaar" in " ".join(letter["notice"])
    found = queries.case(case_id, actor=worker, today=FRIDAY)
    assert found.notice_given
    row = found.row
    assert row.status is CaseStatus.PICKED_UP
    assert row.last_attempt is not None
    assert row.last_attempt.kind is ContactKind.LETTER


def test_nothing_around_the_letter_betrays_debts(open_case, worker, resident, rendered):
    make(order(open_case(person_ref=resident)), worker)
    (letter,) = rendered["letters"]
    window = " ".join([rendered["sender"], *letter["address"], rendered["title"]])
    assert betraying_words(window) == ()


def test_a_card_shows_nothing_of_what_it_is_about(open_case, worker, resident, rendered):
    make(order(open_case(person_ref=resident), kind=LetterKind.CARD), worker)
    (card,) = rendered["letters"]
    text = " ".join([rendered["title"], card["subject"], *card["paragraphs"]])
    assert betraying_words(text) == ()
    assert "Verzonnen" not in text
    assert Attempt.objects.get().kind == ContactKind.CARD


def test_a_card_with_an_address_that_betrays_is_not_made(open_case, worker):
    card = queries.letter_template(LetterKind.CARD)
    save_letter(replace(card, body="Mail naar {email}"), actor=worker)
    save_sender(replace(DETAILS, email="vroegsignalering@middenveld.example"), actor=worker)
    wanted = order(open_case(), kind=LetterKind.CARD)
    with pytest.raises(Refused, match="mag niet op een kaartje staan"):
        make_letters(wanted, today=FRIDAY, actor=worker)
    assert not Attempt.objects.exists()


def test_the_same_order_twice_logs_once(open_case, worker):
    wanted = order(open_case(), open_case())
    assert make(wanted, worker).letters == 2
    assert make(wanted, worker).letters == 2
    assert Attempt.objects.count() == 2


def test_reading_the_name_is_logged_for_the_resident(open_case, worker, resident):
    make(order(open_case(person_ref=resident)), worker)
    assert [row.purpose for row in journal.processing_of(resident)] == ["outreach"]


def test_a_closed_case_gets_no_letter_and_the_reason_is_told(open_case, worker):
    closed, still_open = open_case(), open_case()
    Case.objects.filter(id=closed).update(
        is_open=False, status=CaseStatus.CLOSED, result="deceased", closed_on=FRIDAY
    )
    made = make(order(closed, still_open), worker)
    assert made.skipped == ((closed, "De zaak is afgesloten."),)
    with pytest.raises(Refused, match="De zaak is afgesloten"):
        make(order(closed), worker)


def test_a_case_whose_signals_moved_away_gets_no_letter(open_case, worker, attempt):
    case_id = open_case(signal("a"))
    log_attempt(case_id, attempt(), today=FRIDAY, actor=worker)
    withdraw_signals([ref("signal of a")], today=FRIDAY, actor=worker)
    with pytest.raises(Refused, match="geen signalen meer"):
        make(order(case_id), worker)


def test_without_a_sender_there_is_no_letter(open_case, worker):
    with pytest.raises(Refused, match="afzender"):
        make_letters(order(open_case()), today=FRIDAY, actor=worker)
    assert not Attempt.objects.exists()


def test_an_appointment_letter_says_when(open_case, worker, rendered):
    case_id = open_case()
    with pytest.raises(Refused, match="dag, tijd en plaats"):
        make(order(case_id, kind=LetterKind.APPOINTMENT), worker)
    told = "dinsdag 24 november om 10 uur in het gemeentehuis"
    make(order(case_id, kind=LetterKind.APPOINTMENT, appointment=told), worker)
    assert told in rendered["letters"][0]["paragraphs"][1]


def test_a_municipality_writes_its_own_text(worker):
    first = next(one for one in starting_letters() if one.kind is LetterKind.FOLLOW_UP)
    assert save_letter(replace(first, subject="Zullen we bellen?"), actor=worker) == 1
    assert save_letter(replace(first, subject="Mogen we bellen?"), actor=worker) == 2
    assert queries.letter_template(LetterKind.FOLLOW_UP).subject == "Mogen we bellen?"
    assert [row.number for row in queries.letter_history(LetterKind.FOLLOW_UP)] == [2, 1]


def test_a_first_letter_without_its_notice_is_refused(worker):
    first = next(one for one in starting_letters() if one.kind is LetterKind.FIRST_CONTACT)
    with pytest.raises(Refused, match=r"AVG art\. 14"):
        save_letter(replace(first, notice=""), actor=worker)
