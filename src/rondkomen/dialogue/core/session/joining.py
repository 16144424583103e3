"""How people come into a session: a short code, and a key that recognises them in the next wave."""

from __future__ import annotations

from collections.abc import Callable, Sequence

SIGNS = "ABCDEFGHJKMNPQRTUVWXY346789"
"""Letters and digits that nobody mistakes for another on a wall: no I, L, O, S, Z, 0, 1, 2, 5."""

CODE_LENGTH = 6
AGAIN_LENGTH = 8
_MEANT = str.maketrans({" ": None, "-": None})


def new_code(choose: Callable[[Sequence[str]], str], *, length: int = CODE_LENGTH) -> str:
    """A code of these signs; `choose` picks one of a sequence at random, and cannot be foreseen."""
    return "".join(choose(SIGNS) for _ in range(length))


def as_code(text: str, *, length: int = CODE_LENGTH) -> str:
    """The code as it is stored, however it was typed; empty when it cannot be one."""
    typed = text.upper().translate(_MEANT)
    return typed if len(typed) == length and set(typed) <= set(SIGNS) else ""


def initials(name: str) -> str:
    """One or two letters for a dot on the wall: of the first and the last word."""
    words = [word for word in name.split() if word[0].isalpha()]
    return (
        "".join(word[0].upper() for word in dict.fromkeys((words[0], words[-1]))) if words else ""
    )
