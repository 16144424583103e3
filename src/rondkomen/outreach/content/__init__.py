"""The content that ships with outreach: read once, checked by the core that uses it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach.core import conversation, decision_aid, rule_table
from rondkomen.outreach.core.conversation import ConversationAid
from rondkomen.outreach.core.decision_aid import Tree
from rondkomen.outreach.core.letters import LetterKind, LetterTemplate
from rondkomen.outreach.core.priority import RuleTable
from rondkomen.outreach.core.rule_table import Fault

CONTENT = Path(__file__).parent
_LONGEST_NAME, _LONGEST_VERSION = 100, 40


def rule_table_text() -> str:
    """The rule table a municipality starts with, as YAML."""
    return (CONTENT / "rule_table.yaml").read_text(encoding="utf-8")


def check_rule_table(source: Path | str) -> tuple[Fault, ...]:
    """Every fault and remark in a rule table given as a file or as YAML text.

    Raises: Refused when it is not readable YAML.
    """
    return rule_table.check(yaml.load(source))


def read_rule_table(source: Path | str) -> RuleTable:
    """The rule table in a file or in YAML text.

    Raises: Refused with the first fault.
    """
    return rule_table.build(yaml.load(source))


@lru_cache(maxsize=64)
def stored_rule_table(text: str) -> RuleTable:
    """The rule table in a published text; read once, because lists ask for it all the time."""
    return read_rule_table(text)


@lru_cache(maxsize=1)
def starting_rule_table() -> RuleTable:
    """The rule table a municipality starts with."""
    return read_rule_table(rule_table_text())


@lru_cache(maxsize=1)
def decision_tree() -> Tree:
    """The decision aid for results."""
    return decision_aid.build(yaml.load(CONTENT / "decision_aid.yaml"))


@lru_cache(maxsize=1)
def conversation_aid() -> ConversationAid:
    """The cards of the conversation aid."""
    return conversation.build(yaml.load(CONTENT / "conversation.yaml"))


@lru_cache(maxsize=1)
def starting_letters() -> tuple[LetterTemplate, ...]:
    """The letters a municipality starts with."""
    data: dict[str, Any] = yaml.load(CONTENT / "letters.yaml")
    return tuple(
        LetterTemplate(
            kind=LetterKind(letter["kind"]),
            name=letter["name"],
            subject=letter["subject"],
            body=letter["body"],
            notice=letter.get("notice", ""),
        )
        for letter in data["letters"]
    )


def rule_table_title(text: str) -> tuple[str, str]:
    """The name and the version that a rule table gives itself.

    Raises: Refused when the text is no YAML, or gives no name or version.
    """
    data = yaml.load(text)
    titles = tuple(data.get(key) if isinstance(data, dict) else None for key in ("name", "version"))
    name, version = (title.strip() if isinstance(title, str) else "" for title in titles)
    if not name or not version or len(name) > _LONGEST_NAME or len(version) > _LONGEST_VERSION:
        raise Refused(
            f"De tabel noemt zichzelf niet. Vul name (tot {_LONGEST_NAME} tekens) en version "
            f"(tot {_LONGEST_VERSION} tekens) in, tussen aanhalingstekens.",
            code="rule-table-title",
        )
    return name, version


def letter_layout() -> str:
    """The page of a letter, for the document engine."""
    return (CONTENT / "letter.typ").read_text(encoding="utf-8")


def card_layout() -> str:
    """The page of a card, for the document engine."""
    return (CONTENT / "card.typ").read_text(encoding="utf-8")


def handover_layout() -> str:
    """The page of the sheet with a hand-over, for the document engine."""
    return (CONTENT / "handover.typ").read_text(encoding="utf-8")
