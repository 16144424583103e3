"""A small program for `test_intake_crash.py`: `setup`, or `load FILE [KILL_AT]`."""

import os
import signal
import sys
from importlib import import_module
from pathlib import Path

import django

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
    setting = import_module("rondkomen.chain.tests.intake_setting")
    if verb == "setup":
        setting.set_up_partner()
        return
    kill_at = int(words[1]) if len(words) > 1 else 0

    def told(done: int, total: int) -> None:
        if done == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    loaded = setting.load(Path(words[0]), told)
    sys.stdout.write(f"{loaded.is_new} {loaded.counts.rows}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
