from datetime import date
from uuid import uuid4

import pytest

from rondkomen.access.core.roles import Role
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core import codes as arrears_codes
from rondkomen.chain import handover, outreach_flow
from rondkomen.chain.tests import cbs_examples as examples
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core import codes
from rondkomen.outreach.core.cases import signal_status
from rondkomen.outreach.core.letters import LetterKind
from rondkomen.outreach.services import (
    LetterOrder,
    NewHandover,
    SenderDetails,
    log_attempt,
    offer_handover,
    save_sender,
)
from rondkomen.outreach.services.attempts import NewAttempt

CALLED = date(2026, 10, 12)
DEBT_HELP = NewHandover(codes.HandoverTo.DEBT_HELP, "Schuldhulp Middenveld", "Bel na een week.")
SOCIAL_TEAM = NewHandover(codes.HandoverTo.SOCIAL_TEAM, "Sociaal team", "Loop langs.")


@pytest.fixture
def worker(acting, actor_with):
    return actor_with(Role.EARLY_DETECTION_WORKER)


@pytest.fixture
def case_id(worker):
    signals = examples.deliver(examples.insurer(worker), 1, actor=worker)
    return examples.open_case(signals, actor=worker)


def called(case_id, worker, *, accepted):
    new = NewAttempt(
        uuid4(),
        codes.ContactKind.PHONE,
        codes.PartOfDay.MORNING,
        CALLED,
        reached=True,
        accepted=accepted,
    )
    log_attempt(case_id, new, today=CALLED, actor=worker)


def test_both_domains_write_the_same_words_for_partners_kinds_and_states():
    assert list(codes.PartnerType) == list(arrears_codes.PartnerType)
    assert list(codes.SignalKind) == list(arrears_codes.SignalKind)
    known = {status.value for status in arrears_codes.SignalStatus}
    of_cases = {signal_status(s, r) for s in codes.CaseStatus for r in (None, *codes.Result)}
    assert of_cases == known


def test_a_night_gives_signals_the_status_of_their_case(case_id, worker):
    called(case_id, worker, accepted=False)
    outreach_flow.pass_night(today=CALLED, actor=worker)
    (signal,) = arrears.signals_between(examples.SENT, examples.SENT)
    assert signal.status is arrears_codes.SignalStatus.PICKED_UP


def test_a_night_brings_unanswered_handovers_back_and_ends_what_passed(case_id, worker):
    called(case_id, worker, accepted=True)
    offer_handover(case_id, DEBT_HELP, today=CALLED, actor=worker)
    night = outreach_flow.pass_night(today=date(2026, 11, 12), actor=worker)
    assert night.silent == 1
    # accepted on 12 October, so the pause of thirty days ended on 11 November
    assert night.ended == 1
    row = queries.case(case_id, actor=worker, today=date(2026, 11, 12)).row
    assert row.returned
    assert outreach_flow.pass_night(today=date(2026, 11, 12), actor=worker).silent == 0


def test_letters_name_the_partner(case_id, worker):
    save_sender(
        SenderDetails("088 123 45 67", "hulp@m.example", "Postbus 1", "Schrijf de FG"), actor=worker
    )
    order = LetterOrder([case_id], LetterKind.FIRST_CONTACT, uuid4())
    made = outreach_flow.make_letters(order, today=CALLED, actor=worker)
    assert made.pdf.startswith(b"%PDF")
    assert made.letters == 1


def sheet_text(monkeypatch, handover_id, worker):
    seen = {}
    monkeypatch.setattr(handover.pdf, "render", lambda _layout, data, **_more: seen.update(data))
    handover.sheet(handover_id, today=CALLED, actor=worker)
    return str(seen)


def test_debt_help_gets_the_amounts_and_a_social_team_does_not(case_id, worker, monkeypatch):
    called(case_id, worker, accepted=True)
    first = offer_handover(case_id, DEBT_HELP, today=CALLED, actor=worker)
    assert "Zorgzaam: € 401,50" in sheet_text(monkeypatch, first, worker)
    outreach_flow.pass_night(today=date(2026, 11, 12), actor=worker)
    second = offer_handover(case_id, SOCIAL_TEAM, today=CALLED, actor=worker)
    text = sheet_text(monkeypatch, second, worker)
    assert "Lindelaan 1" in text
    assert "€" not in text


def test_without_acceptance_nothing_goes_along(case_id, worker):
    called(case_id, worker, accepted=False)
    offered = offer_handover(case_id, DEBT_HELP, today=CALLED, actor=worker)
    with pytest.raises(Refused, match="nam nog geen hulp aan"):
        handover.sheet(offered, today=CALLED, actor=worker)


def test_the_sheet_is_a_pdf(case_id, worker):
    called(case_id, worker, accepted=True)
    offered = offer_handover(case_id, DEBT_HELP, today=CALLED, actor=worker)
    assert handover.sheet(offered, today=CALLED, actor=worker).startswith(b"%PDF")
