"""The schema check: our own output always passes, and the short cut sees what a full check sees."""

import copy
import json
import re
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rondkomen.exchange.adapters.check import check
from rondkomen.exchange.adapters.schema import FORMATS, schema, schema_findings
from rondkomen.exchange.core import ddas_words as words
from rondkomen.exchange.core.ddas_vs import VsDelivery
from rondkomen.exchange.tests.made_up import deliveries
from rondkomen.exchange.tests.written import written_pages

FULL = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
DATA = files("rondkomen.exchange.tests") / "data"

_ODD: list[Any] = [
    None, True, 0, -1, 1.0, 1.5, "", "Opgepakt", "Man", "123456789", "2026-02-31", "2026-02-01",
    "a@b", [], {}, [{"ID": "s"}, {"ID": "s"}], {"ID": "s"}, {"burgerservicenummer": "123456789"},
]  # fmt: skip
_NAMES = [
    "datum_opgepakt",
    "aanleverende_organisatie",
    "Postcode",
    "extra",
    "resultaat",
    "postcode",
]


@settings(max_examples=60, deadline=None)
@given(deliveries(), st.integers(1, 50_000))
def test_whatever_is_constructed_passes_schema_and_checks(made: VsDelivery, page_size: int) -> None:
    spread = any(len(refs) > page_size for refs in made.cases.columns.signal_refs)
    for page in written_pages(made, page_size):
        parsed = json.loads(page)
        assert not list(FULL.iter_errors(parsed))
        report = check(parsed)
        assert report.is_valid or spread, report.shown


def _places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(value, dict):
        found += [place for key in value for place in _places(value[key], (*path, key))]
    if isinstance(value, list):
        found += [place for n, item in enumerate(value) for place in _places(item, (*path, n))]
    return found


def _mutate(document: Any, data: st.DataObject) -> None:
    """Change, remove or add one thing somewhere below the top."""
    place = data.draw(st.sampled_from(_places(document)[1:]))
    holder = document
    for step in place[:-1]:
        holder = holder[step]
    action = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if action == "replace":
        holder[place[-1]] = copy.deepcopy(data.draw(st.sampled_from(_ODD)))
    elif action == "remove":
        del holder[place[-1]]
    elif isinstance(holder, dict):
        holder[data.draw(st.sampled_from(_NAMES))] = data.draw(st.sampled_from(_ODD))


@settings(max_examples=120, deadline=None)
@given(deliveries(), st.data())
def test_the_short_cut_refuses_what_the_whole_schema_refuses(
    made: VsDelivery, data: st.DataObject
) -> None:
    document = json.loads(written_pages(made)[0])
    for _ in range(data.draw(st.integers(1, 4))):
        _mutate(document, data)
    full = {fault.json_path for fault in FULL.iter_errors(document)}
    ours = {finding.path for finding in schema_findings(document)}
    assert bool(ours) == bool(full)
    assert all(any(path.startswith(place) for place in full) for path in ours)


def test_the_words_are_those_of_the_schema() -> None:
    lists = schema()["$defs"]
    assert set(lists["EnumSignaalpartner"]["enum"]) == words.PARTNER_TYPES
    assert set(lists["EnumSignaalstatus"]["enum"]) == words.SIGNAL_STATUSES
    assert set(lists["EnumEindresultaat"]["enum"]) == words.RESULTS
    assert set(lists["EnumContactsoort"]["enum"]) == words.CONTACT_KINDS
    assert set(lists["EnumDagdeel"]["enum"]) == words.PARTS_OF_DAY
    assert set(lists["geslacht"]["enum"]) == words.GENDERS


def _example() -> Any:
    return json.loads((DATA / "v1.2.example-single.json").read_text(encoding="utf-8"))


def _found(document: object) -> dict[str, str]:
    return {finding.path: finding.message for finding in check(document).shown}


def test_the_official_example_has_nothing_wrong() -> None:
    report = check(_example())
    assert report.shown == ()
    assert (report.deliveries, report.signals, report.cases, report.attempts) == (1, 1, 1, 2)


