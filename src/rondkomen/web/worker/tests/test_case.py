"""One case: what is seen and logged, how attempts come in, and who may not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from rondkomen.access.core.roles import Role
from rondkomen.journal.queries import processing_of
from rondkomen.outreach import queries, services
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason, HandoverState, SignalKind
from rondkomen.outreach.tests.examples import signal
from rondkomen.people.core.identity import Identity


def seen(case_id, worker):
    return queries.case(case_id, actor=worker.actor, today=timezone.localdate())


def place(name, *args):
    return reverse(f"worker:{name}", args=args)


def test_opening_a_case_shows_who_to_call_and_logs_the_look(worker, open_case, resident):
    case_id = open_case()
    person = resident(Identity(initials="A.", surname="Voorbeeld", phones=("0612345678",)))
    page = worker.client.get(place("case", case_id)).content.decode()
    assert "A. Voorbeeld" in page
    assert 'href="tel:+31612345678"' in page
    lines = [line.actor for line in processing_of(person) if line.purpose == "outreach"]
    assert lines == [worker.actor.user_id]


def test_what_one_request_looked_up_has_one_trace_which_a_caller_may_give(
    worker, open_case, resident
):
    case_id = open_case()
    person = resident(Identity(initials="A.", surname="Voorbeeld"))
    given = "4bf92f3577b34da6a3ce929d0e0e4736"
    before = {line.trace_id for line in processing_of(person)}
    worker.client.get(place("case", case_id))
    worker.client.get(
        place("case", case_id), headers={"traceparent": f"00-{given}-00f067aa0ba902b7-01"}
    )
    traces = {line.trace_id for line in processing_of(person)} - before
    assert given in traces
    assert len(traces) == 2


def test_a_case_of_nowhere_is_refused_calmly(worker):
    answer = worker.client.get(place("case", uuid4()))
    assert answer.status_code == 400
    assert "bestaat hier niet" in answer.content.decode()


def test_a_case_of_another_municipality_does_not_exist(open_case, colleague):
    case_id = open_case()
    other = colleague(
        Role.EARLY_DETECTION_WORKER, email="elders@anderland.example", gemeente_id="9902"
    )
    assert other.client.get(place("case", case_id)).status_code == 400


def test_sending_an_attempt_twice_logs_it_once(worker, open_case, form_for):
    case_id, form = open_case(), form_for()
    for _time in range(2):
        answer = worker.client.post(place("case-attempt", case_id), form)
        assert answer.status_code == 302
    view = seen(case_id, worker)
    assert len(view.attempts) == 1
    assert view.row.status is CaseStatus.PICKED_UP


def test_an_attempt_without_a_kind_comes_back_with_what_was_filled_in(worker, open_case, form_for):
    form = form_for(kind="", note="belt liever in de avond")
    answer = worker.client.post(place("case-attempt", open_case()), form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Kies hoe u het probeerde." in page
    assert "belt liever in de avond" in page
    assert form["token"] in page


def test_an_attempt_in_the_future_is_refused_in_the_form(worker, open_case, form_for):
    answer = worker.client.post(place("case-attempt", open_case()), form_for(on="2099-01-01"))
    assert answer.status_code == 400
    assert "ten hoogste een jaar terug" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "told"),
    [({}, "Heropen haar eerst, log dan de poging."), ({"kind": ""}, "Kies hoe u het probeerde.")],
)
def test_an_attempt_on_a_case_that_was_closed_meanwhile_is_told_with_what_was_written(
    worker, open_case, form_for, changed, told
):
    case_id = open_case()
    services.close_before_contact(
        case_id, ClosingReason.DECEASED, today=timezone.localdate(), actor=worker.actor
    )
    form = form_for(note="belt liever in de avond", **changed)
    answer = worker.client.post(place("case-attempt", case_id), form)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert "belt liever in de avond" in answer.content.decode()


def test_an_undone_attempt_stays_visible_and_no_longer_counts(worker, open_case, form_for):
    case_id = open_case()
    worker.client.post(place("case-attempt", case_id), form_for(reached="yes"))
    attempt = seen(case_id, worker).attempts[0]
    answer = worker.client.post(place("attempt-undo", case_id, attempt.attempt_id), follow=True)
    assert "ongedaan gemaakt" in answer.content.decode()
    assert seen(case_id, worker).row.status is CaseStatus.PICKED_UP


def test_a_threatening_situation_shows_on_the_case(worker, open_case):
    case_id = open_case()
    form = {"threatening": "yes", "version": "1"}
    page = worker.client.post(place("case-threatening", case_id), form, follow=True)
    assert "Aangemerkt als dreigende situatie." in page.content.decode()


def test_a_supply_that_ends_is_not_called_harmless_but_left_to_the_worker(worker, open_case):
    """NVVK, 1-11-2023: an end-of-supply signal is not by itself a threatening situation."""
    ends = timezone.localdate() + timedelta(days=3)
    case_id = open_case(signal(kind=SignalKind.END_OF_SUPPLY, supply_ends=ends))
    page = worker.client.get(place("case", case_id)).content.decode()
    assert "niet dreigend" not in page
    assert "Niet als dreigend aangemerkt." in page
    assert "Dat maakt de situatie niet vanzelf dreigend" in page
    assert "Als dreigend aanmerken" in page


def test_a_case_is_given_to_a_colleague_and_put_back(worker, lead, open_case):
    case_id = open_case()
    worker.client.post(place("case-pick-up", case_id))
    worker.client.post(place("case-put-back", case_id))
    assert seen(case_id, worker).row.owner_ref is None
    worker.client.post(place("case-give", case_id), {"to": str(lead.actor.user_id)})
    assert seen(case_id, worker).row.owner_ref == lead.actor.user_id


def test_giving_to_nobody_is_refused(worker, open_case):
    answer = worker.client.post(place("case-give", open_case()), {"to": "x"})
    assert answer.status_code == 400


def test_a_hand_over_is_offered_refused_and_comes_back_with_the_safety_net(
    worker, open_case, form_for
):
    case_id = open_case()
    worker.client.post(place("case-attempt", case_id), form_for(reached="yes"))
    form = {
        "version": str(seen(case_id, worker).row.version),
        "to": "social_team",
        "organisation": "Wijkteam Noord",
        "backup": "Ik bel zelf terug.",
    }
    worker.client.post(place("case-hand-over", case_id), form)
    offered = seen(case_id, worker).handovers[0]
    answer = {"answer": "refused", "why": "wachtlijst"}
    worker.client.post(place("handover-answer", case_id, offered.handover_id), answer)
    page = worker.client.get(place("case", case_id)).content.decode()
    assert seen(case_id, worker).handovers[0].state is HandoverState.REFUSED
    assert "Ik bel zelf terug." in page
    assert "wachtlijst" in page


def test_a_hand_over_that_is_accepted_shows_so_beside_the_accepted_help(
    worker, open_case, form_for
):
    case_id = open_case()
    worker.client.post(place("case-attempt", case_id), form_for(reached="accepted"))
    form = {
        "version": str(seen(case_id, worker).row.version),
        "to": "debt_help",
        "organisation": "Kredietbank",
        "backup": "Ik bel zelf terug.",
    }
    worker.client.post(place("case-hand-over", case_id), form)
    offered = seen(case_id, worker).handovers[0]
    page = worker.client.get(place("case", case_id)).content.decode()
    assert "overdracht aanvaard" not in page
    where = place("handover-answer", case_id, offered.handover_id)
    page = worker.client.post(where, {"answer": "accepted"}, follow=True).content.decode()
    assert "overdracht aanvaard" in page
    told = [
        page.index(words)
        for words in (
            "overdracht: aanvaard",
            "overdracht aangeboden aan Kredietbank",
            "bereikt, hulp aangenomen",
        )
    ]
    assert told == sorted(told)  # newest first, also within one day


def test_a_hand_over_without_a_safety_net_is_not_offered(worker, open_case, form_for):
    case_id = open_case()
    worker.client.post(place("case-attempt", case_id), form_for())
    answer = worker.client.post(
        place("case-hand-over", case_id), {"to": "care", "organisation": "Maatwerk", "version": "2"}
    )
    assert answer.status_code == 400
    assert seen(case_id, worker).handovers == ()


@pytest.mark.parametrize("name", ["case", "case-result", "case-close", "case-hand-over"])
def test_who_does_not_help_residents_may_not_look(colleague, open_case, name):
    auditor = colleague(Role.AUDITOR)
    assert auditor.client.get(place(name, open_case())).status_code == 403


def test_many_attempts_cost_no_extra_queries(
    worker, open_case, form_for, django_assert_max_num_queries
):
    case_id = open_case()
    for _number in range(8):
        worker.client.post(place("case-attempt", case_id), form_for())
    with django_assert_max_num_queries(37):
        worker.client.get(place("case", case_id))
