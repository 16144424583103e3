import json

from rondkomen.kernel.explained import Explained, Step
from rondkomen.kernel.refusal import Refused

PRIORITY = Explained(
    value=30,
    steps=(Step("Einde levering aangekondigd", "ja", points=30, source="lokaal beleid"),),
    rule_version="2026-1",
    source="Beleidsregels vroegsignalering",
)


def test_survives_json():
    data = json.loads(json.dumps(PRIORITY.as_data()))
    assert data["value"] == 30
    assert tuple(Step.from_data(step) for step in data["steps"]) == PRIORITY.steps


def test_another_form_keeps_the_reasons():
    shown = PRIORITY.map(lambda points: f"{points} punten")
    assert shown.value == "30 punten"
    assert shown.steps is PRIORITY.steps


def test_a_refusal_reads_as_a_sentence_with_its_place():
    refused = Refused("De kolom ontbreekt. Voeg haar toe.", code="missing", where="rij 3")
    assert refused.message == "De kolom ontbreekt. Voeg haar toe."
    assert str(refused) == "rij 3: De kolom ontbreekt. Voeg haar toe."
    assert str(Refused("Nee.")) == "Nee."
