"""How urgent cases are: a threatening situation, and points that move with the days."""

from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.bulk import update_instances
from rondkomen.access.core.actor import Actor
from rondkomen.journal import services as journal
from rondkomen.outreach.core.cases import judge
from rondkomen.outreach.core.clocks import ClockKind, terms_on_acceptance
from rondkomen.outreach.models import Case
from rondkomen.outreach.queries.facts import facts_by_case
from rondkomen.outreach.queries.rule_versions import active_rules
from rondkomen.outreach.services import terms
from rondkomen.outreach.services.copying import copy_judgement, known_reason_of
from rondkomen.outreach.services.keeping import keep, take

_WEIGHED = ["points", "proposed_reason", "proposal"]
_JUDGED = ["points", "top_rule", "explanation", "rule_version", "proposed_reason", "proposal"]


@transaction.atomic
def set_threatening(
    case_id: UUID, *, threatening: bool, today: date, actor: Actor, version: int | None = None
) -> None:
    """Nothing; the situation is threatening or no longer, and a running term follows.

    Raises: Refused when somebody else changed the case.
    Law: Wgs art. 4: three working days when threatening. That a supply ends does not by itself
    make it so (NVVK, 1-11-2023): a person decides.
    """
    case = take(case_id, version=version)
    case.threatening = threatening
    if case.accepted_on is not None and case.is_open:
        for term in terms_on_acceptance(case.accepted_on, threatening=threatening):
            if term.kind is ClockKind.FIRST_CONVERSATION:
                terms.change_term(case, term, today=today)
        terms.copy_nearest(case)
    keep(case, today=today)
    journal.record(
        "case_threatening", subject=case.id, actor=actor, data={"threatening": threatening}
    )


@transaction.atomic
def judge_open_cases_anew(*, today: date, actor: Actor) -> int:
    """How many open cases have other points or another proposal today.

    A supply that ends comes nearer every day, and a new version of the rules weighs anew. A reason
    known from the household (deceased, moved away) stays proposed until a person decides.
    """
    table = active_rules().table
    cases = list(Case.objects.filter(is_open=True).order_by("id"))
    facts = facts_by_case(cases)
    touched: list[Case] = []
    weighed_otherwise = 0
    for case in cases:
        before = {name: getattr(case, name) for name in _JUDGED}
        known = known_reason_of(case)
        copy_judgement(case, judge(table, facts[case.id], today=today, known_reason=known))
        if any(before[name] != getattr(case, name) for name in _JUDGED):
            touched.append(case)
        weighed_otherwise += any(before[name] != getattr(case, name) for name in _WEIGHED)
    update_instances(touched, _JUDGED)
    journal.record_many([_judged(case) for case in touched], actor=actor)
    return weighed_otherwise


def _judged(case: Case) -> journal.NewEvent:
    data = {
        "points": case.points,
        "rule_version": case.rule_version,
        "proposed": case.proposed_reason,
    }
    return journal.NewEvent("case_judged_anew", case.id, data)
