import pytest

from rondkomen.kernel.colour import contrast_with_white


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [
        ("#ffffff", 1.0),
        ("#000000", 21.0),
        # 0x77 / 255 = 0.4667 is linear 0.1845; 1.05 / (0.1845 + 0.05) = 4.48: just too light
        ("#777777", 4.48),
        # red alone: 1.05 / (0.2126 + 0.05)
        ("#ff0000", 4.00),
    ],
)
def test_contrast_is_that_of_the_guideline(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize("colour", ["", "rood", "#12345", "#gggggg"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match=r"kleur|hexadecimal"):
        contrast_with_white(colour)
