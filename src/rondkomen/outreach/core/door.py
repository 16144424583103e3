"""The order in which to walk along addresses: one side of a street up, the other side back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Address:
    """Where a case lives, as far as the walk needs it."""

    case_id: UUID
    postcode: str
    street: str
    number: int
    suffix: str = ""


def walk(addresses: Sequence[Address]) -> tuple[Address, ...]:
    """The addresses in walking order.

    Policy: streets follow each other by their lowest postcode; within a street the odd side goes
    up and the even side comes back, so that nobody crosses the street at every door.
    """
    streets: dict[tuple[str, str], list[Address]] = {}
    for address in addresses:
        streets.setdefault((address.postcode[:4], address.street), []).append(address)
    in_order = sorted(streets.items(), key=lambda item: (_lowest(item[1]), item[0]))
    return tuple(address for _street, doors in in_order for address in _both_sides(doors))


def _lowest(doors: list[Address]) -> str:
    return min(door.postcode for door in doors)


def _both_sides(doors: list[Address]) -> list[Address]:
    up = sorted((d for d in doors if d.number % 2), key=lambda d: (d.number, d.suffix))
    back = sorted((d for d in doors if d.number % 2 == 0), key=lambda d: (-d.number, d.suffix))
    return up + back
