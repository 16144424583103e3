"""The rule tables of a municipality: which one is active, the drafts, and trying one out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rondkomen.access import queries as access
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import content
from rondkomen.outreach.core.algorithm_register import Publisher, register_entry
from rondkomen.outreach.core.priority import RuleTable
from rondkomen.outreach.core.rule_table import Fault
from rondkomen.outreach.core.simulation import Simulation, simulate
from rondkomen.outreach.models import RuleTableVersion, Versions
from rondkomen.outreach.queries.facts import month_facts


@dataclass(frozen=True)
class ActiveRules:
    """The table in force; without a version of its own a municipality uses the one that ships."""

    table: RuleTable
    text: str
    version_id: UUID | None
    since: date | None


@dataclass(frozen=True)
class RuleVersionRow:
    """One stored version of the rule table."""

    version_id: UUID
    name: str
    version: str
    state: str
    author_ref: UUID | None
    author_name: str
    publisher_name: str
    published_on: date | None
    retired_on: date | None


@dataclass(frozen=True)
class RuleVersionView:
    """A stored version with its text, its faults, and the table when it has none."""

    row: RuleVersionRow
    text: str
    faults: tuple[Fault, ...]
    table: RuleTable | None


def active_rules() -> ActiveRules:
    """The rule table in force in this municipality."""
    found = RuleTableVersion.objects.filter(state=Versions.ACTIVE).first()
    if found is None:
        return ActiveRules(content.starting_rule_table(), content.rule_table_text(), None, None)
    table = content.stored_rule_table(found.text)
    return ActiveRules(table, found.text, found.id, found.published_on)


def rule_versions() -> tuple[RuleVersionRow, ...]:
    """Every version, newest first."""
    versions = list(RuleTableVersion.objects.order_by("-made_at", "-id"))
    names = access.user_names(
        {ref for v in versions for ref in (v.author_ref, v.publisher_ref) if ref}
    )
    return tuple(_row(version, names) for version in versions)


def rule_version(version_id: UUID) -> RuleVersionView:
    """One version with its faults.

    Raises: Refused when it does not exist here.
    """
    found = RuleTableVersion.objects.filter(id=version_id).first()
    if found is None:
        raise Refused(
            "Deze versie van de regels bestaat niet (meer). Kies een andere.",
            code="rule-version-unknown",
        )
    names = access.user_names({ref for ref in (found.author_ref, found.publisher_ref) if ref})
    faults = content.check_rule_table(found.text)
    fine = all(fault.level == "remark" for fault in faults)
    table = content.read_rule_table(found.text) if fine else None
    return RuleVersionView(_row(found, names), found.text, faults, table)


def simulate_text(
    text: str, *, first: Month, last: Month, capacity: int | None = None
) -> Simulation:
    """What the rule table in this YAML text would have done in these months, beside the active one.

    Raises: Refused when the text has a fault.
    """
    table = content.read_rule_table(text)
    past = month_facts(first, last)
    return simulate(table, past, capacity=capacity, active=active_rules().table)


def algorithm_register() -> Mapping[str, str]:
    """The fields for the Algoritmeregister, written from the rules in force."""
    rules = active_rules()
    gemeente = access.gemeente(current_gemeente_id())
    publisher = Publisher(gemeente.name, gemeente.contact_email)
    return register_entry(rules.table, publisher, active_since=rules.since)


def _row(version: RuleTableVersion, names: Mapping[UUID, str]) -> RuleVersionRow:
    return RuleVersionRow(
        version_id=version.id,
        name=version.name,
        version=version.version,
        state=version.state,
        author_ref=version.author_ref,
        author_name=names.get(version.author_ref, "") if version.author_ref else "",
        publisher_name=names.get(version.publisher_ref, "") if version.publisher_ref else "",
        published_on=version.published_on,
        retired_on=version.retired_on,
    )
