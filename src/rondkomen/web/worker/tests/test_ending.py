"""Ending a case: the decision aid, what contradicts, two people at once, and opening it again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from rondkomen.outreach import queries
from rondkomen.outreach.core.closing import SHIELDED_LABEL
from rondkomen.outreach.core.codes import CaseStatus, Result
from rondkomen.outreach.services import log_attempt


@pytest.fixture
def talked(worker, open_case, reach):
    """A case in which the resident was reached."""
    case_id = open_case()
    log_attempt(case_id, reach(), today=timezone.localdate(), actor=worker.actor)
    return case_id


def seen(case_id, worker):
    return queries.case(case_id, actor=worker.actor, today=timezone.localdate())


def result_form(case_id, worker, **changed):
    return {
        "version": str(seen(case_id, worker).row.version),
        "on": timezone.localdate().isoformat(),
        **changed,
    }


def test_the_decision_aid_leads_to_a_result_and_fills_it_in(worker, talked):
    answers = {"reached": "yes", "arranged": "no", "wants_help": "self"}
    page = worker.client.get(reverse("worker:case-result", args=[talked]), answers)
    text = page.content.decode()
    assert 'value="no_help_wanted" selected' in text
    assert "U ging niet in op de persoonlijke situatie" in text


def test_the_decision_aid_leads_away_from_results_that_are_reasons(worker, talked):
    answers = {"reached": "not_tried", "why_not": "other"}
    text = worker.client.get(reverse("worker:case-result", args=[talked]), answers).content.decode()
    assert reverse("worker:case-close", args=[talked]) in text
    assert 'value="other_reason"' not in text


def test_an_answer_that_no_question_has_is_refused(worker, talked):
    page = worker.client.get(reverse("worker:case-result", args=[talked]), {"reached": "misschien"})
    assert page.status_code == 400


def test_a_result_that_goes_with_the_file_closes_the_case(worker, talked):
    form = result_form(talked, worker, result="no_help_wanted")
    worker.client.post(reverse("worker:case-result", args=[talked]), form)
    view = seen(talked, worker)
    assert (view.row.status, view.result) == (CaseStatus.CLOSED, Result.NO_HELP_WANTED)


def test_a_doubt_is_asked_once_and_then_believed(worker, talked):
    where = reverse("worker:case-result", args=[talked])
    form = result_form(talked, worker, result="advice_or_quick_fix")
    asked = worker.client.post(where, form)
    assert asked.status_code == 400
    assert "Nergens staat dat de inwoner hulp aanvaardde" in asked.content.decode()
    assert 'name="confirmed"' in asked.content.decode()
    worker.client.post(where, {**form, "confirmed": "on"})
    assert seen(talked, worker).result is Result.ADVICE_OR_QUICK_FIX


def test_a_contradiction_stops_the_result(worker, talked):
    form = result_form(talked, worker, result="no_contact", confirmed="on")
    answer = worker.client.post(reverse("worker:case-result", args=[talked]), form)
    assert "Er is wel contact geweest." in answer.content.decode()
    assert seen(talked, worker).closed_on is None


def test_the_second_of_two_who_close_a_case_is_told_and_stores_nothing(worker, lead, talked):
    form = result_form(talked, worker, result="no_help_wanted")
    where = reverse("worker:case-result", args=[talked])
    worker.client.post(where, form)
    answer = lead.client.post(where, {**form, "result": "paid_or_arranged"})
    assert answer.status_code == 409
    assert "Een collega heeft deze zaak intussen bijgewerkt." in answer.content.decode()
    assert seen(talked, worker).result is Result.NO_HELP_WANTED


def test_only_the_team_lead_closes_for_the_safety_of_staff(worker, lead, open_case):
    case_id = open_case()
    where = reverse("worker:case-close", args=[case_id])
    form = {"version": "1", "reason": "staff_safety"}
    assert worker.client.post(where, form).status_code == 400
    assert lead.client.post(where, form).status_code == 302
    page = worker.client.get(reverse("worker:case", args=[case_id])).content.decode()
    assert SHIELDED_LABEL in page
    assert "veiligheid van medewerkers" not in page


def test_a_household_that_moved_is_offered_to_its_new_municipality(worker, open_case):
    case_id = open_case()
    form = {"version": "1", "reason": "moved_away", "transfer_to": "Gemeente Anderland"}
    worker.client.post(reverse("worker:case-close", args=[case_id]), form)
    assert [row.organisation for row in queries.handovers_waiting()] == ["Gemeente Anderland"]


def test_a_closed_case_opens_again_with_a_reason(worker, open_case):
    case_id = open_case()
    worker.client.post(
        reverse("worker:case-close", args=[case_id]), {"version": "1", "reason": "deceased"}
    )
    where = reverse("worker:case-reopen", args=[case_id])
    assert worker.client.post(where, {"why": ""}).status_code == 400
    worker.client.post(where, {"why": "Het was de buurman."})
    assert seen(case_id, worker).row.status is CaseStatus.NEW
