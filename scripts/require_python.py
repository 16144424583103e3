"""Stops `make setup` early, with one sentence, on a Python the locked parts do not support."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        f"Rondkomen heeft Python 3.11, 3.12 of 3.13 nodig; dit is {sys.version.split()[0]}. "
        "Kies een andere met: make setup PYTHON=python3.12"
    )
