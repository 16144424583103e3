"""`python -m rondkomen.cli` is the `rondkomen` command."""

from rondkomen.cli import main

main()
