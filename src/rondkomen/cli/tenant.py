"""Which municipality a command acts for: the only one there is, or the one that was named."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from rondkomen.cli.output import django_ready
from rondkomen.kernel.refusal import Refused

_F = TypeVar("_F", bound=Callable[..., Any])


def gemeente_option(command: _F) -> _F:
    """Add `--gemeente` to a command; needed only where there are several."""
    return click.option(
        "--gemeente", metavar="CODE", help="CBS-code; alleen nodig als er meer gemeenten zijn."
    )(command)


@contextmanager
def acting(gemeente: str | None) -> Iterator[Any]:
    """The system as actor for this municipality, inside one transaction.

    Raises: Refused when the municipality is unknown, or none was named among several.
    """
    actor = system(gemeente)
    from rondkomen.access.tenancy import acting_for

    with acting_for(actor.gemeente_id):
        yield actor


def system(gemeente: str | None) -> Any:
    """The system as actor for this municipality.

    Raises: Refused when the municipality is unknown, or none was named among several.
    """
    django_ready()
    from rondkomen.access import queries
    from rondkomen.access.core.actor import system_actor

    if gemeente:
        return system_actor(queries.gemeente(gemeente).code)
    known = queries.gemeenten()
    if not known:
        raise Refused("Er is nog geen gemeente ingericht; begin met 'rondkomen demo'.")
    if len(known) > 1:
        codes = ", ".join(f"{row.code} ({row.name})" for row in known)
        raise Refused(f"Noem met --gemeente welke gemeente u bedoelt: {codes}.")
    return system_actor(known[0].code)
