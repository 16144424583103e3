"""Compiles the catalogues of translations to what Django reads; `make setup` runs it."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src/rondkomen/locale"


def main() -> None:
    """Writes the .mo file beside every .po file."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as read, source.with_suffix(".mo").open("wb") as written:
            write_mo(written, read_po(read, locale=source.parts[-3]))


if __name__ == "__main__":
    main()
