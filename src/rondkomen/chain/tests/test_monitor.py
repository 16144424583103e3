"""From signals and cases to the month's counts, and nothing but counts."""

import json
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.roles import Role
from rondkomen.arrears.core.codes import SignalStatus
from rondkomen.chain import monitor
from rondkomen.chain.demo.figures import fill_monitor
from rondkomen.chain.tests import cbs_examples as made
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring import queries
from rondkomen.monitoring.content import definitions
from rondkomen.monitoring.core.counting import MonthCounts
from rondkomen.monitoring.core.figures import figures_of
from rondkomen.monitoring.core.stored import counts_as_data
from rondkomen.outreach.core import codes
from rondkomen.outreach.core.clocks import MONITORED_KINDS
from rondkomen.outreach.core.codes import Result
from rondkomen.outreach.core.results import RESULT_RULES
from rondkomen.outreach.services import GivenResult, record_result

OCTOBER = Month(2026, 10)
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def worker(acting: str) -> Actor:
    made.middenveld()
    return system_actor(acting)


@pytest.fixture
def october(worker: Actor) -> MonthCounts:
    """Seven signals; a case of two that was reached, one that was not, one that was left alone."""
    signals = made.deliver(made.insurer(worker), 7, actor=worker)
    first = made.open_case(signals[:2], actor=worker)
    made.work(first, date(2026, 10, 12), reached=True, actor=worker)
    second = made.open_case(signals[2:3], actor=worker, number=2)
    made.work(second, date(2026, 10, 13), date(2026, 10, 15), actor=worker)
    made.open_case(signals[3:4], actor=worker, number=3)
    return monitor.count(OCTOBER, today=TODAY)


def test_signals_and_cases_are_counted_as_defined(october: MonthCounts) -> None:
    found = figures_of(october, definitions=definitions(), inhabitants=60_000)
    assert (found["inflow"].numerator, found["pick_up"].numerator) == (7, 3)
    assert (found["reach"].numerator, found["reach"].denominator) == (1, 2)
    assert (found["multiple"].numerator, found["attempts"].numerator) == (1, 3)
    assert found["lead_pick_up"].value == 7.5  # sent on the 5th; picked up on the 12th and 13th
    assert found["lead_total"].denominator == 1


def test_the_demo_reads_each_month_once(
    october: MonthCounts, worker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Month] = []

    def noted(month: Month, *, today: date) -> monitor.Facts:
        read.append(month)
        return facts(month, today=today)

    facts = monitor.facts
    monkeypatch.setattr(monitor, "facts", noted)
    fill_monitor([OCTOBER], today=TODAY, rng=Random("year 1"), lead=worker)
    assert read == [OCTOBER]
    kept = queries.month_counts([OCTOBER, OCTOBER.plus(-12)])
    assert kept[OCTOBER].counts == october
    assert OCTOBER.plus(-12) in kept


def test_a_result_decides_whether_help_was_accepted(worker: Actor) -> None:
    signals = made.deliver(made.insurer(worker), 1, actor=worker)
    case = made.open_case(signals, actor=worker)
    made.work(case, date(2026, 10, 12), reached=True, actor=worker)
    given = GivenResult(Result.REFERRAL_FINANCIAL, on=date(2026, 10, 13), confirmed=True)
    record_result(case, given, today=date(2026, 10, 13), actor=worker)
    counts = monitor.count(OCTOBER, today=TODAY).family("cases")
    assert counts.at(("result", "referral_financial")).value == 1
    assert counts.at(("accepted", "yes"), ("reached", "yes")).value == 1


def test_terms_whose_day_has_passed_are_missed(october: MonthCounts) -> None:
    clocks = october.family("clocks")
    assert clocks.total.value > 0
    assert clocks.at(("outcome", "running")).value == 0


def test_nothing_that_is_kept_points_at_anybody(october: MonthCounts, worker: Actor) -> None:
    monitor.keep(OCTOBER, today=TODAY, now=NOW, actor=worker)
    kept = queries.month_counts([OCTOBER])[OCTOBER]
    assert (kept.counts, kept.inhabitants) == (october, 60_000)
    text = json.dumps(counts_as_data(kept.counts))
    for marker in ("Voorbeeld", "1234AB", "Lindelaan", *made.BSNS):
        assert marker not in text


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.EARLY_DETECTION_WORKER, Role.AUDITOR])
def test_only_the_team_lead_has_a_month_counted(acting: str, actor_with: Any, role: Role) -> None:
    with pytest.raises(Refused):
        monitor.keep(OCTOBER, today=TODAY, now=NOW, actor=actor_with(role))
    with pytest.raises(Refused):
        monitor.start(OCTOBER, actor=actor_with(role, email=f"{role}-2@middenveld.example"))


def test_the_monitor_knows_every_code_the_other_domains_store() -> None:
    known = {name: set(found) for name, found in definitions().categories.items()}
    assert known["partner_type"] == set(codes.PartnerType)
    assert known["contact_kind"] == set(codes.ContactKind)
    assert known["part_of_day"] == {*codes.PartOfDay, "unknown"}
    assert known["result"] == {*codes.Result, "open", "open_accepted"}
    assert known["status"] == set(SignalStatus)
    assert known["kind"] == set(codes.SignalKind) - {"updated"}
    assert known["clock"] == set(MONITORED_KINDS)


def test_both_domains_agree_on_what_accepting_help_is() -> None:
    accepted = {rule.result for rule in RESULT_RULES.values() if rule.help_accepted}
    assert definitions().accepted_results(OCTOBER) == accepted
