"""Who signs in during a journey."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """Someone who can sign in."""

    email: str
    password: str
