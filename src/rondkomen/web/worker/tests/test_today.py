"""Today: what stands first, what counts, and who may not look."""

import pytest
from django.urls import reverse
from django.utils import timezone

from rondkomen.access.core.roles import Role
from rondkomen.outreach.core.codes import PartnerType
from rondkomen.outreach.services import assign, pick_up
from rondkomen.outreach.tests.examples import signal

TODAY = reverse("worker:today")


def taken(case_id, worker):
    pick_up(case_id, today=timezone.localdate(), actor=worker.actor)


def test_without_work_the_screen_says_what_to_do(worker, open_case):
    page = worker.client.get(TODAY).content.decode()
    assert "Niets op uw naam" in page
    assert "als een levering is ingenomen en de maand is gematcht" in page
    open_case(signal(amount=10_000, name="free"))
    assert "Neem hieronder een zaak" in worker.client.get(TODAY).content.decode()


def test_the_most_urgent_case_stands_first_with_its_reason(worker, open_case):
    small = open_case(signal(amount=10_000, name="small"))
    big = open_case(
        signal(amount=200_000, partner_type=PartnerType.RENT, name="big"), street="Parklaan"
    )
    for case_id in (small, big):
        taken(case_id, worker)
    page = worker.client.get(TODAY).content.decode()
    assert page.index("Parklaan") < page.index("Lindelaan")
    assert "De woning staat op het spel." in page


def test_what_was_agreed_for_today_stands_above_the_rest(worker, open_case, form_for):
    big = open_case(signal(amount=200_000, name="big"), street="Parklaan")
    agreed = open_case(signal(amount=10_000, name="small"))
    taken(big, worker)
    today = timezone.localdate().isoformat()
    where = reverse("worker:case-attempt", args=[agreed])
    worker.client.post(where, form_for(again_on=today))
    page = worker.client.get(TODAY).content.decode()
    assert page.index("Vandaag af of te laat") < page.index("Lindelaan") < page.index("Parklaan")
    assert "afgesproken: vandaag" in page
    assert page.count(">Lindelaan 2</a>") == 1
    worker.client.post(where, form_for())
    assert "Vandaag af of te laat" not in worker.client.get(TODAY).content.decode()


def test_the_first_cases_open_with_a_number_key(worker, open_case):
    for case_id in (open_case(), open_case()):
        taken(case_id, worker)
    page = worker.client.get(TODAY).content.decode()
    assert page.count('data-key="1"') == page.count('data-key="2"') == 1
    assert 'data-key="3"' not in page


def test_the_list_shows_no_name_and_no_phone(worker, open_case):
    taken(open_case(), worker)
    assert "tel:" not in worker.client.get(TODAY).content.decode()


def test_a_free_case_is_taken_from_the_list(worker, open_case):
    case_id = open_case()
    answer = worker.client.post(
        reverse("worker:case-pick-up", args=[case_id]),
        {"back": "today", "version": "1"},
        follow=True,
    )
    page = answer.content.decode()
    assert "1 zaak staat op uw naam." in page
    assert "Nog van niemand" not in page


@pytest.mark.parametrize("order", ["klok", "reden", "wijk", "onzin"])
def test_every_order_answers(worker, open_case, order):
    taken(open_case(), worker)
    assert worker.client.get(TODAY, {"sort": order}).status_code == 200


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    worker, open_case, django_assert_max_num_queries
):
    cases = [open_case() for _number in range(30)]
    assign(cases, to=worker.actor.user_id, today=timezone.localdate(), actor=worker.actor)
    with django_assert_max_num_queries(34):
        worker.client.get(TODAY)


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.FUNCTIONAL_ADMINISTRATOR, Role.AUDITOR])
def test_who_does_not_help_residents_may_not_look(colleague, role):
    assert colleague(role).client.get(TODAY).status_code == 403
