"""The Dutch postcode."""

import re

_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})")


def parse_postcode(text: str) -> str:
    """Return the postcode in ``text`` as ``1234AB``.

    Raises: ValueError with a Dutch sentence.
    """
    found = _POSTCODE.fullmatch(text.strip())
    if found is None:
        raise ValueError(
            "Dit is geen Nederlandse postcode. Schrijf vier cijfers en twee letters, als 1234 AB."
        )
    return f"{found[1]}{found[2].upper()}"
