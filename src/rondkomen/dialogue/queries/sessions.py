"""Sessions and the instruments they run on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.dialogue.core.filling_in.order import themes
from rondkomen.dialogue.core.instrument import reading
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.core.session.codes import DOMAINS, Mode, SessionPurpose, SessionState
from rondkomen.dialogue.models import Answer, InstrumentVersion, Session, SessionInstrument
from rondkomen.files import yaml
from rondkomen.kernel.refusal import Refused

_MOST_READ = 64
_read: dict[str, Instrument] = {}
_frozen: dict[tuple[str, UUID], tuple[Instrument, ...]] = {}


@dataclass(frozen=True)
class SessionRow:
    """One session as it stands."""

    id: UUID
    title: str
    purpose: SessionPurpose
    mode: Mode
    wave: int
    previous_id: UUID | None
    state: SessionState
    domains: tuple[str, ...]
    join_code: str
    code_expires_at: datetime | None
    least_group: int
    results_open: bool
    hidden_until_closed: bool
    current_theme: str
    timer_ends_at: datetime | None
    facilitator_ref: UUID | None
    made_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    revision: int

    @property
    def takes_answers(self) -> bool:
        """Whether answers may still be written."""
        return self.state is SessionState.OPEN

    @property
    def waits_for_all(self) -> bool:
        """Whether a room sees a theme only once everybody who began has answered it.

        Policy: apart first, then compare; who leads may open the results sooner.
        """
        return self.mode is Mode.APART and self.state is SessionState.OPEN and not self.results_open

    @property
    def participants_see_results(self) -> bool:
        """Whether those who answered may look at what all answered."""
        return self.results_open and (
            not self.hidden_until_closed or self.state is SessionState.CLOSED
        )


_COLUMNS = [field.name for field in fields(SessionRow)]


def session(session_id: UUID) -> SessionRow:
    """The session.

    Raises: Refused when it does not exist here.
    """
    values = Session.objects.filter(id=session_id).values(*_COLUMNS).first()
    if values is None:
        raise Refused(
            "Deze sessie bestaat niet of is gewist. Kies er een uit de lijst.", code="session"
        )
    return session_row(values)


def least_of_both(row: SessionRow) -> int:
    """The smallest group that may be shown where this wave stands beside the one before it.

    Policy: what was promised to who answered then holds on: the larger of the two.
    """
    earlier = Session.objects.filter(id=row.previous_id).values_list("least_group", flat=True)
    return max(row.least_group, int(earlier.first() or 0))


def sessions() -> list[SessionRow]:
    """Every session of the municipality, the newest first."""
    return [
        session_row(values) for values in Session.objects.order_by("-made_at").values(*_COLUMNS)
    ]


def find_by_code(code: str, *, now: datetime) -> SessionRow | None:
    """The open session with this join code, as long as the code is valid."""
    values = (
        Session.objects.filter(join_code=code, state=SessionState.OPEN, code_expires_at__gt=now)
        .values(*_COLUMNS)
        .first()
    )
    return session_row(values) if values else None


def revision_of(session_id: UUID) -> int:
    """How many writes the session has seen; zero when there is no such session."""
    found = Session.objects.filter(id=session_id).values_list("revision", flat=True).first()
    return int(found or 0)


def instruments_of(session_id: UUID) -> tuple[Instrument, ...]:
    """The instruments of the session in the version it runs on, in order.

    Once somebody answered they are frozen, and this process need not ask for them again.
    """
    place = (current_gemeente_id(), session_id)
    if place in _frozen:
        return _frozen[place]
    rows = (
        SessionInstrument.objects.filter(session_id=session_id)
        .order_by("place")
        .values_list("version_id", "version__fingerprint", "version__frozen_at")
    )
    versions = list(rows)
    found = tuple(_instrument(version, fingerprint) for version, fingerprint, _ in versions)
    if found and all(frozen_at for _, _, frozen_at in versions):
        if len(_frozen) >= _MOST_READ:
            _frozen.clear()
        _frozen[place] = found
    return found


def followable() -> list[tuple[SessionRow, frozenset[str]]]:
    """The waves another can stand beside, the newest first, each with the keys of its instruments.

    Policy: a wave is compared when it is over and somebody answered; what was only tried or still
    runs is not offered.
    """
    answered = Answer.objects.filter(session_id=OuterRef("id"), value__isnull=False)
    closed = Session.objects.filter(Exists(answered), state=SessionState.CLOSED)
    rows = [session_row(values) for values in closed.order_by("-closed_at").values(*_COLUMNS)]
    keys: dict[UUID, set[str]] = {row.id: set() for row in rows}
    found = SessionInstrument.objects.filter(session_id__in=keys)
    for session_id, key in found.values_list("session_id", "version__key"):
        keys[session_id].add(key)
    return [(row, frozenset(keys[row.id])) for row in rows]


def theme_keys(session_id: UUID) -> frozenset[str]:
    """What notes, actions and the wall of this session may be about: `instrument/question`."""
    return frozenset(
        f"{instrument.key}/{question.code}"
        for instrument in instruments_of(session_id)
        for question in themes(instrument)
    )


def instruments_in(session_ids: Collection[UUID]) -> dict[UUID, tuple[Instrument, ...]]:
    """The instruments of these sessions, each in the version it runs on, in order."""
    rows = (
        SessionInstrument.objects.filter(session_id__in=session_ids)
        .order_by("place")
        .values_list("session_id", "version_id", "version__fingerprint")
    )
    found: dict[UUID, tuple[Instrument, ...]] = dict.fromkeys(session_ids, ())
    for session_id, version_id, fingerprint in rows:
        found[session_id] += (_instrument(version_id, fingerprint),)
    return found


def is_known_frozen(session_id: UUID) -> bool:
    """Whether this process saw that the instruments of the session can no longer change."""
    return (current_gemeente_id(), session_id) in _frozen


def _instrument(version_id: UUID, fingerprint: str) -> Instrument:
    rows = InstrumentVersion.objects.values_list("text", flat=True)
    return read_once(fingerprint, lambda: rows.get(id=version_id))


def read_once(fingerprint: str, text: Callable[[], str]) -> Instrument:
    """The instrument with this fingerprint, read once in this process: the same text is the same one."""
    if fingerprint not in _read:
        if len(_read) >= _MOST_READ:
            _read.clear()
        _read[fingerprint] = reading.instrument(yaml.load(text()))
    return _read[fingerprint]


def session_row(values: dict[str, Any]) -> SessionRow:
    """The row from the columns of the table."""
    return SessionRow(
        **{
            **values,
            "purpose": SessionPurpose(str(values["purpose"])),
            "mode": Mode(str(values["mode"])),
            "state": SessionState(str(values["state"])),
            "domains": tuple(values["domains"] or DOMAINS),
        }
    )
