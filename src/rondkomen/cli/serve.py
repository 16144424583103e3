"""`rondkomen serve`: web server and worker together, in processes of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from types import FrameType

import click

from rondkomen.cli.database import migrate
from rondkomen.cli.output import EXIT_FINDINGS, django_ready, say
from rondkomen.kernel.refusal import Refused

PATIENCE_SECONDS = 30
LOOK_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 60.0


@click.command(epilog="Voorbeeld: rondkomen serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adres om op te luisteren.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Poort om op te luisteren.",
)
@click.option("--no-worker", is_flag=True, help="Alleen de webserver; de werker draait elders.")
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Aantal verzoeken tegelijk, per proces.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 16),
    default=1,
    show_default=True,
    help="Aantal processen van de webserver; hoogstens het aantal processorkernen.",
)
def command(*, host: str, port: int, no_worker: bool, threads: int, processes: int) -> int:
    """Werkt de database bij en start de webserver en de werker.

    Stopt netjes op Ctrl-C of een stopsein: lopend werk gaat terug in de wachtrij.
    """
    _must_be_free(host, port)
    django_ready()
    migrate()
    _collect_static_files()
    _tell_what_comes_first()
    return _Office(host, port, (processes, threads), with_worker=not no_worker).run()


class _Office:
    """The processes that together are Rondkomen; none outlives this one."""

    def __init__(self, host: str, port: int, size: tuple[int, int], *, with_worker: bool) -> None:
        processes, threads = size
        self.address = (host, port)
        self.stop = Event()
        self.web_command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", host, "--port", str(port), "--log-level", "warning"),
            *("--workers", str(processes), "--blocking-threads", str(threads)),
            *("--workers-kill-timeout", "10s", "rondkomen.config.wsgi:application"),
        ]
        self.worker_command = (
            [sys.executable, "-m", "rondkomen.cli", "worker", "--with-parent"]
            if with_worker
            else None
        )
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> int:
        """Run until told to stop, and give the exit code."""
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, self._told_to_stop)
        try:
            self._start("web", self.web_command)
            if self.worker_command:
                self._start("worker", self.worker_command)
            if self._answers():
                say(
                    f"Rondkomen draait op http://{self.address[0]}:{self.address[1]} (stop: Ctrl-C)"
                )
            return self._watch()
        finally:
            self._stop_all()

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop.set()

    def _start(self, name: str, command: list[str]) -> None:
        self.running[name] = subprocess.Popen(command)

    def _answers(self) -> bool:
        """Whether the web server listens; waits until it does, or has given up."""
        while not self.stop.wait(LOOK_SECONDS) and self.running["web"].poll() is None:
            with socket.socket(_family(self.address[0])) as probe:
                probe.settimeout(1)
                if probe.connect_ex(self.address) == 0:
                    return True
        return False

    def _watch(self) -> int:
        """Start a worker that fell away again; without the web server there is nothing to serve."""
        pause = 1.0
        while not self.stop.wait(LOOK_SECONDS):
            if self.running["web"].poll() is not None:
                say("De webserver is gestopt; zie de regels hierboven voor de oorzaak.")
                return EXIT_FINDINGS
            worker = self.running.get("worker")
            if worker and self.worker_command and worker.poll() is not None:
                say("De werker viel weg en wordt opnieuw gestart.")
                self.stop.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)  # one that cannot start fills no log
                self._start("worker", self.worker_command)
        return 0

    def _stop_all(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in self.running.values():
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _must_be_free(host: str, port: int) -> None:
    """Nothing, when the port can be had.

    Raises: Refused before anything is started or changed.
    """
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise Refused(
                f"Op {host}:{port} kan Rondkomen niet luisteren ({os.strerror(taken.errno or 0)}); "
                "kies een andere poort met --port.",
                code="port-taken",
            ) from taken


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _tell_what_comes_first() -> None:
    """Nothing; on a new installation nobody can sign in yet, and this says what to do about it."""
    from rondkomen.access.queries import gemeenten

    if not gemeenten():
        say(
            "Er is nog geen gemeente ingericht, dus nog niemand kan zich aanmelden. Richt er een in"
            " met 'rondkomen gemeente add', of bouw de demo met 'rondkomen demo'."
        )


def _collect_static_files() -> None:
    """In production whitenoise serves from one folder, with names that change with the content."""
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
