"""A throw-away PostgreSQL: `python scripts/postgres.py -- COMMAND` runs COMMAND beside it.

The command finds it through RONDKOMEN_DATABASE_URL. The role in that address owns its database
and may make others (for tests), but is no superuser and cannot bypass row-level security: a test
that ran as one would prove nothing about the wall between municipalities.

It listens on loopback only, lives in a temporary folder, writes without fsync, runs as an
unprivileged user of the machine when started by root, and stops with its starter, also when that
one is killed.
"""

import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

OLDEST = 15
START_SECONDS = 30
NAME = "rondkomen"
SERVICE_USERS = ("postgres", "nobody")
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "max_locks_per_transaction": "256",
    "timezone": "UTC",
}
_PR_SET_PDEATHSIG = 1


class NoPostgres(Exception):
    """No usable PostgreSQL on this machine; the message says what to do."""


@dataclass(frozen=True)
class Binaries:
    """The folder with `postgres` and `initdb`, and their major version."""

    folder: Path
    version: int


def find_binaries() -> Binaries:
    """The newest PostgreSQL in $PGBIN or in Debian's place.

    Raises: NoPostgres when there is none, or only one that is too old.
    """
    chosen = os.environ.get("PGBIN")
    places = [Path(chosen)] if chosen else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = [binaries for place in places if (binaries := _looked_at(place))]
    if not found:
        raise NoPostgres(
            "Er is geen PostgreSQL op deze machine. Installeer het (apt-get install postgresql) "
            "of zet PGBIN op de map met 'postgres' en 'initdb'."
        )
    newest = max(found, key=lambda binaries: binaries.version)
    if newest.version < OLDEST:
        raise NoPostgres(
            f"PostgreSQL {newest.version} is te oud; Rondkomen heeft {OLDEST} of nieuwer nodig."
        )
    return newest


def _looked_at(folder: Path) -> Binaries | None:
    """The binaries in this folder; None when they are absent or something else by that name."""
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return None
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"\(PostgreSQL\) (\d+)", said)
    return Binaries(folder, int(version[1])) if version else None


@contextmanager
def throwaway() -> Iterator[str]:
    """The address of a running PostgreSQL with an empty database; it is gone afterwards.

    Raises: NoPostgres when it cannot be started.
    """
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="rondkomen-pg-"))
    owner = _service_user()
    try:
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        master_word, word = secrets.token_hex(16), secrets.token_hex(16)
        _init(binaries, folder, owner, master_word)
        server, port = _start(binaries, folder, owner)
        try:
            _prepare(server, folder, port, (master_word, word))
            yield f"postgresql://{NAME}:{word}@127.0.0.1:{port}/{NAME}"
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown: sessions end, nothing is waited for
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _service_user() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root. None means: whoever we are."""
    if os.geteuid() != 0:
        return None
    for name in SERVICE_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgres(f"Geen van de gebruikers {', '.join(SERVICE_USERS)} bestaat op deze machine.")


def _as_user(owner: pwd.struct_passwd | None) -> dict[str, object]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _init(
    binaries: Binaries, folder: Path, owner: pwd.struct_passwd | None, master_word: str
) -> None:
    words = folder / "word"
    words.write_text(master_word)
    if owner:
        os.chown(words, owner.pw_uid, owner.pw_gid)
    done = subprocess.run(
        [
            binaries.folder / "initdb",
            *("-D", folder / "data", "-U", "postgres", f"--pwfile={words}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        **_as_user(owner),  # type: ignore[call-overload]  # the three names are Popen's own
    )
    words.unlink()
    if done.returncode:
        raise NoPostgres(f"initdb is mislukt: {done.stderr.strip()}")


def _start(
    binaries: Binaries, folder: Path, owner: pwd.struct_passwd | None
) -> tuple[subprocess.Popen[bytes], int]:
    port = _free_port()
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(binaries.folder / "postgres", "-D", folder / "data", "-p", str(port)),
                *("-h", "127.0.0.1", "-k", folder, *options),
            ],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd=folder,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  single-threaded here; nothing else ties the two lives
            **_as_user(owner),  # type: ignore[call-overload]  # the three names are Popen's own
        )
    return server, port


def _die_with_parent() -> None:
    """Ask the kernel to stop the server when we are gone, however we went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _prepare(
    server: subprocess.Popen[bytes], folder: Path, port: int, words: tuple[str, str]
) -> None:
    """Make the plain role and its database, as soon as the server answers."""
    master_word, word = words
    address = f"postgresql://postgres:{master_word}@127.0.0.1:{port}/postgres"
    name = sql.Identifier(NAME)
    with _answering(server, folder, address) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB PASSWORD {}").format(
                name, sql.Literal(word)
            )
        )
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))


def _answering(
    server: subprocess.Popen[bytes], folder: Path, address: str
) -> psycopg.Connection[tuple[object, ...]]:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError as not_yet:
            if server.poll() is not None or time.monotonic() > deadline:
                log = (folder / "log").read_text(errors="replace")
                raise NoPostgres(f"PostgreSQL start niet: {log.strip()}") from not_yet
            time.sleep(0.05)


def main() -> int:
    """Run the command after `--` beside a throw-away PostgreSQL and give its exit code."""
    command = sys.argv[2:] if sys.argv[1:2] == ["--"] else []
    if not command:
        print("Gebruik: python scripts/postgres.py -- OPDRACHT [ARGUMENT ...]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    try:
        with throwaway() as address:
            return subprocess.run(
                command, check=False, env={**os.environ, "RONDKOMEN_DATABASE_URL": address}
            ).returncode
    except NoPostgres as missing:
        print(missing, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