def test_names_of_version_1_0_are_recognised_and_explained() -> None:
    document = _example()
    delivery = document["leveringen"][0]
    delivery["aanleverende_organisatie"] = delivery.pop("aanleverendeOrganisatie")
    case = delivery["vroegsignaalzaken"][0]
    case["datum_opgepakt"] = case.pop("datumOpgepakt")
    case["resultaat"] = "Verwijzing zonder toestemming"
    delivery["vroegsignalen"][0]["client"] = {"Burgerservicenummer": "999990019", "Achternaam": "X"}
    found = _found(document)
    assert "'aanleverendeOrganisatie'" in found["$.leveringen[0].aanleverende_organisatie"]
    assert "'datumOpgepakt'" in found["$.leveringen[0].vroegsignaalzaken[0].datum_opgepakt"]
    assert "zonder tussenkomst" in found["$.leveringen[0].vroegsignaalzaken[0].resultaat"]
    client = "$.leveringen[0].vroegsignalen[0].client"
    assert "'burgerservicenummer'" in found[f"{client}.Burgerservicenummer"]
    assert "niet meer geleverd" in found[f"{client}.Achternaam"]
    assert client not in found
    assert "$.leveringen[0]" not in found


def test_each_rule_of_the_schema_has_its_own_sentence() -> None:
    document = _example()
    signal, case = (document["leveringen"][0][k][0] for k in ("vroegsignalen", "vroegsignaalzaken"))
    signal["client"]["burgerservicenummer"] = "123456782"
    signal |= {"bedrag": "450", "signaaldatum": "31-01-2025", "status": "Open", "kleur": "rood"}
    case["vroegsignalen"] = []
    del document["codeGegevensleverancier"]
    found = _found(document)
    first = "$.leveringen[0].vroegsignalen[0]"
    assert found["$"] == "'codeGegevensleverancier' ontbreekt; het is verplicht."
    assert found[f"{first}.client"].startswith("Een cliënt heeft óf alleen een burgerservicenummer")
    assert found[f"{first}.bedrag"] == "Hier hoort een geheel getal, zonder aanhalingstekens."
    assert found[f"{first}.signaaldatum"] == "Schrijf een datum die bestaat als JJJJ-MM-DD."
    assert "Kies uit: Inwoner al bekend" in found[f"{first}.status"]
    assert found[f"{first}.kleur"] == "Deze naam kent het uitwisselmodel niet; laat hem weg."
    nothing = "De lijst heeft ten minste 1 onderdeel nodig."
    assert found["$.leveringen[0].vroegsignaalzaken[0].vroegsignalen"] == nothing


def test_no_sentence_repeats_what_stands_in_a_client() -> None:
    document = _example()
    secrets = {"burgerservicenummer": "987654321", "postcode": "9999 zz", "huisnummer": "geheim"}
    document["leveringen"][0]["vroegsignalen"][0]["client"] = {**secrets, "Achternaam": "Janssen"}
    said = " ".join(_found(document).values())
    assert not any(secret in said for secret in [*secrets.values(), "Janssen"])


def test_two_deliveries_that_differ_only_in_signals_are_not_taken_for_one() -> None:
    document = _example()
    twin = copy.deepcopy(document["leveringen"][0])
    twin["vroegsignalen"][0]["ID"] = twin["vroegsignaalzaken"][0]["vroegsignalen"][0]["ID"] = "X"
    document["leveringen"].append(twin)
    assert {finding.code for finding in check(document).shown} == {"counter"}
    document["leveringen"][1] = copy.deepcopy(document["leveringen"][0])
    assert "schema-uniqueItems" in check(document).by_rule


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("date", "2026-02-31"),
        ("time", "10:61:00Z"),
        ("date-time", "2026-02-03 10:30"),
        ("email", "middenveld.example"),
    ],
)
def test_each_format_the_schema_names_is_held_to(name: str, wrong: str) -> None:
    assert set(re.findall(r'"format": "([\w-]+)"', json.dumps(schema()))) == set(FORMATS.checkers)
    assert not FORMATS.conforms(wrong, name)
