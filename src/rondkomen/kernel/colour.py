"""Colours: whether text in them can be read."""

LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, text of ordinary size


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour with white, from 1 (white) to 21 (black).

    Shape: `colour` as #rrggbb.
    Raises: ValueError for anything else.
    Policy: relative luminance and contrast ratio as WCAG 2.2 (5 October 2023) defines them.
    """
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError("Schrijf een kleur als # met zes tekens: #0b4f5c.")
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour[1:]))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(share: float) -> float:
    linear: float = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return linear
