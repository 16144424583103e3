"""The first page of a backup."""

from dataclasses import replace

import pytest

from rondkomen.cli.archive.manifest import (
    KeyMarks,
    Manifest,
    TableMark,
    check_keys,
    check_seal,
    check_tables,
    marks_of,
    read,
    seal,
)
from rondkomen.kernel.refusal import Refused

PAGE = Manifest(
    version="0.1.0",
    vendor="sqlite",
    made_at="2026-11-21T12:00:00+00:00",
    gemeenten=("9901",),
    keys=KeyMarks(("a", "b"), "c"),
    migrations=("jobs.0001_initial",),
    tables={"access_user": TableMark(3, "ff")},
    files={"rondkomen.sqlite3": "00"},
)


def test_page_is_read_as_it_was_written() -> None:
    assert read(PAGE.as_text().encode()) == PAGE


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "null", "\udcff", "[" * 100_000])
def test_torn_page_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="beschadigd"):
        read(text.encode("utf-8", "surrogateescape"))


def test_page_of_a_later_form_asks_for_a_newer_version() -> None:
    with pytest.raises(Refused, match="werk eerst bij"):
        read(replace(PAGE, format=2).as_text().encode())


def test_keys_are_recognised_without_being_known() -> None:
    marks = marks_of([b"x" * 32], b"y" * 32)
    assert marks == marks_of([b"x" * 32], b"y" * 32)
    assert "x" * 8 not in marks.field[0]


def test_rotated_key_still_opens_an_older_backup() -> None:
    check_keys(KeyMarks(("old",), "i"), KeyMarks(("new", "old"), "i"))


@pytest.mark.parametrize(
    ("present", "named"),
    [
        (KeyMarks(("new",), "i"), "RONDKOMEN_FIELD_KEYS"),
        (KeyMarks(("old",), "j"), "RONDKOMEN_INDEX_KEY"),
    ],
)
def test_missing_key_is_named(present: KeyMarks, named: str) -> None:
    with pytest.raises(Refused, match=named):
        check_keys(KeyMarks(("old",), "i"), present)


def test_a_page_written_without_the_key_is_refused() -> None:
    text = PAGE.as_text().encode()
    check_seal(text, seal(text, b"k" * 32).encode(), b"k" * 32)
    for forged in (seal(text, b"l" * 32).encode(), seal(text + b" ", b"k" * 32).encode(), b""):
        with pytest.raises(Refused, match="na het maken veranderd"):
            check_seal(text, forged, b"k" * 32)


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"a": TableMark(1, "f")},
        {"a": TableMark(2, "e")},
        {"a": TableMark(2, "f"), "b": TableMark(0, "0")},
    ],
)
def test_any_difference_in_a_table_is_refused(found: dict[str, TableMark]) -> None:
    with pytest.raises(Refused, match="klopt de inhoud niet"):
        check_tables({"a": TableMark(2, "f")}, found)
