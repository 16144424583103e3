"""Patterns over text from outside stay quick on any text; the check is proven on planted ones."""

import pytest

from tests.architecture import patterns
from tests.architecture.source import all_code


def test_no_pattern_of_the_product_can_be_slow():
    found = [
        f"{code.path}:{line}: {why}"
        for code in all_code()
        if code.path.startswith("src/") and "/tests/" not in code.path
        for line, pattern in patterns.written(code)
        if (why := patterns.slow(pattern))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*(?:[;,]|en)\s*",  # a field of spaces is searched anew from each of them
        r"x\s*\s*y",
        r"x(?:\s*)[ \t]+y",
        r"(.+?)\s*,",
        r"x(?:a+)+y",
        r"x\s*-?\s*y",
    ],
)
def test_a_pattern_that_can_be_slow_is_seen(pattern):
    assert patterns.slow(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"[;,]|en", r"[a-z]+", r"[^\s.]+\.?", r"x\s*-\s*y", r"x\d+(?:\.\d+)+$", r"x[a-z]*\d+"],
)
def test_a_quick_pattern_is_left_alone(pattern):
    assert not patterns.slow(pattern)
