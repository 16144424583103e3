"""A small program for `test_intake_crash.py`: `setup`, or `load FILE [KILL_AT]`, or `count`."""

import os
import signal
import sys
from datetime import date
from pathlib import Path

import django

TODAY = date(2026, 11, 21)
HEADER = "klantnummer;signaaldatum;bedrag;achternaam;postcode;huisnummer;telefoon;gewezen_op_hulp"


def write_file(path: Path, rows: int) -> None:
    """A file in which one row in ten is unlawful, and the other nine are sound."""
    lines = (
        f"K{number};02-11-2026;100,00;Proef;1234AB;{number % 200 + 1};0612345678;"
        f"{'nee' if number % 10 == 0 else 'ja'}"
        for number in range(rows)
    )
    path.write_text("\n".join([HEADER, *lines]) + "\n")


def main(verb: str, *words: str) -> None:
    """Do what the test asks."""
    django.setup()
    from rondkomen.access.core.actor import system_actor  # noqa: PLC0415  after setup
    from rondkomen.access.tenancy import acting_for  # noqa: PLC0415
    from rondkomen.arrears import queries  # noqa: PLC0415
    from rondkomen.chain import intake  # noqa: PLC0415
    from rondkomen.chain.tests.intake_setting import set_up_partner  # noqa: PLC0415

    if verb == "setup":
        set_up_partner()
        return
    actor = system_actor("9901")
    with acting_for("9901"):
        partner = queries.find_partner("proef-wonen")
    kill_at = int(words[1]) if len(words) > 1 else 0

    def told(done: int, total: int) -> None:
        if done == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with open(words[0], "rb") as source:
        loaded = intake.load(source, partner.id, today=TODAY, actor=actor, told=told)
    sys.stdout.write(f"{loaded.is_new} {loaded.counts.rows}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
