"""A backup that is really put back, in another installation, by the commands themselves."""

import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.installations import Environment, Installations

FILLER = Path(__file__).with_name("filled.py")


def rondkomen(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rondkomen.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def filler(environment: Environment, verb: str) -> str:
    command = [sys.executable, str(FILLER), verb]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


def same_keys(source: Environment, target: Environment) -> Environment:
    keys = json.loads((Path(source["RONDKOMEN_DATA"]) / "demo-keys.json").read_text())
    return {**target, **keys}


@pytest.fixture(scope="module")
def filled(new_installation: Installations) -> Environment:
    environment = new_installation(migrated=True)
    filler(environment, "fill")
    return environment


@pytest.fixture(scope="module")
def copy(filled: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "copy.tar"
    made = rondkomen(filled, "backup", str(file))
    assert made.returncode == 0, made.stderr
    return file


def page_of(copy: Path) -> dict[str, object]:
    with tarfile.open(copy) as archive:
        page = archive.extractfile("manifest.json")
        assert page is not None
        held: dict[str, object] = json.loads(page.read())
    return held


def test_round_trip_brings_every_row_back(
    filled: Environment, copy: Path, new_installation: Installations, tmp_path: Path
) -> None:
    elsewhere = same_keys(filled, new_installation())
    restored = rondkomen(elsewhere, "restore", str(copy), "--json")
    assert restored.returncode == 0, restored.stderr
    again = tmp_path / "again.tar"
    assert rondkomen(elsewhere, "backup", str(again)).returncode == 0
    assert page_of(again)["tables"] == page_of(copy)["tables"]
    tables = page_of(copy)["tables"]
    assert isinstance(tables, dict)
    assert tables["journal_event"]["rows"] == 6
    assert json.loads(restored.stdout)["rows"] == sum(mark["rows"] for mark in tables.values())
    assert filler(elsewhere, "names") == "9901 Zuiderveld 999990019\n9902 Noorderveld 999990019\n"
    assert json.loads(rondkomen(elsewhere, "doctor", "--json").stdout)["ok"] is True


def test_backup_is_for_its_owner_only_and_holds_no_key(filled: Environment, copy: Path) -> None:
    assert copy.stat().st_mode & 0o777 == 0o600
    keys = json.loads((Path(filled["RONDKOMEN_DATA"]) / "demo-keys.json").read_text())
    content = copy.read_bytes()
    assert not [name for name, key in keys.items() if key.encode() in content]


def test_wrong_key_is_loud_and_leaves_the_database_empty(
    filled: Environment, copy: Path, new_installation: Installations
) -> None:
    elsewhere = new_installation()
    refused = rondkomen(elsewhere, "restore", str(copy))
    assert refused.returncode == 2
    assert "VERKEERDE SLEUTEL" in refused.stderr
    assert rondkomen(same_keys(filled, elsewhere), "restore", str(copy)).returncode == 0


def test_only_an_empty_database_is_written_to(filled: Environment, copy: Path) -> None:
    before = filler(filled, "names")
    refused = rondkomen(filled, "restore", str(copy))
    assert refused.returncode == 2
    assert "niet leeg" in refused.stderr
    assert filler(filled, "names") == before


def altered(copy: Path, folder: Path, change: Callable[[dict[str, bytes]], None]) -> str:
    """A backup with other contents than the one it was made from, member by member."""
    with tarfile.open(copy) as archive:
        found = {one.name: archive.extractfile(one) for one in archive.getmembers()}
        parts = {name: content.read() for name, content in found.items() if content is not None}
    change(parts)
    with tarfile.open(folder / "altered.tar", "w") as archive:
        for name, content in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return str(folder / "altered.tar")


def a_row_more(parts: dict[str, bytes]) -> None:
    page = json.loads(parts["manifest.json"])
    page["tables"]["journal_event"]["rows"] += 1
    parts["manifest.json"] = json.dumps(page).encode()


def another_database(parts: dict[str, bytes]) -> None:
    name = next(name for name in parts if name.startswith(("database.dump", "rondkomen.sqlite3")))
    parts[name] += b"\0"


def a_file_more(parts: dict[str, bytes]) -> None:
    parts["files/more.txt"] = b"x"


@pytest.mark.parametrize("change", [a_row_more, another_database, a_file_more])
def test_a_copy_that_was_changed_leaves_the_database_empty(
    filled: Environment,
    copy: Path,
    new_installation: Installations,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
) -> None:
    elsewhere = same_keys(filled, new_installation())
    refused = rondkomen(elsewhere, "restore", altered(copy, tmp_path, change))
    assert refused.returncode == 2
    assert "na het maken veranderd" in refused.stderr
    assert rondkomen(elsewhere, "restore", str(copy)).returncode == 0


def test_a_copy_cannot_write_outside_its_folder(
    filled: Environment, copy: Path, new_installation: Installations, tmp_path: Path
) -> None:
    sly = altered(copy, tmp_path, lambda parts: parts.update({"../../escaped.json": b"{}"}))
    refused = rondkomen(same_keys(filled, new_installation()), "restore", sly)
    assert refused.returncode == 2
    assert "geen reservekopie" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("content", [b"", b"geen tar", b"\0" * 10_240])
def test_what_is_no_backup_is_refused(
    installation: Environment, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "anders.tar"
    file.write_bytes(content)
    refused = rondkomen(installation, "restore", str(file))
    assert refused.returncode == 2
    assert "geen reservekopie" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_existing_file_is_never_overwritten(filled: Environment, copy: Path) -> None:
    before = copy.read_bytes()
    refused = rondkomen(filled, "backup", str(copy))
    assert (refused.returncode, copy.read_bytes()) == (2, before)
    assert "bestaat al" in refused.stderr


def test_backup_waits_for_a_database_that_is_up_to_date(
    installation: Environment, tmp_path: Path
) -> None:
    refused = rondkomen(installation, "backup", str(tmp_path / "copy.tar"))
    assert refused.returncode == 2
    assert "rondkomen serve" in refused.stderr
    assert not list(tmp_path.glob("*.tar"))
