"""One full page for CBS, 50,000 signals in 40,000 cases: written and validated, against plain orjson.

`plain` is orjson writing objects that are ready, with no check at all. Ours validates where values
are made and keeps the result as lines of JSON, so a page is cut and written without looking at a
value again. `page` is that step, and carries the bar; around it the table shows what comes before
(`made`, from values of a query to kept lines, once a day) and what the interface adds (`served`,
opening what was kept, and the digest). `checked` is `ddas check` on the same page: the official
schema and all other checks.

Run: `.venv/bin/python bench/ddas.py`.
"""

import gc
import json
import random
import resource
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import orjson

from rondkomen.exchange.adapters.check import check
from rondkomen.exchange.adapters.jades import digest
from rondkomen.exchange.adapters.json_bytes import canonical
from rondkomen.exchange.adapters.stored_pages import packed, unpacked
from rondkomen.exchange.core import ddas_vs as vs
from rondkomen.exchange.core import ddas_words as words
from rondkomen.exchange.core.ddas_cases import CaseColumns, VsCases
from rondkomen.exchange.core.ddas_pages import (
    LaidOut,
    Layout,
    Part,
    document,
    layout_of,
    pages,
    share,
)
from rondkomen.exchange.core.ddas_signals import SignalColumns, deliverable
from rondkomen.kernel.dutch.bsn import is_bsn
from rondkomen.kernel.memory import without_collecting
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Period

SIGNALS, CASES, ROUNDS = 50_000, 40_000, 5
MOST_TIMES_PLAIN, MOST_MB = 3, 400
JANUARY = Period(date(2026, 1, 1), date(2026, 1, 31))
ENVELOPE = vs.Envelope("RONDKOMEN", JANUARY, datetime(2026, 2, 3, 9, tzinfo=UTC))
MIDDENVELD = vs.Organisation("Gemeente Middenveld", (vs.Contact("A. de Demo"),), "12345678")
T = TypeVar("T")


def _timed(make: Callable[[], T]) -> tuple[float, T]:
    """The best of some rounds, in seconds of this process, and what the last one made."""
    best = float("inf")
    made = make()
    for _ in range(ROUNDS):
        del made  # two at once would count double in the peak
        gc.collect()
        start = time.process_time()
        made = make()
        best = min(best, time.process_time() - start)
    return best, made


def _bsn(chance: random.Random) -> str:
    while not is_bsn(number := f"9999{chance.randrange(100_000):05d}"):
        pass
    return number


def _values(chance: random.Random) -> tuple[SignalColumns, CaseColumns]:
    """Values as the chain hands them over: in columns and in page order, not yet judged."""
    days = [JANUARY.start + timedelta(day) for day in range(JANUARY.days)]
    some = range(SIGNALS)
    refs = [str(UUID(int=chance.getrandbits(128), version=4)) for _ in some]
    signals = SignalColumns(
        refs=refs,
        partner_types=chance.choices(sorted(words.PARTNER_TYPES), k=SIGNALS),
        bsns=[_bsn(chance) if chance.random() < 0.45 else "" for _ in some],
        postcodes=[f"{chance.randrange(1000, 9999)}AB" for _ in some],
        house_numbers=[chance.randrange(1, 400) for _ in some],
        additions=chance.choices(("", "A", "2 hg"), (8, 1, 1), k=SIGNALS),
        birth_dates=[date(1940, 1, 1) + timedelta(chance.randrange(24_000)) for _ in some],
        amounts=[Cents(chance.randrange(5_000, 200_000)) for _ in some],
        arrears_since=[day - timedelta(60) for day in chance.choices(days, k=SIGNALS)],
        signal_dates=chance.choices(days, k=SIGNALS),
        statuses=[words.PICKED_UP] * SIGNALS,
        crises=[False] * SIGNALS,
        warm_transfers=[False] * SIGNALS,
    )
    return signals, _cases(refs[:CASES], days, chance)


def _cases(refs: list[str], days: list[date], chance: random.Random) -> CaseColumns:
    """A case for each of these signals, with two attempts on average."""
    kinds, results = sorted(words.CONTACT_KINDS), sorted(words.RESULTS)
    return CaseColumns(
        signal_refs=[(ref,) for ref in refs],
        closed=[True] * CASES,
        results=chance.choices(results, k=CASES),
        matched_on=[JANUARY.end] * CASES,
        months=["2026-01"] * CASES,
        picked_up_on=chance.choices(days, k=CASES),
        attempts=[
            [
                (chance.choice(kinds), chance.random() < 0.2, chance.choice(days), "Middag")
                for _ in range(chance.randrange(1, 4))
            ]
            for _ in refs
        ],
    )


@without_collecting()
def _made(signals: SignalColumns, cases: CaseColumns) -> tuple[bytes, Layout]:
    found, _ = deliverable(signals)
    delivery = vs.VsDelivery("9901", MIDDENVELD, JANUARY, found, VsCases(cases))
    return packed(delivery), layout_of(delivery)


def _page(laid_out: LaidOut, organisation: object) -> bytes:
    (page,) = pages([laid_out.layout])
    part = Part("9901", organisation, *share(laid_out, 0, page))
    return canonical(document(ENVELOPE, [part]))


def _served(kept: bytes, layout: Layout) -> tuple[bytes, str]:
    body = _page(*unpacked(kept, layout))
    return body, digest(body)


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure() -> dict[str, Any]:
    """Time every step; the peak is read before the peer's ready objects fill the memory."""
    values = _values(random.Random(1))
    before = _peak_mb()
    made_s, (kept, layout) = _timed(partial(_made, *values))
    del values
    making = _peak_mb()
    served_s, _ = _timed(lambda: len(_served(kept, layout)[0]))
    ready = [unpacked(kept, layout)]
    page_s, body = _timed(lambda: _page(*ready[0]))
    ready.clear()
    peak = _peak_mb()
    objects = orjson.loads(body)
    plain_s, _ = _timed(lambda: orjson.dumps(objects))
    start = time.perf_counter()
    report = check(objects)
    checked_s = time.perf_counter() - start
    assert report.is_valid, report.shown
    return {
        "signals": report.signals,
        "cases": report.cases,
        "attempts": report.attempts,
        "page_mb": round(len(body) / 1e6, 1),
        "kept_mb": round(len(kept) / 1e6, 1),
        "plain_ms": round(plain_s * 1000, 1),
        "page_ms": round(page_s * 1000, 1),
        "served_ms": round(served_s * 1000, 1),
        "made_ms": round(made_s * 1000, 1),
        "checked_ms": round(checked_s * 1000, 1),
        "peak_mb": peak,
        "making_mb": making,
        "values_mb": before,
    }


def main() -> None:
    """Print the table and write `bench/results/ddas.json`."""
    found = measure()
    print(f"{found['signals']} signals, {found['cases']} cases, {found['page_mb']} MB of JSON")
    print(f"{'step':<10}{'ms':>9}{'ratio':>8}{'bar':>6}")
    for step in ("plain", "page", "served", "made", "checked"):
        ratio = found[f"{step}_ms"] / found["plain_ms"]
        bar = f"{MOST_TIMES_PLAIN}" if step == "page" else ""
        print(f"{step:<10}{found[f'{step}_ms']:>9}{ratio:>8.1f}{bar:>6}")
    print(
        f"peak {found['peak_mb']} MB (bar {MOST_MB}), of which the values {found['values_mb']} MB"
    )
    results = Path(__file__).resolve().parent / "results"
    results.mkdir(exist_ok=True)
    (results / "ddas.json").write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
