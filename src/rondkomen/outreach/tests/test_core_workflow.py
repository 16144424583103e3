import pytest

from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core.codes import OPEN_STATUSES, CaseStatus, part_of_day
from rondkomen.outreach.core.workflow import ALLOWED_CHANGES, change_by, changes_from


def test_a_new_case_can_be_picked_up():
    change = change_by("pick_up", source=CaseStatus.NEW, target=CaseStatus.PICKED_UP)
    assert "Wgs" in change.law


def test_a_closed_case_cannot_be_closed_again_and_the_sentence_says_what_to_do():
    with pytest.raises(Refused, match=r"staat op 'afgesloten'.*Ververs de pagina"):
        change_by("record_result", source=CaseStatus.CLOSED, target=CaseStatus.CLOSED)


def test_every_change_gives_its_reason_and_its_ground_and_stands_once():
    assert all(change.reason and change.law for change in ALLOWED_CHANGES)
    keys = {(change.source, change.target, change.verb) for change in ALLOWED_CHANGES}
    assert len(keys) == len(ALLOWED_CHANGES)


@pytest.mark.parametrize("status", CaseStatus)
def test_nothing_dead_ends(status):
    assert changes_from(status)


@pytest.mark.parametrize("status", sorted(OPEN_STATUSES))
def test_every_open_status_leads_to_an_end(status):
    ends = {CaseStatus.CLOSED, CaseStatus.NOT_PICKED_UP}
    assert {change.target for change in changes_from(status)} & ends


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening")],
)
def test_parts_of_day_follow_ddas(hour, part):
    assert part_of_day(hour) == part
