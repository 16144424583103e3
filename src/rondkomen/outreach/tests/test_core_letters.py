from dataclasses import replace

import pytest

from rondkomen.outreach.content import conversation_aid, starting_letters
from rondkomen.outreach.core.codes import PartnerType
from rondkomen.outreach.core.letters import (
    NOTICE_ITEMS,
    LetterKind,
    betraying_words,
    fault_of_sender,
    faults_in_template,
    filled,
    partner_words,
    retention_words,
    salutation,
)

LETTERS = {letter.kind: letter for letter in starting_letters()}
FIRST, CARD = LETTERS[LetterKind.FIRST_CONTACT], LETTERS[LetterKind.CARD]


@pytest.mark.parametrize("letter", starting_letters(), ids=lambda letter: letter.kind)
def test_the_letters_that_ship_can_be_used(letter):
    assert faults_in_template(letter) == ()


def test_every_kind_of_mail_has_a_template():
    assert set(LETTERS) == set(LetterKind)


@pytest.mark.parametrize("item", NOTICE_ITEMS, ids=lambda item: item.id)
def test_the_first_contact_tells_everything_or_is_refused(item):
    # the source and the rights stand in the text in more than one way; take each word out whole
    without = replace(
        FIRST, notice=FIRST.notice.replace(item.word, "-").replace(item.word.capitalize(), "-")
    )
    assert any(item.article in fault.sentence for fault in faults_in_template(without))


def test_a_card_betrays_nothing():
    assert betraying_words(f"{CARD.subject} {CARD.body}") == ()


@pytest.mark.parametrize(
    "text",
    ["Uw schuld", "De HUURachterstand", "Team Vroegsignalering", "€ 200", "over uw rekening"],
)
def test_a_card_that_betrays_is_refused(text):
    faults = faults_in_template(replace(CARD, body=text))
    assert "Op een kaartje mag niet staan" in faults[0].sentence


def test_a_card_shows_no_address_that_betrays():
    telling, neutral = "vroegsignalering@middenveld.example", "hulp@middenveld.example"
    mailing = replace(CARD, body="Mail naar {email}")
    fault = fault_of_sender(mailing, telling)
    assert fault is not None
    assert "'vroegsignal'" in fault.sentence
    assert fault_of_sender(mailing, neutral) is None
    assert fault_of_sender(CARD, telling) is None  # the card that ships names no e-mail address
    assert fault_of_sender(FIRST, telling) is None  # a letter is in an envelope


def test_a_card_never_names_the_partner():
    faults = faults_in_template(replace(CARD, body="Groet van {partners}"))
    assert [fault.where for fault in faults] == ["body"]


@pytest.mark.parametrize("body", ["{bsn}", "{aanhef.__class__}", "{aanhef!r}", "{aanhef", ""])
def test_an_unknown_or_broken_fill_in_word_is_refused(body):
    assert faults_in_template(replace(LETTERS[LetterKind.FOLLOW_UP], body=body))


def test_values_are_never_read_as_a_template():
    assert filled("Beste {aanhef}\n\n\nHoi", {"aanhef": "{telefoon} #x"}) == (
        "Beste {telefoon} #x",
        "Hoi",
    )


def test_a_letter_without_a_name_still_greets():
    assert salutation("") == "Beste bewoner,"
    assert salutation("de Vries") == "Beste meneer of mevrouw De Vries,"


def test_partners_are_named_once_and_by_name_where_it_is_known():
    partners = [
        (PartnerType.RENT, ""),
        (PartnerType.ENERGY, "Enerzon"),
        (PartnerType.RENT, ""),
        (PartnerType.WATER, ""),
    ]
    assert partner_words(partners) == "Enerzon, uw verhuurder en uw waterbedrijf"
    assert partner_words(partners[:1]) == "uw verhuurder"


def test_the_term_of_keeping_is_said_in_years_where_it_is_whole_years():
    assert retention_words(24) == "nog 2 jaar nadat wij klaar zijn"
    assert retention_words(18) == "nog 18 maanden nadat wij klaar zijn"


def test_the_conversation_aid_opens_and_ends():
    cards = [card.id for card in conversation_aid().cards]
    assert cards[0] == "before"
    assert {"open", "notice", "close"} <= set(cards)
    assert all(card.lines and card.why for card in conversation_aid().cards)
