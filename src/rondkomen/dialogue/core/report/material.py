"""What a report is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rondkomen.dialogue.core.instrument.answers import Answer, Cards, Rows
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.outcome.words import Told
from rondkomen.dialogue.core.results.gaps import Gap
from rondkomen.dialogue.core.results.group import Counted, Prompts, ScaleResult
from rondkomen.dialogue.core.results.movement import Movement, WaveComparison
from rondkomen.kernel.explained import Explained


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action as the report prints it; `theme`, `state` and `points_to` as people read them."""

    what: str
    theme: str
    owner: str
    due: date | None
    notice: str
    state: str
    points_to: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one instrument gave, as far as it may be shown. Shape: the mappings by question code.

    `written` is what the group filled in together, `told` what follows from it.
    """

    instrument: Instrument
    scales: Sequence[ScaleResult] = ()
    gaps: Sequence[Explained[Gap]] = ()
    movements: Mapping[str, Movement] = field(default_factory=dict)
    waves: Mapping[str, WaveComparison] = field(default_factory=dict)
    counts: Mapping[str, Counted] = field(default_factory=dict)
    prompts: Prompts = field(default_factory=Prompts)
    gathered: Mapping[str, Rows | Cards] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    practices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    written: Mapping[str, Answer] = field(default_factory=dict)
    told: Sequence[Told] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """All a report is made of.

    Shape: `people` counts participants by the label of their group, small groups taken together;
    `labels` gives the words for a group.
    """

    title: str
    gemeente: str
    purpose: str
    held_on: date
    wave: int
    people: Mapping[str, int]
    labels: Mapping[str, str]
    findings: Sequence[Findings]
    actions: Sequence[Agreed] = ()
    decisions: Sequence[str] = ()
    parked: Sequence[str] = ()
