"""Protecting a table from a file: what goes in, what comes out, and what is refused."""

import itertools
import random

import pytest

from rondkomen.kernel.refusal import Refused
from rondkomen.monitoring.adapters.linear_attack import too_narrow
from rondkomen.monitoring.adapters.protecting import protect_table, weak_cells
from rondkomen.monitoring.adapters.table_file import read_table
from rondkomen.monitoring.core.margin_table import MARGIN, TableProtection, complete, small_cells

CROSSED = (
    "wijk;energie;huur;water;Totaal\nNoord;34;12;3;49\nZuid;120;40;25;185\nTotaal;154;52;28;234\n"
)
LISTED = "wijk,soort,aantal\nNoord,energie,34\nNoord,huur,3\nZuid,energie,40\nZuid,huur,25\n"


def cube(seed: int):
    """A table of three characteristics, a tenth of it small."""
    chance = random.Random(seed)
    axes = (("a", "b", "c", "d"), ("p", "q", "r"), ("x", "y", "z"))
    values = [*range(11, 100, 9), 4]
    given = {cell: chance.choice(values) for cell in itertools.product(*axes)}
    return complete(("wijk", "soort", "jaar"), axes, given)


def test_a_hidden_cell_never_stands_alone_in_its_row_or_column() -> None:
    table = read_table(CROSSED.encode()).table
    hidden = protect_table(table, method="own").hidden
    for whole, parts in table.sums():
        assert sum(cell in hidden for cell in (whole, *parts)) != 1


@pytest.mark.parametrize("method", ["own", "argus"])
def test_three_characteristics_survive_an_attack_in_whole_numbers(method: str) -> None:
    found = protect_table(cube(1), method=method)
    assert found.hidden.keys() > small_cells(found.table).keys()
    assert not too_narrow(found)


def test_small_cells_alone_are_found_by_the_attack() -> None:
    table = cube(1)
    bare = TableProtection(table, small_cells(table), "none")
    assert weak_cells(bare)


def test_totals_that_are_left_out_are_worked_out() -> None:
    table = read_table(LISTED.encode()).table
    assert table.cells[MARGIN, MARGIN] == 102  # 34 + 3 + 40 + 25
    assert table.cells["Noord", MARGIN] == 37


def test_a_dash_cannot_occur_and_is_no_hidden_number() -> None:
    content = b"wijk;energie;huur\nNoord;34;-\nZuid;40;25\n"
    table = read_table(content).table
    assert ("Noord", "huur") in table.impossible
    assert protect_table(table, method="own").hidden == {}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "geen tabel"),
        (b"wijk;aantal\n", "geen tabel"),
        (b"wijk;energie;huur\nNoord;1\n", "regel 2: Deze regel heeft 2 kolommen"),
        (b"wijk;energie;huur\nNoord;1;x\n", "regel 2, kolom 'huur': 'x' is geen aantal"),
        (b"wijk;energie;huur\nNoord;-5;20\n", "'-5' is geen aantal"),
        (b"wijk;energie;huur\nNoord;1,5;20\n", "'1,5' is geen aantal"),
        (b"wijk;energie;energie\nNoord;1;2\n", "'energie' staat er twee keer"),
        (b"wijk;aantal\nNoord;12\nNoord;13\n", "Deze cel staat er twee keer"),
        (b"wijk;aantal\nTotaal;12\n", "alleen totalen"),
        (b"wijk;aantal\nNoord;12\nTotaal;13\n", "is 13, maar de getallen tellen op tot 12"),
        (b"a;b;c;d;e;f;aantal\n1;2;3;4;5;6;7\n", "6 kenmerken"),
    ],
)
def test_bad_input_is_refused_in_one_sentence_with_its_place(content: bytes, says: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_table(content)
    assert says in str(refusal.value)


def test_windows_text_and_thousands_are_read() -> None:
    table = read_table("wijk;aantal\nCaf\xe9buurt;1.234\nZuid;20\n".encode("cp1252")).table
    assert table.cells["Cafébuurt",] == 1234
