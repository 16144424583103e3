"""Sealed fields open only where they were sealed."""

import hmac
import os
from uuid import UUID

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from rondkomen.access.crypto import blind_index, seal, unseal
from rondkomen.kernel.refusal import Refused

ROW, OTHER_ROW = UUID(int=1), UUID(int=2)
PLACE = {"gemeente_id": "9901", "row": ROW, "column": "bsn"}


@given(st.binary(max_size=200))
def test_what_was_sealed_opens_in_its_own_place(plain: bytes) -> None:
    assert unseal(seal(plain, **PLACE), **PLACE) == plain


@pytest.mark.parametrize(
    "moved", [{"gemeente_id": "9902"}, {"row": OTHER_ROW}, {"column": "email"}], ids=str
)
def test_a_moved_value_does_not_open(moved: dict[str, object]) -> None:
    sealed = seal(b"123456782", **PLACE)
    with pytest.raises(Refused, match="beschadigd of verplaatst"):
        unseal(sealed, **(PLACE | moved))


def test_a_new_key_still_opens_what_the_old_one_sealed() -> None:
    old, new = os.urandom(32), os.urandom(32)
    with override_settings(FIELD_KEYS=(old,)):
        sealed = seal(b"geheim", **PLACE)
    with override_settings(FIELD_KEYS=(new, old)):
        assert unseal(sealed, **PLACE) == b"geheim"
    with override_settings(FIELD_KEYS=(new,)), pytest.raises(Refused, match="andere sleutel"):
        unseal(sealed, **PLACE)


def test_the_blind_index_differs_per_gemeente_and_kind() -> None:
    marks = {
        blind_index("123456782", gemeente_id=gemeente, kind=kind)
        for gemeente in ("9901", "9902")
        for kind in ("bsn", "reference")
    }
    assert len(marks) == 4
    assert not any("123456782" in mark for mark in marks)


@given(
    st.binary(min_size=1, max_size=100),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=100),
)
def test_the_blind_index_is_an_hmac(key: bytes, value: str) -> None:
    with override_settings(INDEX_KEY=key):
        found = blind_index(value, gemeente_id="9901", kind="bsn")
    assert found == hmac.digest(key, f"9901|bsn|{value}".encode(), "sha256").hex()
