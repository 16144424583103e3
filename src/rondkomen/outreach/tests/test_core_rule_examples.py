from dataclasses import replace

import pytest

from rondkomen.outreach.content import starting_rule_table
from rondkomen.outreach.core.priority import Rule
from rondkomen.outreach.core.rule_examples import example_reason
from rondkomen.outreach.tests.examples import FRIDAY

TABLE = starting_rule_table()


@pytest.mark.parametrize(
    ("when", "reason", "told"),
    [
        ({"amount_at_least": 1500}, "Schuld: {amount}.", "Schuld: € 1.500,00."),
        ({"amount_below": 500}, "Schuld: {amount}.", "Schuld: € 499,00."),
        ({"partners_at_least": 3}, "{partners} melden.", "3 melden."),
        # Friday 20 November and five working days: Friday 27 November.
        ({"supply_ends_within": 5}, "Stopt op {supply_end}.", "Stopt op 27 november 2026."),
        ({"partner_types_all": ["water", "rent"]}, "{partner_types}", "huur + water"),
        ({"age_band_in": ["older"]}, "{age_band}", "67 jaar en ouder"),
        ({"multiple": True}, "{signals} signalen", "2 signalen"),
    ],
)
def test_an_example_has_the_values_that_just_meet_the_rule(when, reason, told):
    rule = Rule("x1", when, 5, reason)
    assert example_reason(rule, TABLE, today=FRIDAY) == told


def test_no_shipped_rule_leaves_a_fill_in_word_open():
    told = [example_reason(rule, TABLE, today=FRIDAY) for rule in TABLE.rules]
    assert not [sentence for sentence in told if "{" in sentence]
    without_bands = replace(TABLE, age_bands=())
    assert (
        example_reason(Rule("x1", {}, 1, "{age_band}"), without_bands, today=FRIDAY) == "onbekend"
    )
