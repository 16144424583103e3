"""Seals single fields (AES-GCM, bound to tenant, row and column) and makes the blind index for a BSN.

A sealed value moved to another row, column or municipality does not open.
"""

import hashlib
import os
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from rondkomen.kernel.refusal import Refused

_KEY_MARK = 4
_NONCE = 12
_BLOCK = 64  # bytes that SHA-256 takes in at once


@cache
def _mark(key: bytes) -> bytes:
    """Four bytes that say which key sealed a value, so that keys can be rotated."""
    return hashlib.sha256(b"mark" + key).digest()[:_KEY_MARK]


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _place(gemeente_id: str, row: UUID, column: str) -> bytes:
    return f"{gemeente_id}|{row}|{column}".encode()


def seal(plain: bytes, *, gemeente_id: str, row: UUID, column: str) -> bytes:
    """The sealed value: key mark, nonce and ciphertext, openable only for this row and column."""
    key = settings.FIELD_KEYS[0]
    nonce = os.urandom(_NONCE)
    return _mark(key) + nonce + _cipher(key).encrypt(nonce, plain, _place(gemeente_id, row, column))


def unseal(sealed: bytes, *, gemeente_id: str, row: UUID, column: str) -> bytes:
    """The plain value.

    Raises: Refused when no configured key opens it, or it was moved from where it was sealed.
    """
    sealed = bytes(sealed)
    mark, nonce, body = (
        sealed[:_KEY_MARK],
        sealed[_KEY_MARK : _KEY_MARK + _NONCE],
        sealed[_KEY_MARK + _NONCE :],
    )
    for key in settings.FIELD_KEYS:
        if _mark(key) == mark:
            try:
                return _cipher(key).decrypt(nonce, body, _place(gemeente_id, row, column))
            except InvalidTag as broken:
                raise Refused(
                    "Een versleuteld gegeven is beschadigd of verplaatst; draai 'rondkomen doctor'.",
                    code="seal-broken",
                ) from broken
    raise Refused(
        "Een versleuteld gegeven hoort bij een andere sleutel; controleer RONDKOMEN_FIELD_KEYS.",
        code="seal-key",
    )


def blind_index(value: str, *, gemeente_id: str, kind: str) -> str:
    """A keyed fingerprint to find an exact value without opening it; differs per municipality and kind."""
    inner, outer = _begun(settings.INDEX_KEY)
    inner, outer = inner.copy(), outer.copy()
    inner.update(f"{gemeente_id}|{kind}|{value}".encode())
    outer.update(inner.digest())
    return outer.hexdigest()


@cache
def _begun(key: bytes) -> "tuple[hashlib._Hash, hashlib._Hash]":
    """Both halves of HMAC-SHA-256 (RFC 2104) under this key, begun once and then copied.

    A file of 50,000 rows asks for 150,000 fingerprints, and beginning takes longer than the rest.
    """
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C))
    return hashlib.sha256(inner), hashlib.sha256(outer)
