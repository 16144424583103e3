"""Charts as SVG drawn on the server: readable without colour and without script, each with its table.

    plot = Plot("Signalen per partner", ("Energie", "Huur"), (Series("nu", (120, 80)),))
    chart = charts.bars(plot)          # {% chart chart %} in the template

`bars` and `grouped_bars` lie down (long names), `stacked` stands up (a row of weeks
or months), `lines` follows months, `waterfall` adds up evidence.
"""

from rondkomen.web.ui.charts.adding import Contribution, waterfall
from rondkomen.web.ui.charts.lying import bars, grouped_bars
from rondkomen.web.ui.charts.plot import Chart, Plot, Series
from rondkomen.web.ui.charts.running import lines
from rondkomen.web.ui.charts.standing import stacked

__all__ = [
    "Chart",
    "Contribution",
    "Plot",
    "Series",
    "bars",
    "grouped_bars",
    "lines",
    "stacked",
    "waterfall",
]
