from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for, current_gemeente_id
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.core.codes import CaseStatus, ClosingReason, PartnerType, SignalKind
from rondkomen.outreach.queries import Sort, Whose, WorklistFilter
from rondkomen.outreach.services import (
    assign,
    close_before_contact,
    log_attempt,
    open_cases,
    pick_up,
    put_back,
    set_capacity,
)
from rondkomen.outreach.tests.conftest import NOVEMBER
from rondkomen.outreach.tests.examples import FRIDAY, signal
from rondkomen.people.services import AddressFacts, register_household

OTHER_GEMEENTE = "9902"

TEAM = WorklistFilter(whose=Whose.TEAM)


def listed(chosen=TEAM, actor=None, **more):
    actor = actor or system_actor(current_gemeente_id())
    return [row.case_id for row in queries.worklist(chosen, today=FRIDAY, actor=actor, **more).rows]


@pytest.fixture
def three(open_case):
    """A calm case, a home at stake and a supply that ends: the least urgent first."""
    calm = open_case(signal("a", amount=5_000), neighbourhood="Park")
    home = open_case(signal("b", partner_type=PartnerType.RENT, amount=60_000), neighbourhood="Dok")
    ends = open_case(
        signal("c", kind=SignalKind.END_OF_SUPPLY, supply_ends=date(2026, 11, 24), amount=9_000)
    )
    return calm, home, ends


def test_the_most_points_come_first(three):
    assert listed() == list(reversed(three))


@pytest.mark.parametrize(
    ("sort", "order"),
    [(Sort.AMOUNT, (1, 2, 0)), (Sort.DUE, (2, 0, 1)), (Sort.NEIGHBOURHOOD, (2, 1, 0))],
)
def test_a_list_has_other_orders(three, sort, order):
    assert listed(sort=sort) == [three[index] for index in order]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"partner_type": PartnerType.RENT}, [1]),
        ({"neighbourhood": "Park"}, [0]),
        ({"amount_at_least": 9_000}, [2, 1]),
        ({"month": "2026-10"}, []),
        ({"multiple": True}, []),
        ({"statuses": frozenset({CaseStatus.NEW})}, [2, 1, 0]),
        ({"overdue": True}, []),
    ],
)
def test_a_list_is_filtered(three, chosen, found):
    assert listed(WorklistFilter(whose=Whose.TEAM, **chosen)) == [three[i] for i in found]


def test_rows_show_the_address_and_never_a_name(three, worker):
    row = queries.worklist(TEAM, today=FRIDAY, actor=worker).rows[0]
    assert row.address.startswith("Lindelaan ")
    assert (row.days_left, row.overdue) == (4, False)


def test_pages_count_and_stay_within_the_list(three, worker):
    page = queries.worklist(TEAM, today=FRIDAY, actor=worker, page=9, page_size=2)
    assert (page.total, page.page, page.pages, len(page.rows)) == (3, 2, 2, 1)
    with pytest.raises(Refused, match="200 zaken per pagina"):
        queries.worklist(TEAM, today=FRIDAY, actor=worker, page_size=5_000)


def test_a_page_costs_the_same_number_of_queries_however_long(worker, household):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.worklist(TEAM, today=FRIDAY, actor=worker, page_size=50)
        return len(captured)

    groups = [
        CaseGroup(household(number=number), (signal(name=f"s{number}"),)) for number in range(1, 41)
    ]
    open_cases(groups[:2], month=NOVEMBER, today=FRIDAY, actor=worker)
    assign(listed(), to=worker.user_id, today=FRIDAY, actor=worker)
    few = cost()
    open_cases(groups[2:], month=NOVEMBER, today=FRIDAY, actor=worker)
    assign(listed(page_size=50), to=worker.user_id, today=FRIDAY, actor=worker)
    assert cost() == few
    assert few <= 8  # of which two write the processing log


