from datetime import date

import pytest
from django.db import IntegrityError, transaction

from rondkomen.journal.queries import events
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import queries
from rondkomen.outreach.content import rule_table_text
from rondkomen.outreach.core.codes import SignalKind
from rondkomen.outreach.models import Case, RuleTableVersion
from rondkomen.outreach.services import (
    discard_draft,
    judge_open_cases_anew,
    publish,
    save_draft,
)
from rondkomen.outreach.tests.examples import FRIDAY, signal

SECOND = (
    rule_table_text().replace('version: "1"', 'version: "2"').replace("points: 40", "points: 41")
)


def test_without_a_version_of_its_own_the_shipped_table_is_in_force(acting):
    rules = queries.active_rules()
    assert (rules.table.version, rules.version_id) == ("1", None)


def test_a_second_person_publishes_and_open_cases_get_their_new_points(open_case, worker, lead):
    open_case(signal(kind=SignalKind.END_OF_SUPPLY, amount=9_000))
    draft = save_draft(SECOND, actor=worker)
    assert publish(draft, today=FRIDAY, actor=lead) == 1
    case = Case.objects.get()
    assert (case.points, case.rule_version) == (41, "2")
    assert queries.active_rules().since == FRIDAY


def test_the_author_does_not_publish(worker):
    draft = save_draft(SECOND, actor=worker)
    with pytest.raises(Refused, match="schreef deze versie zelf"):
        publish(draft, today=FRIDAY, actor=worker)
    assert queries.active_rules().version_id is None


def test_the_database_asks_for_four_eyes_too(worker):
    draft = save_draft(SECOND, actor=worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleTableVersion.objects.filter(id=draft).update(publisher_ref=worker.user_id)


def test_a_version_with_a_fault_can_be_kept_but_not_published(worker, lead):
    draft = save_draft(SECOND.replace("points: 41", "points: 0"), actor=worker)
    view = queries.rule_version(draft)
    assert [fault.where for fault in view.faults] == ["rules[3].points"]
    assert view.table is None
    with pytest.raises(Refused, match="Nul punten doet niets"):
        publish(draft, today=FRIDAY, actor=lead)


def test_a_new_version_retires_the_old_one_which_stays_to_explain(worker, lead):
    first = save_draft(SECOND, actor=worker)
    publish(first, today=FRIDAY, actor=lead)
    second = save_draft(SECOND.replace('"2"', '"3"'), actor=worker)
    publish(second, today=FRIDAY, actor=lead)
    states = {row.version: row.state for row in queries.rule_versions()}
    assert states == {"2": "retired", "3": "active"}
    with pytest.raises(Refused, match="al gepubliceerd"):
        discard_draft(first, actor=worker)
    with pytest.raises(Refused, match="al gepubliceerd"):
        save_draft(SECOND, actor=worker, version_id=first)


@pytest.mark.parametrize("text", ["[1, 2", "zomaar tekst", "name: x", "name: x\nversion: 2"])
def test_text_that_is_no_table_is_not_kept(worker, text):
    with pytest.raises(Refused):
        save_draft(text, actor=worker)
    assert not RuleTableVersion.objects.exists()


def test_a_version_number_is_used_once(worker):
    save_draft(SECOND, actor=worker)
    with pytest.raises(Refused, match="bestaat al"):
        save_draft(SECOND, actor=worker)


def test_points_move_with_the_days(open_case, worker):
    # 8 December is 12 working days after 20 November and 5 after 1 December
    open_case(signal(kind=SignalKind.END_OF_SUPPLY, supply_ends=date(2026, 12, 8), amount=9_000))
    assert Case.objects.get().points == 45
    case_id = Case.objects.get().id
    assert judge_open_cases_anew(today=date(2026, 12, 1), actor=worker) == 1
    assert Case.objects.get().points == 60
    assert judge_open_cases_anew(today=date(2026, 12, 1), actor=worker) == 0
    told = [event.data for event in events(case_id) if event.kind == "case_judged_anew"]
    assert [data["points"] for data in told] == [60]


def test_the_same_rules_under_another_number_change_no_points(open_case, worker, lead):
    case_id = open_case(signal("a", kind=SignalKind.END_OF_SUPPLY, amount=9_000))
    same = rule_table_text().replace('version: "1"', 'version: "2"')
    draft = save_draft(same, actor=worker)
    assert publish(draft, today=FRIDAY, actor=lead) == 0
    assert Case.objects.get(id=case_id).rule_version == "2"


def test_a_draft_is_tried_on_the_cases_of_past_months(open_case, worker):
    open_case(signal("a", kind=SignalKind.END_OF_SUPPLY, amount=9_000), age=20)
    open_case(signal("b"), neighbourhood="Park")
    november = Month(2026, 11)
    outcome = queries.simulate_text(SECOND, first=november, last=november, capacity=1)
    assert (outcome.cases, outcome.picked_up) == (2, 2)
    assert [week.handled for week in outcome.weeks] == [1, 1]
    assert outcome.difference is not None
    assert (outcome.difference.points_up, outcome.difference.points_same) == (1, 1)


def test_the_register_text_follows_the_active_version(worker, lead):
    publish(save_draft(SECOND, actor=worker), today=FRIDAY, actor=lead)
    entry = queries.algorithm_register()
    assert entry["organisatie"] == "Gemeente Middenveld"
    assert entry["bron_id"] == "regeltabel Beginversie, versie 2"
    assert "+41 punten" in entry["technische_werking"]
