"""A session of 200 participants who answer within the same minute, over real HTTP on this machine.

Each participant is a browser of its own: it joins by the code within a quarter of a minute; then, at
six moments spread over the next minute, it opens a question and saves its answer. A facilitator asks
the wall every second meanwhile. The load is made in a process of its own on the same processors as
the server.

`behind` is how long after an answer was acknowledged the wall counted it. Afterwards the answers on
file are compared with those sent.

Run: `.venv/bin/python bench/dialogue.py` (SQLite, and PostgreSQL where this machine has one).
"""

import http.client
import os
import random
import re
import resource
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from databases import migrated, on_each
from report import save, show

PEOPLE = int(os.environ.get("PEOPLE", "200"))
PROCESSES = int(os.environ.get("PROCESSES", "2"))  # one for each core
SECONDS = int(os.environ.get("SECONDS", "60"))
JOINING = 15  # seconds
STATEMENTS = ("A", "B", "C", "D", "E", "F")
BAR_MS, BAR_BEHIND_S = 250, 2.0
MAIL = "beleid@middenveld.example"


@dataclass
class Seen:
    """What the participants and the facilitator measured; threads only append."""

    saves: list[float] = field(default_factory=list)
    opens: list[float] = field(default_factory=list)
    joins: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)
    counted: list[tuple[float, int]] = field(default_factory=list)
    sent: dict[tuple[str, str], object] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Browser:
    """One visitor: a connection that stays open, and cookies."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(
        self, path: str, fields: dict[str, str] | None = None, accept: str = "text/html"
    ) -> tuple[int, str, str]:
        """Status, address to go on to, and text."""
        headers = {
            "Accept": accept,
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
            body = urlencode(fields)
        answer = self._answer("GET" if fields is None else "POST", path, body, headers)
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0].strip('"')
        return answer.status, answer.getheader("Location") or "", text

    def _answer(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """As browsers do, once more on a new line when the server had closed the idle one."""
        try:
            self.line.request(method, path, body, headers)
            return self.line.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.line.close()
            self.line.request(method, path, body, headers)
            return self.line.getresponse()


def measure() -> dict[str, Any]:
    """A minute of a full session, and what stands on file afterwards."""
    migrated()
    password = secrets.token_urlsafe(16)
    session, code = _prepared(password)
    seen = Seen()
    with _served() as port:
        started = time.perf_counter()
        done = threading.Event()
        wall = threading.Thread(target=_lead, args=(port, session, password, seen, done))
        wall.start()
        people = [
            threading.Thread(target=_take_part, args=(port, code, number, started, seen))
            for number in range(PEOPLE)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
        lasted = time.perf_counter() - started
        done.set()
        wall.join()
    return _judged(session, seen, lasted)


def _prepared(password: str) -> tuple[str, str]:
    from django.utils import timezone

    from rondkomen.access.core.roles import Role
    from rondkomen.access.queries import actor_of
    from rondkomen.access.services import NewGemeente, add_user, grant_role, set_up_gemeente
    from rondkomen.access.tenancy import acting_for
    from rondkomen.dialogue import services
    from rondkomen.dialogue.content import instrument_files
    from rondkomen.dialogue.core.session.codes import Mode, SessionPurpose

    set_up_gemeente(NewGemeente("9901", "Gemeente Middenveld", 60_000, 2026))
    leader = add_user(email=MAIL, name="B. de Leider", password=password)
    grant_role(leader, gemeente_id="9901", role=Role.POLICY_OFFICER)
    text = next(path for path in instrument_files() if path.stem == "gesprekstool").read_text(
        "utf-8"
    )
    now, actor = timezone.now(), actor_of(leader, "9901")
    with acting_for("9901"):
        version = services.NewVersion("gesprekstool", "1", text)
        kept = services.keep_version(version, at=now, actor=actor)
        new = services.NewSession("Proef", SessionPurpose.POLICY, Mode.APART, [kept])
        session = services.prepare_session(new, at=now, actor=actor)
        code = services.open_session(session, at=now, actor=actor)
        services.open_results(session, actor=actor)  # else the wall waits until all have answered
        return str(session), code


@contextmanager
def _served() -> Iterator[int]:
    """The product as `rondkomen serve` starts it, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        *(sys.executable, "-m", "rondkomen.cli", "serve", "--no-worker"),
        *("--port", str(port), "--processes", str(PROCESSES)),
    ]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The server does not answer.")
            time.sleep(0.2)
        for path in ("/aanmelden/", "/meedoen/9901/"):
            # The one who leads has made the session, so nothing is cold: a few lines reach each process.
            for _ in range(4 * PROCESSES):
                Browser(port).ask(path)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _take_part(port: int, code: str, number: int, started: float, seen: Seen) -> None:
    try:
        _answer_all(port, code, number, started, seen)
    except (OSError, http.client.HTTPException, RuntimeError) as fault:
        seen.faults.append(f"{type(fault).__name__}: {fault}")


