"""What a rule would say to a worker: its reason, filled in with values that just meet it."""

from datetime import date

from rondkomen.kernel.calendar import add_working_days
from rondkomen.kernel.dutch.dates import in_words
from rondkomen.kernel.money import Cents, format_euro
from rondkomen.outreach.core.codes import PARTNER_TYPE_LABELS, PartnerType
from rondkomen.outreach.core.priority import Rule, RuleTable

_USUAL_AMOUNT, _USUAL_PARTNERS, _USUAL_WORKING_DAYS = 812, 2, 10
_USUAL_TYPES = (PartnerType.ENERGY, PartnerType.RENT)


def example_reason(rule: Rule, table: RuleTable, *, today: date) -> str:
    """The reason of this rule with example values in place of its fill-in words.

    Policy: each value is the least that the rule asks for, or else a usual one.
    """
    partners = rule.when.get("partners_at_least", _USUAL_PARTNERS)
    return rule.reason.format_map(
        {
            "amount": format_euro(Cents(_amount(rule) * 100)),
            "partners": str(partners),
            "signals": str(partners),
            "partner_types": _partner_types(rule),
            "supply_end": in_words(_supply_end(rule, today)),
            "age_band": _age_band(rule, table),
        }
    )


def _amount(rule: Rule) -> int:
    least, below = rule.when.get("amount_at_least"), rule.when.get("amount_below")
    if least is not None:
        return int(least)
    return _USUAL_AMOUNT if below is None else max(int(below) - 1, 0)


def _partner_types(rule: Rule) -> str:
    wanted = rule.when.get("partner_types_all") or rule.when.get("partner_type_in")
    types = [PartnerType(value) for value in wanted[:2]] if wanted else list(_USUAL_TYPES)
    return " + ".join(sorted(PARTNER_TYPE_LABELS[kind] for kind in types))


def _supply_end(rule: Rule, today: date) -> date:
    return add_working_days(today, rule.when.get("supply_ends_within", _USUAL_WORKING_DAYS))


def _age_band(rule: Rule, table: RuleTable) -> str:
    wanted = rule.when.get("age_band_in", [])
    bands = [band for band in table.age_bands if not wanted or band.name in wanted]
    return bands[0].label if bands else "onbekend"
