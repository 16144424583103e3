"""The worklist with 100,000 cases and a million signals, asked by sixteen users at once.

Each user is a thread that asks a page two or three times a second, which is far more than a person
does; `alone` is what one user without company waits, `cpu` what a page costs this process, whatever
else the machine does. The peer, `bare`, is one indexed SELECT of the same rows with nothing made of
them. Each database runs in a process of its own.

Run: `.venv/bin/python bench/worklist.py` (SQLite, and PostgreSQL where this machine has one).
"""

import os
import random
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from databases import migrated, on_each, peak_mb
from report import save, show

CASES = int(os.environ.get("CASES", "100000"))
SIGNALS_PER_CASE, OWNERS, USERS, ASKED = 10, 40, 16, 40
PAUSE = (0.2, 0.6)  # seconds between one page and the next
BAR_MS = 200
TODAY = date(2026, 11, 21)
NEIGHBOURHOODS = [f"Wijk {number}" for number in range(30)]
KINDS = ("energy", "health_insurer", "rent", "water")


def measure() -> dict[str, Any]:
    """Fill a database, then let the users ask."""
    migrated()
    from rondkomen.access.services import NewGemeente, add_user, set_up_gemeente

    set_up_gemeente(NewGemeente("9901", "Gemeente Middenveld", 60_000, 2026))
    owners = [
        add_user(email=f"w{number}@middenveld.example", name=f"Medewerker {number}", password=None)
        for number in range(OWNERS)
    ]
    start = time.perf_counter()
    _fill(owners)
    _add_signals()
    _analyse()
    filled = time.perf_counter() - start
    found = {name: _timed(ask, owners) for name, ask in _questions().items()}
    return {
        "cases": CASES,
        "signals": CASES * SIGNALS_PER_CASE,
        "users": USERS,
        "fill_s": round(filled, 1),
        "peak_mb": round(peak_mb()),
        "asked": found,
    }


def _fill(owners: list[UUID]) -> None:
    from rondkomen.access.tenancy import acting_for

    chance = random.Random(1)
    step = 10_000
    for first in range(0, CASES, step):
        with acting_for("9901"):
            _fill_part(range(first, min(first + step, CASES)), owners, chance)


def _fill_part(numbers: range, owners: list[UUID], chance: random.Random) -> None:
    from rondkomen.outreach.models import Case
    from rondkomen.people.models import Address, Household

    addresses = [
        Address(
            postcode=f"{1000 + n % 9000}AB",
            house_number=n,
            street=f"Straat {n % 500}",
            neighbourhood=NEIGHBOURHOODS[n % 30],
        )
        for n in numbers
    ]
    Address.objects.bulk_create(addresses)
    households = [Household(address=address) for address in addresses]
    Household.objects.bulk_create(households)
    cases = [_case(home, n, owners, chance) for home, n in zip(households, numbers, strict=True)]
    Case.objects.bulk_create(cases)


