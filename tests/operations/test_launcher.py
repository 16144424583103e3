"""The throw-away PostgreSQL of the tests: what it takes for one, and what it leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = ROOT / "scripts" / "postgres.py"
ASK = """
import os, psycopg, tempfile
from pathlib import Path
address = os.environ["RONDKOMEN_DATABASE_URL"]
with psycopg.connect(address) as connection:
    print(connection.execute(
        "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
    ).fetchone())
    print(connection.execute("SHOW listen_addresses").fetchone()[0])
    (socket,) = Path(tempfile.gettempdir()).glob(
        f"rondkomen-pg-*/.s.PGSQL.{connection.info.port}"
    )
    print(socket.parent)
raise SystemExit(7)
"""


def launch(*command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **changes}
    return subprocess.run(
        [sys.executable, str(LAUNCHER), "--", *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_role_is_plain_and_nothing_is_left_behind() -> None:
    done = launch(sys.executable, "-c", ASK)
    assert done.returncode == 7, done.stderr
    rights, listens, folder = done.stdout.splitlines()
    assert rights == "(False, False, True)"
    assert listens == "127.0.0.1"
    assert not Path(folder).exists()


def test_program_that_only_bears_the_name_is_no_postgresql(tmp_path: Path) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho something else 17\n")
        (tmp_path / name).chmod(0o755)
    done = launch("true", PGBIN=str(tmp_path))
    assert done.returncode == 2
    assert "Er is geen PostgreSQL op deze machine" in done.stderr


def test_version_that_is_too_old_is_named(tmp_path: Path) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 12.22'\n")
        (tmp_path / name).chmod(0o755)
    done = launch("true", PGBIN=str(tmp_path))
    assert done.returncode == 2
    assert "PostgreSQL 12 is te oud" in done.stderr
