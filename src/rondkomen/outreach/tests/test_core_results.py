import pytest

from rondkomen.outreach.core.codes import ContactKind, Result
from rondkomen.outreach.core.results import (
    RESULT_RULES,
    AttemptFact,
    Proceedings,
    Severity,
    check_result,
)
from rondkomen.outreach.tests.examples import worked_cases

WORKED = worked_cases("outreach_results.yaml")


def proceedings(case):
    return Proceedings(
        picked_up_on=None,
        attempts=tuple(
            AttemptFact(ContactKind(row["kind"]), row["on"], row["reached"])
            for row in case.get("attempts", [])
        ),
        accepted_on=case.get("accepted_on"),
        solved_within_days=case.get("solved_within_days"),
        end_of_supply=case.get("end_of_supply", False),
        arrear_increased=case.get("arrear_increased", False),
    )


@pytest.mark.parametrize("case", WORKED["cases"], ids=lambda case: case["name"])
def test_worked_case(case):
    found = check_result(Result(case["result"]), proceedings(case), on=WORKED["on"])
    assert [f.code for f in found if f.severity is Severity.STOP] == case["stops"]
    assert [f.code for f in found if f.severity is Severity.ASK] == case["asks"]


def test_a_result_before_the_day_of_picking_up_is_stopped():
    done = Proceedings(picked_up_on=WORKED["on"])
    yesterday = WORKED["on"].replace(day=19)
    codes = {finding.code for finding in check_result(Result.DECEASED, done, on=yesterday)}
    assert codes == {"before_pick_up"}


def test_every_result_has_one_rule_and_findings_are_sentences():
    assert set(RESULT_RULES) == set(Result)
    empty = Proceedings(picked_up_on=None)
    for result in Result:
        for finding in check_result(result, empty, on=WORKED["on"]):
            assert finding.sentence.endswith((".", "?"))