def _add_signals() -> None:
    """Ten signals per case, made inside the database."""
    from django.db import connection

    from rondkomen.access.tenancy import acting_for

    fresh = (
        "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    )
    numbers = ", ".join(f"({number})" for number in range(SIGNALS_PER_CASE))
    with acting_for("9901"), connection.cursor() as cursor:
        cursor.execute(
            f"WITH numbers(n) AS (VALUES {numbers}) "
            "INSERT INTO outreach_casesignal (id, gemeente_id, case_id, signal_ref, partner_ref,"
            " partner_type, kind, amount, signal_date) "
            f"SELECT {fresh}, gemeente_id, id, {fresh}, household_ref, 'energy', 'early', 10000,"
            " matched_on FROM outreach_case CROSS JOIN numbers"
        )


def _case(home: Any, number: int, owners: list[UUID], chance: random.Random) -> Any:
    from rondkomen.outreach.models import Case

    is_open = number % 8 == 0
    points = chance.randrange(110)
    steps = [
        {"text": f"Reden {n}.", "outcome": "", "points": n, "source": ""} for n in (9, 5, 4, 2)
    ]
    return Case(
        household_ref=home.id,
        month=f"2026-{1 + number % 11:02d}",
        matched_on=TODAY,
        touched_on=TODAY - timedelta(chance.randrange(20)),
        status="picked_up" if is_open else "closed",
        is_open=is_open,
        owner_ref=chance.choice(owners) if chance.random() < 0.9 else None,
        points=points,
        explanation={"value": points, "steps": steps, "rule_version": "1", "source": ""},
        closed_on=None if is_open else TODAY,
        result="" if is_open else "no_contact",
        amount=chance.randrange(5_000, 300_000),
        partner_types=f",{chance.choice(KINDS)},",
        neighbourhood=NEIGHBOURHOODS[number % 30],
        next_due_on=TODAY + timedelta(chance.randrange(-5, 30)) if is_open else None,
        next_due_kind="offer" if is_open else "",
    )


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _questions() -> dict[str, Callable[[UUID, random.Random], object]]:
    from rondkomen.access.core.actor import system_actor
    from rondkomen.outreach import queries
    from rondkomen.outreach.queries import Sort, Whose, WorklistFilter

    actor = system_actor("9901")

    def mine(owner: UUID, _chance: random.Random) -> object:
        return queries.worklist(WorklistFilter(owner=owner), today=TODAY, actor=actor)

    def any_order(owner: UUID, chance: random.Random) -> object:
        sort, page = chance.choice(list(Sort)), chance.randrange(1, 8)
        mine = WorklistFilter(owner=owner)
        return queries.worklist(mine, today=TODAY, actor=actor, sort=sort, page=page)

    def team(_owner: UUID, chance: random.Random) -> object:
        chosen = WorklistFilter(whose=Whose.TEAM, neighbourhood=chance.choice(["", "Wijk 3"]))
        return queries.worklist(chosen, today=TODAY, actor=actor, page=chance.randrange(1, 40))

    def counts(owner: UUID, _chance: random.Random) -> object:
        return queries.worklist_counts(today=TODAY, owner=owner)

    def board(_owner: UUID, _chance: random.Random) -> object:
        return queries.board(today=TODAY)

    return {
        "bare": _bare,
        "mine": mine,
        "any order": any_order,
        "team": team,
        "counts": counts,
        "board": board,
    }


def _bare(owner: UUID, _chance: random.Random) -> object:
    from rondkomen.outreach.models import Case

    wanted = Case.objects.filter(is_open=True, owner_ref=owner).order_by("-points", "id")
    return list(wanted.values_list("id", "points", "next_due_on")[:25])


def _timed(ask: Callable[[UUID, random.Random], object], owners: list[UUID]) -> dict[str, float]:
    alone = sorted(_together(ask, owners[:1], (0, 0)))
    start = time.process_time()
    took = sorted(_together(ask, owners[:USERS], PAUSE))
    return {
        "cpu_ms": round((time.process_time() - start) / len(took) * 1000, 1),
        "alone_ms": round(alone[len(alone) // 2] * 1000, 1),
        "median_ms": round(took[len(took) // 2] * 1000, 1),
        "p95_ms": round(took[int(len(took) * 0.95)] * 1000, 1),
    }


def _together(
    ask: Callable[[UUID, random.Random], object], owners: list[UUID], pause: tuple[float, float]
) -> list[float]:
    took: list[float] = []
    users = [
        threading.Thread(target=_user, args=(ask, owner, number, pause, took))
        for number, owner in enumerate(owners)
    ]
    for user in users:
        user.start()
    for user in users:
        user.join()
    if len(took) < len(owners) * ASKED:
        raise RuntimeError("A user got no answer.")
    return took


def _user(
    ask: Callable[[UUID, random.Random], object],
    owner: UUID,
    number: int,
    pause: tuple[float, float],
    took: list[float],
) -> None:
    from django.db import connections

    from rondkomen.access.tenancy import acting_for

    chance = random.Random(number)
    for _ in range(ASKED):
        time.sleep(chance.uniform(*pause))
        start = time.perf_counter()
        with acting_for("9901", only_reading=True):  # as the screens do
            ask(owner, chance)
        took.append(time.perf_counter() - start)
    connections.close_all()


def main() -> None:
    """Print the table and write `bench/results/worklist.json`."""
    results = on_each(__file__, measure)
    header = ("database", "asked", "cpu ms", "alone ms", "median ms", "p95 ms", "bar", "peak MB")
    rows = [
        (name, question, *found.values(), BAR_MS, one["peak_mb"])
        for name, one in results.items()
        for question, found in one["asked"].items()
    ]
    show(f"{CASES} cases, {CASES * SIGNALS_PER_CASE} signals, {USERS} users", header, rows)
    save("worklist", results)


if __name__ == "__main__":
    main()
