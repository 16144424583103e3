"""Sessions and people for tests that need the database."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from rondkomen.access.core.actor import Actor
from rondkomen.dialogue import services
from rondkomen.dialogue.content import instrument_files
from rondkomen.dialogue.core.session.codes import Mode, Phase, SessionPurpose
from rondkomen.files import yaml

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TOOL = "gesprekstool"
SHEETS = Path(__file__).parent / "sheets.yaml"


def text_of(key: str) -> str:
    """The text of a shipped instrument."""
    return next(path for path in instrument_files() if path.stem == key).read_text(encoding="utf-8")


def without_tables(text: str) -> str:
    """The sheets without what makes their step one for the group."""
    data = yaml.load(text)
    (section,) = data["steps"][0]["sections"]
    section["questions"] = [
        one for one in section["questions"] if one["kind"] not in {"canvas", "table"}
    ]
    return json.dumps(data)  # which is YAML too


def new_session(
    actor: Actor, *, key: str = TOOL, text: str = "", mode: Mode = Mode.APART, **more: object
) -> UUID:
    """An open session."""
    version = services.NewVersion(key, "1", text or text_of(key))
    kept = services.keep_version(version, at=NOW, actor=actor)
    wanted = services.NewSession("Proef", SessionPurpose.POLICY, mode, [kept], **more)  # type: ignore[arg-type]  # fields of the row
    made = services.prepare_session(wanted, at=NOW, actor=actor)
    services.open_session(made, at=NOW, actor=actor)
    return made


def joined(session: UUID, actor: Actor, token: str, **more: object) -> UUID:
    """Somebody who takes part."""
    given = {"domain": "poverty", **more}
    new = services.Joining(session, token, **given)  # type: ignore[arg-type]  # fields of the row
    return services.join(new, at=NOW, actor=actor)


def answer(
    session: UUID, who: UUID, actor: Actor, given: tuple[str, object], phase: Phase = Phase.FIRST
) -> int:
    """The revision of an answer given now."""
    question, raw = given
    new = services.Given(session, TOOL, question, raw, phase=phase)
    return services.give_answer(new, participant_id=who, at=NOW, actor=actor)
