"""The burgerservicenummer (BSN): is this one, as far as the number itself can tell?"""

from operator import mul

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_SEPARATORS = str.maketrans("", "", " .-\N{NO-BREAK SPACE}")


def is_bsn(text: str) -> bool:
    """Return whether ``text`` is nine digits that pass the eleven-check.

    Passing says that the number is well formed, not that it was ever issued.

    Law: Wet algemene bepalingen burgerservicenummer; the weights 9 to 2 and -1 of the check are
    general knowledge (niet geverifieerd).
    """
    if len(text) != len(_WEIGHTS) or not (text.isascii() and text.isdigit()):
        return False
    total = sum(map(mul, map(int, text), _WEIGHTS))
    return total % 11 == 0 and text != "000000000"


def parse_bsn(text: str) -> str:
    """Return the nine digits written in ``text``; a leading zero lost by a spreadsheet is restored.

    Raises: ValueError with a Dutch sentence that does not repeat the number.
    """
    digits = text.translate(_SEPARATORS)
    if len(digits) == len(_WEIGHTS) - 1:
        digits = f"0{digits}"
    if not is_bsn(digits):
        raise ValueError(
            "Dit is geen geldig BSN: het telt geen negen cijfers of de elfproef faalt."
        )
    return digits