def _answer_all(port: int, code: str, number: int, started: float, seen: Seen) -> None:
    chance = random.Random(number)
    browser = Browser(port)
    moments = sorted(chance.uniform(JOINING, JOINING + SECONDS) for _ in STATEMENTS)
    _wait_until(started + chance.uniform(0, JOINING))
    home = _joined(browser, code, number, seen)
    for statement, moment in zip(STATEMENTS, moments, strict=True):
        _wait_until(started + moment)
        place = f"{home}vraag/gesprekstool/{statement}/"
        begun = time.perf_counter()
        status, _, _ = browser.ask(place)
        seen.opens.append(time.perf_counter() - begun)
        point = chance.choice(["1", "2", "3", "4", "5", "unknown"])
        begun = time.perf_counter()
        saved, _, text = browser.ask(place, {"value": point}, "application/json")
        now = time.perf_counter()
        seen.saves.append(now - begun)
        if (status, saved, text) != (200, 200, '{"state": "saved"}'):
            raise RuntimeError(f"{status} {saved} {text[:200]}")
        seen.sent[str(number), statement] = point if point == "unknown" else int(point)
        if statement == STATEMENTS[0]:
            seen.acknowledged.append(now)


def _joined(browser: Browser, code: str, number: int, seen: Seen) -> str:
    begun = time.perf_counter()
    browser.ask(f"/meedoen/9901/{code}/")
    domain = ("poverty", "health", "other")[number % 3]
    fields = {"domain": domain, "name": str(number), "consents": "on"}
    status, home, text = browser.ask(f"/meedoen/9901/{code}/", fields)
    seen.joins.append(time.perf_counter() - begun)
    if status != 302:
        raise RuntimeError(f"joining: {status} {text[:200]}")
    return home


def _lead(port: int, session: str, password: str, seen: Seen, done: threading.Event) -> None:
    """The wall at statement A, asked every second as the page does."""
    browser = Browser(port)
    browser.ask("/aanmelden/")
    browser.ask("/aanmelden/", {"username": MAIL, "password": password})
    place, revision, last = f"/gesprek/{session}/wand/stand/", "", False
    while True:
        begun = time.perf_counter()
        status, _, text = browser.ask(f"{place}?sinds={revision}")
        now = time.perf_counter()
        seen.walls.append(now - begun)
        if status == 200:
            revision = re.search(r"sinds=(\d+)", text)[1]
            points = re.search(r"(\d+) punt", text)
            unknown = re.search(r"(\d+) × weet niet", text)
            seen.counted.append((now, sum(int(found[1]) for found in (points, unknown) if found)))
        elif status != 204:
            seen.faults.append(f"wall: {status}")
        if last:
            return
        last = done.wait(1)


def _wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.perf_counter()))


def _judged(session: str, seen: Seen, lasted: float) -> dict[str, Any]:
    on_file = _on_file(session)
    behind = [
        next((at for at, count in seen.counted if count > place), float("inf")) - moment
        for place, moment in enumerate(sorted(seen.acknowledged))
    ]
    return {
        "people": PEOPLE,
        "saves": len(seen.saves),
        "lasted_s": round(lasted, 1),
        "save_median_ms": _ms(seen.saves, 0.5),
        "save_p95_ms": _ms(seen.saves, 0.95),
        "save_most_ms": _ms(seen.saves, 1.0),
        "open_p95_ms": _ms(seen.opens, 0.95),
        "join_p95_ms": _ms(seen.joins, 0.95),
        "wall_p95_ms": _ms(seen.walls, 0.95),
        "behind_p95_s": round(sorted(behind)[int(0.95 * (len(behind) - 1))], 2) if behind else None,
        "behind_most_s": round(max(behind), 2) if behind else None,
        "lost": len(seen.sent.items() - on_file.items()),
        "extra": len(on_file.items() - seen.sent.items()),
        "faults": seen.faults[:5],
        "load_cpu_s": round(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]), 1),
        "server_cpu_s": round(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]), 1),
    }


def _on_file(session: str) -> dict[tuple[str, str], object]:
    """The answers as stored, by the number each participant gave as a name."""
    from uuid import UUID

    from rondkomen.access.tenancy import acting_for
    from rondkomen.dialogue import queries

    with acting_for("9901"):
        names = {one.id: one.name for one in queries.participants(UUID(session))}
        return {
            (names[row.participant_id], row.question): row.value
            for row in queries.session_answers(UUID(session))
        }


def _ms(took: list[float], share: float) -> int:
    return round(1000 * sorted(took)[int(share * (len(took) - 1))]) if took else 0


def main() -> None:
    """Print the table and write `bench/results/dialogue.json`."""
    results = on_each(__file__, measure)
    header = (
        *("database", "saves", "median ms", "p95 ms", "bar", "open p95", "wall p95"),
        *("behind s", "bar s", "lost"),
    )
    rows = [
        (
            *(name, one["saves"], one["save_median_ms"], one["save_p95_ms"], BAR_MS),
            *(one["open_p95_ms"], one["wall_p95_ms"], one["behind_most_s"], BAR_BEHIND_S),
            one["lost"] + one["extra"],
        )
        for name, one in results.items()
    ]
    show(f"{PEOPLE} participants, {len(STATEMENTS)} answers each within {SECONDS} s", header, rows)
    save("dialogue", results)


if __name__ == "__main__":
    main()
