"""The list of cases with its filters and files, and the team lead's board."""

import pytest
from django.urls import reverse
from django.utils import timezone

from rondkomen.access.core.roles import Role
from rondkomen.outreach import queries
from rondkomen.outreach.core.codes import PartnerType
from rondkomen.outreach.queries import Whose, WorklistFilter
from rondkomen.outreach.tests.examples import signal

CASES, BOARD = reverse("worker:cases"), reverse("worker:board")


def test_an_empty_list_says_where_cases_come_from(worker):
    assert "Zaken ontstaan als u een maand matcht." in worker.client.get(CASES).content.decode()


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({"partner": "rent"}, ["Parklaan"]),
        ({"partner": "energy"}, ["Lindelaan"]),
        ({"whose": "mine"}, []),
        ({"whose": "nobody", "neighbourhood": "Noord"}, ["Lindelaan", "Parklaan"]),
        ({"progress": "overdue"}, []),
        ({"multiple": "yes"}, []),
        ({"status": "onzin", "month": "nooit"}, ["Lindelaan", "Parklaan"]),
    ],
)
def test_the_filter_leaves_what_it_says(worker, open_case, chosen, shown):
    open_case()
    open_case(signal(partner_type=PartnerType.RENT, name="rent"), street="Parklaan")
    page = worker.client.get(CASES, chosen).content.decode()
    assert [street for street in ("Lindelaan", "Parklaan") if f"{street} " in page] == shown


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_holds_the_filtered_list(worker, open_case, form):
    open_case()
    answer = worker.client.get(reverse("worker:cases-export", args=[form]), {"whose": "nobody"})
    assert answer["Content-Disposition"].endswith(f'{timezone.localdate()}.{form}"')
    if form == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert lines[1].startswith("Lindelaan 1;")
        assert ";100,00;" in lines[1]


def test_another_kind_of_file_is_refused(worker):
    assert worker.client.get(reverse("worker:cases-export", args=["doc"])).status_code == 400


@pytest.mark.parametrize("place", [CASES, BOARD])
def test_a_long_list_costs_as_many_queries_as_a_short_one(
    lead, open_case, place, django_assert_max_num_queries
):
    for _number in range(30):
        open_case()
    with django_assert_max_num_queries(25):
        lead.client.get(place, {"pile": "nobody"})


def test_the_board_shows_piles_and_divides_them(worker, lead, open_case):
    case_id = open_case()
    page = lead.client.get(BOARD, {"pile": "nobody"}).content.decode()
    assert str(case_id) in page
    lead.client.post(
        reverse("worker:board-divide"), {"case": [str(case_id)], "to": str(worker.actor.user_id)}
    )
    chosen = WorklistFilter(whose=Whose.OWNER, owner=worker.actor.user_id)
    found = queries.worklist(chosen, today=timezone.localdate(), actor=lead.actor)
    assert [row.case_id for row in found.rows] == [case_id]


def test_capacity_is_set_and_shows_room(worker, lead, open_case):
    form = {"worker": str(worker.actor.user_id), "open_cases": "12"}
    page = lead.client.post(reverse("worker:board-capacity"), form, follow=True).content.decode()
    assert "ruimte voor 12" in page


@pytest.mark.parametrize("form", [{}, {"case": ["x"]}, {"case": []}])
def test_dividing_nothing_is_refused(lead, form):
    assert lead.client.post(reverse("worker:board-divide"), form).status_code == 400


def test_a_capacity_that_is_no_number_is_refused(worker, lead):
    form = {"worker": str(worker.actor.user_id), "open_cases": "veel"}
    assert lead.client.post(reverse("worker:board-capacity"), form).status_code == 400


def test_a_worker_does_not_see_the_board(worker):
    assert worker.client.get(BOARD).status_code == 403
    assert worker.client.post(reverse("worker:board-divide")).status_code == 403


def test_an_auditor_sees_no_list(colleague):
    auditor = colleague(Role.AUDITOR)
    assert auditor.client.get(CASES).status_code == 403
