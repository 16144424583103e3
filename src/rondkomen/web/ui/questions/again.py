"""The key by which somebody is recognised in the next wave, and what is kept of it."""

import secrets

from rondkomen.access.crypto import blind_index
from rondkomen.dialogue.core.session.joining import AGAIN_LENGTH, as_code, new_code


def as_key(text: str) -> str:
    """The key as it was typed, in the form it was given out; empty when it cannot be one."""
    return as_code(text, length=AGAIN_LENGTH)


def new_key() -> str:
    """A key nobody can guess, for somebody who holds no browser."""
    return new_code(secrets.choice, length=AGAIN_LENGTH)


def hash_of(key: str, gemeente_id: str) -> str:
    """What the database keeps of a key."""
    return blind_index(key, gemeente_id=gemeente_id, kind="participant-again")
