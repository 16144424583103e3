"""The burgerservicenummer (BSN): is this one, as far as the number itself can tell?"""

from collections.abc import Sequence
from operator import mul

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# What each digit adds at each place, modulo eleven, by its byte: nine of these still fit in a byte.
_ADDED = [
    bytes(
        (byte - ord("0")) * weight % 11 if chr(byte) in "0123456789" else 0 for byte in range(256)
    )
    for weight in _WEIGHTS
]
_MULTIPLES_OF_ELEVEN = bytes(range(0, 9 * 10 + 1, 11))
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


def are_bsns(texts: Sequence[str]) -> bool:
    """Return whether each of ``texts`` is a BSN: the same check for thousands at once, far quicker.

    The sums are made for all numbers together, as one large number with a byte for each.
    """
    digits = "".join(texts)
    if not digits or {*map(len, texts)} != {len(_WEIGHTS)}:
        return not texts
    if not (digits.isascii() and digits.isdigit()):
        return False
    columns = (digits.encode()[place :: len(_WEIGHTS)] for place in range(len(_WEIGHTS)))
    added = map(bytes.translate, columns, _ADDED)
    total = sum(int.from_bytes(column, "big") for column in added)
    sums = total.to_bytes(len(texts), "big")
    return not sums.translate(None, _MULTIPLES_OF_ELEVEN) and "000000000" not in texts


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
