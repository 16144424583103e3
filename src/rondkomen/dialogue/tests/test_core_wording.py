import pytest

from rondkomen.dialogue.core.instrument.reading import condition
from rondkomen.dialogue.core.instrument.wording import said
from rondkomen.dialogue.tests.examples import good

LOW = {"answer": "mening", "at_most": 2}


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        ({"answer": "een", "has": ["ja", "nee"]}, 'bij een is gekozen: "ja" of "nee"'),
        ({"answer": "vakjes", "has": ["r1"]}, 'bij vakjes is gekozen: "r1"'),
        ({"answer": "mening", "at_least": 4}, "mening is 4 of hoger"),
        ({"answer": "getal", "at_least": 1, "at_most": 2.5}, "getal is 1 tot en met 2.5"),
        ({"answer": "mening", "unknown": True}, "mening is 'weet ik niet'"),
        ({"not": {"answer": "dag", "given": True}}, "niet: dag is ingevuld"),
        (
            {"all": [{"answer": "dag", "given": True}, {"any": [LOW, {"answer": "plek", "given": True}]}]},
            "dag is ingevuld en (mening is 2 of lager of plek is ingevuld)",
        ),
    ],
)  # fmt: skip
def test_a_condition_in_words(given, phrase):
    assert said(condition(given), good(), "nl") == phrase


def test_a_condition_in_english():
    assert (
        said(condition({"answer": "mening", "at_least": 4}), good(), "en")
        == "mening is 4 or higher"
    )