def test_mine_nobodys_and_the_teams(three, worker, lead):
    pick_up(three[0], today=FRIDAY, actor=worker)
    assign([three[1]], to=lead.user_id, today=FRIDAY, actor=lead)
    assert listed(WorklistFilter(owner=worker.user_id)) == [three[0]]
    assert listed(WorklistFilter(whose=Whose.NOBODY)) == [three[2]]
    with pytest.raises(Refused, match="van wie"):
        listed(WorklistFilter())


def test_counts_tell_what_needs_somebody(three, worker):
    counts = queries.worklist_counts(today=date(2026, 11, 24), whose=Whose.TEAM)
    assert (counts.open, counts.new, counts.due_today, counts.overdue) == (3, 3, 1, 0)
    assert queries.worklist_counts(today=date(2026, 11, 25), whose=Whose.TEAM).overdue == 1
    overdue = queries.overdue(today=date(2026, 11, 25), actor=worker)
    assert [row.case_id for row in overdue] == [three[2]]


def test_a_case_without_work_for_more_than_ten_days_has_stalled(three, worker, attempt):
    log_attempt(three[0], attempt(), today=FRIDAY, actor=worker)
    stalled = {
        days: queries.worklist_counts(
            today=FRIDAY + timedelta(days=days), owner=worker.user_id
        ).stalled
        for days in (10, 11)
    }
    assert stalled == {10: 0, 11: 1}


def test_the_board_shows_everybody_with_their_room(three, worker, lead):
    pick_up(three[0], today=FRIDAY, actor=worker)
    set_capacity(worker.user_id, open_cases=5, actor=lead)
    rows = {row.owner_ref: row for row in queries.board(today=FRIDAY)}
    assert (rows[None].open, rows[None].new) == (2, 2)
    assert (rows[worker.user_id].open, rows[worker.user_id].room) == (1, 4)
    assert (rows[lead.user_id].open, rows[lead.user_id].room) == (0, None)


def test_work_is_divided_in_bulk_and_closed_cases_stay(three, worker, lead):
    close_before_contact(three[0], ClosingReason.DECEASED, today=FRIDAY, actor=lead)
    assert assign(three, to=worker.user_id, today=FRIDAY, actor=lead) == 2
    assert assign(three, to=worker.user_id, today=FRIDAY, actor=lead) == 0


def test_work_is_not_given_to_somebody_who_does_not_do_it(three, lead, actor_with):
    auditor = actor_with(Role.AUDITOR)
    with pytest.raises(Refused, match="werkt niet aan zaken"):
        assign(three, to=auditor.user_id, today=FRIDAY, actor=lead)


def test_a_case_can_be_put_back_until_something_was_done(three, worker, attempt):
    pick_up(three[0], today=FRIDAY, actor=worker)
    put_back(three[0], today=FRIDAY, actor=worker)
    assert three[0] in listed(WorklistFilter(whose=Whose.NOBODY))
    log_attempt(three[0], attempt(), today=FRIDAY, actor=worker)
    with pytest.raises(Refused, match="al een poging gelogd"):
        put_back(three[0], today=FRIDAY, actor=worker)


def test_another_municipality_sees_nothing(gemeente, actor_with):
    with acting_for(gemeente):
        home = register_household(AddressFacts("1234AB", 1, street="Lindelaan"))
        own = actor_with(Role.EARLY_DETECTION_WORKER)
        open_cases([CaseGroup(home, (signal(),))], month=NOVEMBER, today=FRIDAY, actor=own)
        case_id = listed()[0]
    other = actor_with(Role.TEAM_LEAD, gemeente_id=OTHER_GEMEENTE)
    with acting_for(OTHER_GEMEENTE):
        assert listed() == []
        with pytest.raises(Refused, match="bestaat hier niet"):
            queries.case(case_id, actor=other, today=FRIDAY)
        with pytest.raises(Refused, match="bestaat hier niet"):
            pick_up(case_id, today=FRIDAY, actor=other)
