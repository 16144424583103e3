"""A SQLite database into a backup and out of it."""

import os
import shutil
from pathlib import Path

from django.db import connection, connections

from rondkomen.kernel.refusal import Refused

NAME = "rondkomen.sqlite3"


def dump(folder: Path) -> None:
    """Write a whole and tidy copy into `folder`, while others go on working."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / NAME)])


def load(folder: Path, gemeenten: tuple[str, ...]) -> None:
    """Put the copy in `folder` in place of the empty database.

    Raises: Refused when the copy is missing from the backup.
    """
    copy = folder / NAME
    if not copy.exists():
        raise Refused(
            "In deze reservekopie zit geen database; neem een andere.", code="backup-broken"
        )
    target = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".restoring")
    shutil.copyfile(copy, draft)
    for leftover in ("-wal", "-shm"):
        Path(f"{target}{leftover}").unlink(missing_ok=True)
    os.replace(draft, target)


def take_back() -> None:
    """Remove what was put in place, because it turned out not to be right."""
    target = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    for part in ("", "-wal", "-shm"):
        Path(f"{target}{part}").unlink(missing_ok=True)
