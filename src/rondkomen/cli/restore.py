"""`rondkomen restore`: a backup back into an empty database, or nothing at all."""

import shutil
import tarfile
import tempfile
from pathlib import Path

import click

from rondkomen.cli.given import GivenFile
from rondkomen.cli.output import django_ready, emit, json_option
from rondkomen.kernel.refusal import Refused

_FIRST_PAGE = ("manifest.json", "manifest.seal")
_LONGEST_PAGE = 50_000_000  # bytes; a hundred for each file that was kept


@click.command(epilog="Voorbeeld: rondkomen restore /veilig/rondkomen-2026-11-21.tar")
@click.argument("file", type=GivenFile())
@json_option
def command(*, file: Path, as_json: bool) -> None:
    """Zet een reservekopie terug in een lege database en telt elke tabel na.

    Gebruik dezelfde sleutels als toen de kopie werd gemaakt. Past er iets niet, dan blijft de
    database leeg.
    """
    django_ready()
    try:
        with tempfile.TemporaryDirectory(prefix="rondkomen-") as place:
            rows = _read(file, Path(place))
    except tarfile.TarError as torn:
        raise Refused(
            f"{file.name} is geen reservekopie van Rondkomen, of is beschadigd.",
            code="backup-broken",
        ) from torn
    emit(
        {"file": str(file), "rows": rows},
        as_json=as_json,
        text=f"Teruggezet en nageteld: {rows} rijen. Start nu 'rondkomen doctor'.",
    )


def _read(file: Path, folder: Path) -> int:
    """The number of rows put back and counted."""
    from django.conf import settings
    from django.db import connection

    from rondkomen.cli.archive import manifest, marks, postgresql, sqlite

    with tarfile.open(file) as archive:
        page_name, seal_name = _FIRST_PAGE
        text = _next(archive, page_name)
        page = manifest.read(text)
        _must_fit(page.vendor, page.migrations)
        manifest.check_keys(page.keys, manifest.marks_of(settings.FIELD_KEYS, settings.INDEX_KEY))
        manifest.check_seal(text, _next(archive, seal_name), settings.INDEX_KEY)
        _unpack(archive, folder)
    manifest.check_files(page.files, marks.of_files(folder))
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    try:
        engine.load(folder, page.gemeenten)
        manifest.check_tables(page.tables, marks.table_marks(connection))
    except BaseException:
        engine.take_back()
        raise
    if (folder / "files").is_dir():
        shutil.copytree(folder / "files", settings.MEDIA_ROOT, dirs_exist_ok=True)
    return sum(mark.rows for mark in page.tables.values())


def _next(archive: tarfile.TarFile, name: str) -> bytes:
    """What the next file of the backup holds, which has this name."""
    member = archive.next()
    content = archive.extractfile(member) if member and member.name == name else None
    if content is None:
        raise tarfile.ReadError(f"no {name}")
    return content.read(_LONGEST_PAGE)


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Nothing; what the first page tells of stands in the folder, and nothing else anywhere.

    By hand, because the safe filter of `tarfile` came with Python 3.11.4.
    """
    for member in archive:
        if member.isdir() or member.name in _FIRST_PAGE:
            continue
        place = (folder / member.name).resolve()
        content = archive.extractfile(member) if member.isfile() else None
        if content is None or not place.is_relative_to(folder.resolve()):
            raise tarfile.ReadError("not a plain file within the backup")
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            shutil.copyfileobj(content, file)


def _must_fit(vendor: str, migrations: tuple[str, ...]) -> None:
    """Nothing, when this database is empty and of the kind the backup came from.

    Raises: Refused before anything is written.
    """
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    if connection.vendor != vendor:
        raise Refused(
            f"Deze reservekopie komt uit {vendor} en de database hier is {connection.vendor}; "
            "zet haar terug in dezelfde soort.",
            code="backup-vendor",
        )
    if connection.introspection.table_names():
        raise Refused(
            "De database is niet leeg; terugzetten kan alleen in een lege. Er is niets gewijzigd.",
            code="restore-not-empty",
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    later = sorted(set(migrations) - known)
    if later:
        raise Refused(
            "Deze reservekopie komt uit een nieuwere versie van Rondkomen; werk eerst bij.",
            code="backup-later",
        )
