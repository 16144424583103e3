"""`rondkomen worker`: the background work, without the web server."""

import importlib
import os
import pkgutil
import signal
from threading import Event, Thread

import click

from rondkomen.cli.output import django_ready, say

SECONDS_BETWEEN_DAYS = 3600


@click.command(
    epilog="Voorbeeld: rondkomen worker",
    help="Voert het achtergrondwerk uit: leveringen inlezen, koppelen, brieven maken.\n\n"
    "Stopt netjes op Ctrl-C of een stopsein: lopend werk gaat terug in de wachtrij.",
)
@click.option("--with-parent", is_flag=True, hidden=True)
def command(*, with_parent: bool) -> None:
    """Run until told to stop; `with_parent` also stops when the starting process is gone."""
    django_ready()
    know_the_work()
    stop = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    if with_parent:
        Thread(target=_follow_parent, args=[os.getppid(), stop], daemon=True).start()
    from rondkomen.jobs import worker

    Thread(target=_begin_each_day, args=[stop], daemon=True).start()
    say("De werker draait.")
    worker.run(stop)


def _begin_each_day(stop: Event) -> None:
    """The work of a new day goes into the queue within the hour; asking twice adds nothing."""
    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from rondkomen.chain.night import start_nights

    while not stop.is_set():
        close_old_connections()
        try:
            start_nights(timezone.localdate())
        except DatabaseError as gone:
            say(f"Het dagwerk wacht op de database ({type(gone).__name__}).")
        stop.wait(SECONDS_BETWEEN_DAYS)


def know_the_work() -> None:
    """Import every module of `chain`: importing one registers the work it can do."""
    from rondkomen import chain

    for module in pkgutil.iter_modules(chain.__path__, f"{chain.__name__}."):
        importlib.import_module(module.name)


def _follow_parent(parent: int, stop: Event) -> None:
    """A worker whose starter was killed would otherwise run on beside the next one."""
    while os.getppid() == parent and not stop.wait(1):
        pass
    stop.set()
