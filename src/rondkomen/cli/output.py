"""What every command shares: JSON or text on standard output, progress on standard error."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

import click

from rondkomen.kernel.refusal import Refused

EXIT_FINDINGS = 1

_F = TypeVar("_F", bound=Callable[..., Any])


def json_option(command: _F) -> _F:
    """Add `--json` to a command; it arrives as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Geeft JSON op standaarduitvoer.")(
        command
    )


def emit(data: object, *, as_json: bool, text: str | Iterable[str] = ()) -> None:
    """Print `data` as JSON, or `text` for people; nothing else belongs on standard output."""
    if as_json:
        click.echo(json.dumps(data, default=_plain, ensure_ascii=False, indent=2))
        return
    for line in [text] if isinstance(text, str) else text:
        click.echo(line)


def say(text: str) -> None:
    """Print a line for the person watching, on standard error."""
    click.echo(text, err=True)


def show_progress(label: str, done: int, total: int) -> None:
    """Rewrite one progress line on standard error; only when a person is watching."""
    if sys.stderr.isatty():
        click.echo(f"\r{label}: {done} van {total}", err=True, nl=done >= total)


def with_findings() -> None:
    """Leave with exit code 1: the work is done, and something needs a person's eye."""
    raise click.exceptions.Exit(EXIT_FINDINGS)


def django_ready() -> None:
    """Set Django up, once; commands that do not need the database never call this.

    Raises: Refused with the settings' own sentence when the environment is wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rondkomen.config.settings")
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    if apps.ready:  # a second time would bind the log to wherever standard error points now
        return
    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise Refused(str(wrong), code="settings") from wrong


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    if isinstance(value, (UUID, os.PathLike)):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
