import csv
import io
from datetime import date

import pytest

from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import SigningStatus
from rondkomen.arrears.services import AgreementFacts, save_agreement
from rondkomen.chain import feedback
from rondkomen.chain.tests import cbs_examples as examples
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import ClosingReason, Result
from rondkomen.outreach.core.feedback import FeedbackCode
from rondkomen.outreach.services import GivenResult, close_before_contact, record_result

OCTOBER = Month(2026, 10)
LATER = date(2026, 10, 20)


@pytest.fixture
def worker(acting, actor_with):
    return actor_with(Role.EARLY_DETECTION_WORKER)


@pytest.fixture
def delivered(worker):
    """Two signals of one insurer, each in a case: the partner, the cases."""
    partner_id = examples.insurer(worker)
    signals = examples.deliver(partner_id, 2, actor=worker)
    cases = [
        examples.open_case([one], actor=worker, number=number)
        for number, one in enumerate(signals, start=1)
    ]
    return partner_id, cases


def sent(partner_id, worker):
    return feedback.send(partner_id, first=OCTOBER, last=OCTOBER, today=LATER, actor=worker)


def test_a_partner_recognises_its_client_and_hears_no_more_than_it_may(delivered, worker):
    partner_id, (helped, shielded) = delivered
    examples.work(helped, date(2026, 10, 12), reached=True, actor=worker)
    given = GivenResult(Result.ADVICE_OR_QUICK_FIX, date(2026, 10, 12), confirmed=True)
    record_result(helped, given, today=LATER, actor=worker)
    close_before_contact(shielded, ClosingReason.DETENTION, today=LATER, actor=worker)
    text = sent(partner_id, worker).as_csv().decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (first["klantnummer"], first["code"]) == ("K1", "help_accepted")
    # 12 October + 30 days: 19 days left in October, so 11 November
    assert first["incassopauze_tot_en_met"] == "2026-11-11"
    assert (second["code"], second["incassopauze_tot_en_met"]) == ("not_picked_up", "")
    assert not {"detentie", "detention", "Voorbeeld", "1234AB"} & set(
        text.replace(";", " ").split()
    )


def test_what_was_sent_is_kept_and_news_is_sent_once(delivered, worker):
    partner_id, cases = delivered
    seen = feedback.preview(partner_id, first=OCTOBER, last=OCTOBER, today=LATER, actor=worker)
    assert {answer.code for answer in seen} == {FeedbackCode.RECEIVED}
    assert sent(partner_id, worker).as_data()["answers"][0]["reference"] == "K1"
    with pytest.raises(Refused, match="niets nieuws"):
        sent(partner_id, worker)
    kept = queries.case(cases[0], actor=worker, today=LATER).disclosures
    assert [row.code for row in kept] == ["received"]
    repeated = feedback.again(partner_id, since=LATER, today=LATER, actor=worker)
    assert [line.reference for line in repeated.lines] == ["K1", "K2"]


def test_looking_first_discloses_nothing(delivered, worker):
    partner_id, cases = delivered
    feedback.preview(partner_id, first=OCTOBER, last=OCTOBER, today=LATER, actor=worker)
    assert queries.case(cases[0], actor=worker, today=LATER).disclosures == ()


def test_a_partner_that_wants_no_feedback_gets_none(delivered, worker):
    partner_id, _cases = delivered
    (held,) = arrears.agreements(partner_id)
    silent = AgreementFacts(
        held.start, feedback_wanted=False, signing_status=SigningStatus.SIGNED, signed_on=held.start
    )
    save_agreement(partner_id, silent, today=LATER, actor=worker, agreement_id=held.id)
    with pytest.raises(Refused, match="geen terugkoppeling"):
        sent(partner_id, worker)


def test_who_has_no_such_purpose_tells_nobody(delivered, actor_with):
    auditor = actor_with(Role.AUDITOR)
    with pytest.raises(Refused, match="geen toegang"):
        sent(delivered[0], auditor)
