"""`rondkomen matching`: what the model is, and what another training would change."""

import json
from pathlib import Path

import pytest

from rondkomen.cli import run
from rondkomen.cli.matching import _changes, _told, chosen_model
from rondkomen.matching.adapters.engine import shipped_model
from rondkomen.matching.core.model import from_data, to_data


def test_show_tells_where_the_model_comes_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["matching", "show"]) == 0
    told = capsys.readouterr().out
    model = shipped_model()
    assert told.startswith(f"Model {model.version} van {model.trained_on}: verzonnen bevolking")
    assert "Geboortedatum: equal +" in told
    assert run(["matching", "show", "--json"]) == 0
    assert from_data(json.loads(capsys.readouterr().out)) == model


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("geen json", "het is geen JSON"),
        ("[]", "is geen model"),
        ('{"format": 99}', "niet de vorm 1"),
        ('{"format": 1}', "er ontbreekt een onderdeel"),
    ],
)
def test_a_file_that_is_no_model_is_refused(
    content: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    assert run(["matching", "show", "--model", str(path)]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert (said.err.count("\n"), said.out) == (1, "")


def test_a_model_whose_bands_overlap_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = to_data(shipped_model())
    data["thresholds"] = {"same": 1.0, "review": 2.0}
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "in.csv").write_text("id\n1\n", encoding="utf-8")
    assert run(["link", str(tmp_path / "in.csv"), "--model", str(path), "-o", "-"]) == 2
    assert "moet boven die voor 'beoordelen' liggen" in capsys.readouterr().err


def test_short_lists_teach_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("l.csv", "r.csv"):
        (tmp_path / name).write_text("id,surname\n1,Jansen\n", encoding="utf-8")
    arguments = ["matching", "train", str(tmp_path / "l.csv"), str(tmp_path / "r.csv")]
    assert run([*arguments, "--save", str(tmp_path / "model.json")]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("Deze lijsten delen minder dan 2000 zekere personen")
    assert said.err.count("\n") == 1
    assert not (tmp_path / "model.json").exists()
    assert run(arguments[:3]) == 2
    assert "Geef twee bestanden" in capsys.readouterr().err


def test_what_would_change_is_told_from_half_a_bit_on(tmp_path: Path) -> None:
    model = shipped_model()
    data = to_data(model)
    level = data["strata"]["elsewhere"]["comparisons"]["birth_date"]["equal"]
    level["u"] /= 4  # four times rarer by chance: two bits heavier
    data["strata"]["elsewhere"]["comparisons"]["phone"]["equal"]["m"] *= 1.05  # 0.07 bit: not told
    path = tmp_path / "model.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    (change,) = _changes(model, chosen_model(path))
    assert (change["stratum"], change["comparison"], change["level"]) == (
        "elsewhere", "birth_date", "equal",
    )  # fmt: skip
    assert float(str(change["then"])) - float(str(change["now"])) == pytest.approx(2, abs=0.02)
    told = _told(model, [change], None)
    assert "elsewhere / birth_date / equal" in told[1]
    assert told[-1].startswith("Niet bewaard")
