"""Reads of outreach; each returns frozen rows. Names are read from `people`, with a purpose."""

from rondkomen.outreach.queries.case import (
    case,
    handovers_of,
    handovers_waiting,
    result_findings,
)
from rondkomen.outreach.queries.doors import door_list
from rondkomen.outreach.queries.facts import (
    case_facts,
    case_facts_of,
    earlier_signals,
    month_facts,
    signal_states,
)
from rondkomen.outreach.queries.feedback import already_told, disclosures, feedback
from rondkomen.outreach.queries.rows import Sort, Whose, WorklistFilter
from rondkomen.outreach.queries.rule_versions import (
    active_rules,
    algorithm_register,
    rule_version,
    rule_versions,
    simulate_text,
)
from rondkomen.outreach.queries.templates import (
    letter_history,
    letter_template,
    letter_templates,
    sender,
)
from rondkomen.outreach.queries.worklist import (
    board,
    neighbourhoods,
    overdue,
    workers,
    worklist,
    worklist_counts,
    worklist_rows,
)

__all__ = [
    "Sort",
    "Whose",
    "WorklistFilter",
    "active_rules",
    "algorithm_register",
    "already_told",
    "board",
    "case",
    "case_facts",
    "case_facts_of",
    "disclosures",
    "door_list",
    "earlier_signals",
    "feedback",
    "handovers_of",
    "handovers_waiting",
    "letter_history",
    "letter_template",
    "letter_templates",
    "month_facts",
    "neighbourhoods",
    "overdue",
    "result_findings",
    "rule_version",
    "rule_versions",
    "sender",
    "signal_states",
    "simulate_text",
    "workers",
    "worklist",
    "worklist_counts",
    "worklist_rows",
]
