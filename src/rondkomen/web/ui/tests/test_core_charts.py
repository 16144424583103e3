"""Geometry of the charts, checked against positions worked out by hand."""

import xml.etree.ElementTree as ET

import pytest

from rondkomen.web.ui.charts import (
    Contribution,
    Plot,
    Series,
    adding,
    bars,
    grouped_bars,
    lines,
    lying,
    running,
    stacked,
    standing,
    waterfall,
)
from rondkomen.web.ui.charts.plot import dutch_number, scaled, ticks

PARTNERS = ("Energie", "Huur")


def plot(
    *rows: tuple[float | None, ...], categories: tuple[str, ...] = PARTNERS, **more: object
) -> Plot:
    series = tuple(Series(f"reeks {place}", row) for place, row in enumerate(rows))
    return Plot("Proef", categories, series, **more)  # type: ignore[arg-type]  # keywords of the test


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        # 87 / 5 = 17.4; the next of 10, 20, 25, 50 is 20; five steps of 20 reach 100
        (87, (0, 20, 40, 60, 80, 100)),
        # 100 / 5 = 20 exactly: no needless sixth step
        (100, (0, 20, 40, 60, 80, 100)),
        # 3 / 5 = 0.6; the next is 1
        (3, (0, 1, 2, 3)),
        # 1200 / 5 = 240; the next is 250; five steps reach 1250
        (1200, (0, 250, 500, 750, 1000, 1250)),
        (0, (0, 1)),
    ],
)
def test_an_axis_has_round_steps_and_covers_the_highest_value(
    top: float, expected: tuple[float, ...]
) -> None:
    assert ticks(top) == expected


def test_a_value_falls_in_proportion_to_the_length_of_the_axis() -> None:
    assert scaled(25, 100, 200) == 50


def test_lying_bars_are_as_long_as_their_share_of_the_highest() -> None:
    drawn = lying.layout(plot((80, 20)), thickness=18, top=80)
    # the axis is 560 - 186 - 66 = 308 long; a group is 18 + 12 = 30 high, half the gap (6) above its bar
    assert [(bar.y, bar.length, bar.height) for bar in drawn] == [(6, 308, 16), (36, 77, 16)]


def test_a_missing_value_has_no_bar_and_a_dash() -> None:
    chart = bars(plot((80, None)))
    assert chart.svg.count("<rect") == 1
    assert chart.table_rows == (("Energie", "80"), ("Huur", "–"))


def test_grouped_bars_lie_under_each_other_within_their_group() -> None:
    drawn = lying.layout(plot((50, 100), (25, 75)), thickness=15, top=100)
    # a group is 2 x 15 + 12 = 42; first series at 6, second at 21; lengths are shares of 308
    assert [(bar.category, bar.series, bar.y, bar.length) for bar in drawn] == [
        (0, 0, 6, 154),
        (0, 1, 21, 77),
        (1, 0, 48, 308),
        (1, 1, 63, 231),
    ]


def test_layers_stand_on_each_other_and_add_up_to_the_column() -> None:
    drawn = standing.layout(plot((10, 0), (30, 20)), top=40)
    # 512 wide for two columns: 256 each, 15 % air on either side; 200 high for 40: five units per one
    assert [
        (layer.category, layer.series, layer.x, layer.y, layer.width, layer.height)
        for layer in drawn
    ] == [
        (0, 0, 86.4, 150, 179.2, 50),
        (0, 1, 86.4, 0, 179.2, 150),
        (1, 1, 342.4, 100, 179.2, 100),
    ]


def test_a_line_stops_at_a_gap_and_starts_again_after_it() -> None:
    months = ("jan", "feb", "mrt", "apr")
    runs = running.layout((10, None, 20, 40), plot((10, None, 20, 40), categories=months), top=40)
    # 512 / 4 = 128 apart, the first half a step after the axis at 48; 200 - 10 x 5 = 150
    assert [[(point.x, point.y) for point in run] for run in runs] == [
        [(112, 150)],
        [(368, 100), (496, 0)],
    ]


def test_a_waterfall_ends_where_its_pieces_add_up() -> None:
    pieces = (Contribution("naam", 5), Contribution("voorletters", -2), Contribution("adres", 1))
    drawn = adding.steps(pieces, "samen")
    assert [(step.left, step.right, step.kind) for step in drawn] == [
        (0, 5, "up"),
        (3, 5, "down"),
        (3, 4, "up"),
        (0, 4, "total"),
    ]


def test_a_waterfall_writes_direction_as_a_sign() -> None:
    pieces = (Contribution("naam", 5.2, "gelijk"), Contribution("voorletters", -2))
    chart = waterfall("Waarom", pieces, total_label="samen", heads=("Vergelijking", "Bewijs"))
    assert chart.table_rows == (("naam: gelijk", "+5,2"), ("voorletters", "−2"), ("samen", "+3,2"))


@pytest.mark.parametrize(
    ("value", "text"), [(1234, "1.234"), (12.5, "12,5"), (3.0, "3"), (0.04, "0")]
)
def test_numbers_read_the_dutch_way(value: float, text: str) -> None:
    assert dutch_number(value) == text


@pytest.mark.parametrize("draw", [bars, grouped_bars, stacked, lines])
def test_every_drawing_is_well_formed_named_and_free_of_styles(draw: object) -> None:
    months = ("jan", "feb <b>", "mrt")
    made = draw(  # type: ignore[operator]  # one of the four functions above
        plot(
            (1, 2, None),
            (3, 0, 5),
            categories=months,
            limit=(4, "grens & co"),
            breaks={1: "nieuw"},
            sentence="Een zin.",
        )
    )
    root = ET.fromstring(made.svg)  # noqa: S314  our own drawing
    assert root.get("aria-label") == "Proef. Een zin."
    assert "style=" not in made.svg
    assert "<b>" not in made.svg


@pytest.mark.parametrize("draw", [bars, grouped_bars, stacked, lines])
def test_a_chart_without_values_still_draws(draw: object) -> None:
    assert draw(plot((None, None), (None, None))).svg.startswith("<svg")  # type: ignore[operator]  # as above


def test_two_series_differ_without_colour() -> None:
    chart = grouped_bars(plot((50, 100), (25, 75)))
    assert "<pattern" in chart.svg
    assert chart.svg.count("url(#") == 3  # two bars of the second series and its sign in the legend


def test_a_long_name_takes_two_lines_and_a_longer_one_ends_in_dots() -> None:
    names = (
        "Vervolghulp, financieel van aard",
        "Vervolghulp, financieel van aard en daarna nog heel veel meer",
    )
    chart = bars(plot((2, 1), categories=names))
    # 176 units hold 23 signs of 7.4: the first line ends before the word that no longer fits
    assert ">Vervolghulp, financieel</text>" in chart.svg
    assert ">van aard</text>" in chart.svg
    assert ">van aard en daarna nog…</text>" in chart.svg


def test_a_value_that_is_hidden_is_written_as_asked() -> None:
    assert bars(plot((80, None), missing="x")).table_rows == (("Energie", "80"), ("Huur", "x"))


def test_series_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="1 values for 2 categories"):
        plot((1,))
