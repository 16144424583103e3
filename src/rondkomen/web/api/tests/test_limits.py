"""How often a program may ask; what it sent stays out of the cache."""

from typing import Any

import pytest

from rondkomen.web.api import limits
from rondkomen.web.api.problems import ApiError


class Watched:
    """A cache that shows under which keys it was used."""

    def __init__(self) -> None:
        self.kept: dict[str, int] = {}

    def add(self, key: str, value: int, **_: Any) -> bool:
        is_new = key not in self.kept
        self.kept.setdefault(key, value)
        return is_new


def test_what_a_caller_sent_is_no_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Watched()
    monkeypatch.setattr(limits, "cache", cache)
    limits.count("token.203.0.113.9.deliver-abc\nx", most=5)
    key = next(iter(cache.kept))
    assert "deliver" not in key
    assert "203.0" not in key


def test_the_one_too_many_hears_when_to_come_back() -> None:
    for _ in range(3):
        limits.count("three", most=3)
    with pytest.raises(ApiError) as refused:
        limits.count("three", most=3)
    assert 0 < int(refused.value.headers["Retry-After"]) <= limits.MINUTE


def test_a_counter_is_not_pushed_out_by_many_others() -> None:
    for _ in range(3):
        limits.count("guesser", most=3)
    for number in range(1_000):
        limits.count(f"other {number}", most=3)
    with pytest.raises(ApiError):
        limits.count("guesser", most=3)
