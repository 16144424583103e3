"""The server as a newcomer starts it: it comes up with its worker, and goes down with it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from rondkomen.cli import serve
from rondkomen.cli.tests.test_backup import rondkomen
from tests.installations import Environment, Installations

PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def office(new_installation: Installations) -> Environment:
    return new_installation(migrated=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def children(pid: int) -> list[int]:
    """The processes it started, in that order."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def serving(environment: Environment, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    command = [sys.executable, "-m", "rondkomen.cli", "serve", "--port", str(port), *options]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            said = ""
            while "draait op" not in said:
                line = server.stderr.readline()
                assert line, f"stopped instead of serving: {said}"
                said += line
            yield server, port
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def test_serves_with_a_worker_and_stops_cleanly(office: Environment) -> None:
    with serving(office) as (server, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_SECONDS) as page:
            assert page.status == 200
        started = children(server.pid)
        assert len(started) == 2
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=PATIENCE_SECONDS) == 0
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_worker_that_is_killed_comes_back(office: Environment) -> None:
    with serving(office) as (server, _):
        worker = children(server.pid)[1]
        os.kill(worker, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while worker in (now := children(server.pid)) or len(now) < 2:
            assert time.monotonic() < deadline, "the worker did not come back"
            Event().wait(0.1)


def test_without_worker_there_is_only_the_web(office: Environment) -> None:
    with serving(office, "--no-worker") as (server, _):
        assert len(children(server.pid)) == 1


def test_port_in_use_is_one_sentence(office: Environment) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = rondkomen(office, "serve", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 2
    assert "kies een andere poort" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.django_db
def test_who_starts_a_new_installation_is_told_what_comes_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    serve._tell_what_comes_first()
    assert "rondkomen gemeente add" in capsys.readouterr().err


@pytest.mark.usefixtures("gemeente")
def test_an_installation_with_a_municipality_starts_without_a_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    serve._tell_what_comes_first()
    assert capsys.readouterr().err == ""
