"""Files of all kinds, damaged at random: one sentence, or rows whose states add up."""

import io
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rondkomen.arrears.adapters.checking import Checked, checked
from rondkomen.arrears.adapters.intake_file import open_table
from rondkomen.arrears.core.codes import PartnerType
from rondkomen.arrears.core.judge import Bench
from rondkomen.arrears.tests.rows import REGISTER, TODAY, terms
from rondkomen.kernel.refusal import Refused

EXAMPLES = Path(__file__).parents[4] / "docs" / "intake-format" / "examples"
ORIGINALS = [
    (EXAMPLES / name).read_bytes()
    for name in ("levering.csv", "levering.jsonl", "levering.xlsx", "ddas.json")
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """One of the examples with pieces cut out, doubled, or overwritten."""
    content = bytearray(draw(st.sampled_from(ORIGINALS)))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 40))
        piece = draw(
            st.one_of(st.binary(max_size=12), st.just(bytes(content[place : place + length]) * 2))
        )
        content[place : place + length] = piece
    return bytes(content)


def outcome_of(content: bytes) -> Checked | str:
    """What a check says, or the sentence with which the file is refused."""
    try:
        table = open_table(io.BytesIO(content))
        return checked(table, Bench(terms(PartnerType.ENERGY), REGISTER, TODAY))
    except Refused as refusal:
        return refusal.message


def is_clear(outcome: Checked | str) -> bool:
    if isinstance(outcome, str):
        return outcome.endswith((".", ".)"))
    return outcome.counts.adds_up and outcome.counts.rows > 0


@given(damaged())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_gives_a_sentence_or_rows_that_add_up(content):
    assert is_clear(outcome_of(content))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_bytes_of_any_kind_never_break_it(content):
    assert is_clear(outcome_of(content))
