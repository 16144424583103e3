"""The hash chain: whatever is done to it afterwards shows, at the place where it was done."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.journal.core.chain import (
    Entry,
    Fault,
    Head,
    Link,
    breaks,
    canonical,
    chained,
    start_of,
)

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
GEMEENTE = "9901"


def entry(number: int) -> Entry:
    return Entry("case.opened", UUID(int=number), NOON, None, canonical({"number": number}))


def chain(length: int) -> tuple[list[Link], Head]:
    links = list(chained(GEMEENTE, start_of(GEMEENTE), map(entry, range(length))))
    last = links[-1] if links else None
    return links, Head(last.sequence, last.hash) if last else start_of(GEMEENTE)


def found(links: list[Link], head: Head) -> list[tuple[int, Fault]]:
    return [(broken.sequence, broken.fault) for broken in breaks(GEMEENTE, links, head)]


def test_hash_covers_the_previous_hash_and_every_field() -> None:
    """By hand: sha256 over the JSON list of municipality, number, previous hash and fields."""
    links, _ = chain(1)
    previous = hashlib.sha256(b"rondkomen journal 9901").hexdigest()
    fields = json.dumps(
        [
            *("9901", 1, previous, "case.opened", "00000000-0000-0000-0000-000000000000"),
            *("2026-11-02T12:00:00.000000+00:00", "", '{"number":0}'),
        ],
        separators=(",", ":"),
    )
    assert links[0].previous == previous
    assert links[0].hash == hashlib.sha256(fields.encode()).hexdigest()


@pytest.mark.parametrize("length", [0, 1, 5])
def test_sound_chain_has_no_breaks(length: int) -> None:
    assert found(*chain(length)) == []


def test_chain_goes_on_where_it_ended() -> None:
    whole, head = chain(5)
    first, middle = chain(2)
    rest = list(chained(GEMEENTE, middle, map(entry, range(2, 5))))
    assert first + rest == whole
    assert found(first + rest, head) == []


Damage = Callable[[list[Link]], list[Link]]


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda c: [*c[:2], replace(c[2], entry=replace(c[2].entry, data="{}")), *c[3:]], 3),
        (
            lambda c: [*c[:2], replace(c[2], entry=replace(c[2].entry, actor=UUID(int=9))), *c[3:]],
            3,
        ),
        (
            lambda c: [
                *c[:2],
                replace(c[2], entry=replace(c[2].entry, at=NOON + timedelta(microseconds=1))),
                *c[3:],
            ],
            3,
        ),
        (lambda c: [*c[:2], replace(c[2], hash="0" * 64), *c[3:]], 3),
    ],
    ids=["data", "actor", "moment", "hash"],
)
def test_changed_event_shows_at_its_place(damage: Damage, expected: int) -> None:
    links, head = chain(5)
    assert (expected, Fault.CHANGED) in found(damage(links), head)


def test_removed_event_shows_at_its_place() -> None:
    links, head = chain(5)
    assert found([*links[:2], *links[3:]], head) == [(3, Fault.REMOVED)]


def test_removed_first_event_shows() -> None:
    links, head = chain(3)
    assert found(links[1:], head) == [(1, Fault.REMOVED)]


def test_cut_off_end_shows_where_it_was_cut() -> None:
    links, head = chain(5)
    assert found(links[:3], head) == [(4, Fault.TRUNCATED)]


def test_everything_removed_shows() -> None:
    _, head = chain(5)
    assert found([], head) == [(1, Fault.TRUNCATED)]


def test_swapped_events_show() -> None:
    links, head = chain(5)
    second, third = replace(links[1], sequence=3), replace(links[2], sequence=2)
    assert {(2, Fault.CHANGED), (3, Fault.CHANGED)} <= set(
        found([links[0], third, second, *links[3:]], head)
    )


def test_event_from_another_chain_does_not_fit() -> None:
    links, head = chain(3)
    foreign = next(chained(GEMEENTE, Head(1, "f" * 64), [entry(1)]))
    assert found([links[0], foreign, links[2]], head) == [
        (2, Fault.REORDERED),
        (3, Fault.REORDERED),
    ]


def test_event_added_at_the_end_outside_the_journal_shows() -> None:
    links, head = chain(3)
    added = list(chained(GEMEENTE, head, [entry(3)]))
    assert found(links + added, head) == [(4, Fault.INSERTED)]


def test_event_put_in_between_shows() -> None:
    links, head = chain(3)
    double = next(chained(GEMEENTE, Head(1, links[0].hash), [entry(7)]))
    assert (2, Fault.INSERTED) in found([*links[:2], double, links[2]], head)


def test_chain_of_another_municipality_does_not_fit() -> None:
    links, head = chain(2)
    assert next(breaks("9902", links, head)).fault is Fault.CHANGED


def test_chain_rewritten_to_the_end_lacks_the_seal() -> None:
    _, honest = chain(3)
    rewritten = list(chained(GEMEENTE, start_of(GEMEENTE), [entry(0), entry(8), entry(2)]))
    forged = Head(3, rewritten[-1].hash)
    assert found(rewritten, forged) == []
    sealed = breaks(GEMEENTE, rewritten, forged, is_sealed=lambda head: head == honest)
    assert [(broken.sequence, broken.fault) for broken in sealed] == [(3, Fault.HEAD)]


@given(st.data())
def test_any_single_change_is_found(data: st.DataObject) -> None:
    links, head = chain(8)
    place = data.draw(st.integers(0, 7))
    field = data.draw(st.sampled_from(["kind", "subject", "at", "actor", "data"]))
    other = {
        "kind": "case.closed",
        "subject": UUID(int=99),
        "at": NOON + timedelta(seconds=data.draw(st.integers(1, 10**6))),
        "actor": UUID(int=data.draw(st.integers(1, 2**64))),
        "data": data.draw(st.text()) + "x",
    }
    links[place] = replace(links[place], entry=replace(links[place].entry, **{field: other[field]}))
    assert (place + 1, Fault.CHANGED) in found(links, head)


def test_moment_counts_as_a_moment_and_not_as_a_notation() -> None:
    """Databases give moments back in their own time zone."""
    amsterdam = timezone(timedelta(hours=1))
    there = replace(entry(0), at=NOON.astimezone(amsterdam))
    assert next(chained(GEMEENTE, start_of(GEMEENTE), [there])).hash == chain(1)[0][0].hash


class Colour(StrEnum):
    RED = "red"


def test_canonical_data_have_one_form() -> None:
    left = canonical({"b": date(2026, 1, 2), "a": UUID(int=1), "c": Colour.RED, "d": {"x", "y"}})
    right = canonical({"d": {"y", "x"}, "c": "red", "a": UUID(int=1), "b": "2026-01-02"})
    assert left == right
    assert left.startswith('{"a":"00000000-0000-0000-0000-000000000001","b":"2026-01-02"')


@pytest.mark.parametrize(
    "data", [{"bsn": "x"}, {"card": {"surname": "x"}}, {"rows": [{"email": 1}]}]
)
def test_identity_stays_out_of_the_journal(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="refer by id"):
        canonical(data)


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        canonical({"a": object()})
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": float("nan")})
