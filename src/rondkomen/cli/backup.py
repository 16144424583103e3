"""`rondkomen backup`: everything that must survive a lost machine, in one file."""

import os
import shutil
import tarfile
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from rondkomen.cli.archive.manifest import Manifest
from rondkomen.cli.database import pending_migrations
from rondkomen.cli.given import TargetFile
from rondkomen.cli.output import django_ready, emit, json_option
from rondkomen.kernel.refusal import Refused


@click.command(epilog="Voorbeeld: rondkomen backup /veilig/rondkomen-2026-11-21.tar")
@click.argument("file", type=TargetFile())
@json_option
def command(*, file: Path, as_json: bool) -> None:
    """Maakt een reservekopie van de database en de bestanden; iedereen kan doorwerken.

    De kopie bevat persoonsgegevens en niet de sleutels: bewaar beide, versleuteld en apart.
    """
    if file.exists():
        raise Refused(f"{file} bestaat al; kies een andere naam.", code="backup-exists")
    if not file.absolute().parent.is_dir():
        raise Refused(f"De map van {file} bestaat niet; maak haar eerst.", code="backup-folder")
    django_ready()
    if pending_migrations():
        raise Refused(
            "De database is niet bijgewerkt; start eerst 'rondkomen serve'.", code="backup-pending"
        )
    try:
        rows = _write(file)
    except OSError as full:
        raise Refused(
            f"De reservekopie kon niet worden geschreven: {os.strerror(full.errno or 0)}.",
            code="backup-disk",
        ) from full
    size = file.stat().st_size
    emit(
        {"file": str(file), "bytes": size, "rows": rows},
        as_json=as_json,
        text=f"Reservekopie gemaakt: {file} ({rows} rijen, {size // 1024} kB).",
    )


def _write(file: Path) -> int:
    """The number of rows in the backup, which is at `file` in whole or not at all."""
    from django.conf import settings

    from rondkomen.cli.archive import manifest, marks

    with tempfile.TemporaryDirectory(prefix=".rondkomen-", dir=file.absolute().parent) as place:
        folder = Path(place)
        content = folder / "content"
        content.mkdir()
        page = _dump(content)
        if Path(settings.MEDIA_ROOT).is_dir():
            shutil.copytree(settings.MEDIA_ROOT, content / "files")
        text = replace(page, files=marks.of_files(content)).as_text().encode()
        (folder / "manifest.json").write_bytes(text)
        (folder / "manifest.seal").write_text(manifest.seal(text, settings.INDEX_KEY))
        draft = folder / "draft.tar"
        with tarfile.open(draft, "w") as archive:
            for name in ("manifest.json", "manifest.seal"):
                archive.add(folder / name, name)
            for part in sorted(content.iterdir()):
                archive.add(part, part.name)
        draft.chmod(0o600)
        draft.rename(file)
    return sum(mark.rows for mark in page.tables.values())


def _dump(folder: Path) -> Manifest:
    """What is in the dump, exactly; its files are not told yet."""
    from django.conf import settings
    from django.db import connection

    from rondkomen.cli.archive import manifest, marks, postgresql, sqlite

    if connection.vendor == "postgresql":
        tables = postgresql.dump(folder)
    else:
        sqlite.dump(folder)
        tables = marks.of_sqlite_file(folder / sqlite.NAME)
    return manifest.Manifest(
        version=settings.VERSION,
        vendor=connection.vendor,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        gemeenten=tuple(marks.gemeente_codes(connection)),
        keys=manifest.marks_of(settings.FIELD_KEYS, settings.INDEX_KEY),
        migrations=tuple(marks.applied_migrations(connection)),
        tables=tables,
        files={},
    )
