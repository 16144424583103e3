"""The international bank account number (IBAN)."""

import re

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_DUTCH_SHAPE = re.compile(r"NL[0-9]{2}[A-Z]{4}[0-9]{10}")


def is_iban(text: str) -> bool:
    """Return whether ``text`` is a well-formed IBAN whose check digits fit.

    Spaces and lower case are allowed, as on a bank card; a Dutch number must have the Dutch shape.
    """
    compact = "".join(text.split()).upper()
    if not _SHAPE.fullmatch(compact):
        return False
    if compact.startswith("NL") and not _DUTCH_SHAPE.fullmatch(compact):
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
