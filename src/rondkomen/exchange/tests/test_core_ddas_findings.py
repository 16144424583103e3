"""What the schema accepts and a careful reader does not: one test for each rule."""

import copy
from typing import Any

import pytest

from rondkomen.exchange.core.ddas_findings import Weight, findings

SOUND: dict[str, Any] = {
    "codeGegevensleverancier": "X",
    "startdatumLevering": "2026-01-01",
    "einddatumLevering": "2026-01-31",
    "aanleverdatumEnTijd": "2026-02-05T10:15:30Z",
    "leveringen": [
        {
            "teller": 1,
            "gemeentecode": "9901",
            "aanleverendeOrganisatie": {"naam": "A", "contactpersonen": [{"naam": "B"}]},
            "vroegsignalen": [
                {
                    "ID": "s1",
                    "bedrag": 450,
                    "signaaldatum": "2026-01-10",
                    "ontstaansdatum": "2025-12-01",
                    "status": "Opgepakt",
                    "signaalpartner": {"type": "Energie"},
                    "client": {"burgerservicenummer": "999990019"},
                },
                {
                    "ID": "s2",
                    "bedrag": 100,
                    "signaaldatum": "2026-01-11",
                    "status": "Nog niet opgepakt",
                    "signaalpartner": {"type": "Huur"},
                    "client": {"postcode": "1234AB", "huisnummer": "10"},
                },
            ],
            "vroegsignaalzaken": [
                {
                    "vroegsignalen": [{"ID": "s1"}],
                    "datumOpgepakt": "2026-01-15",
                    "matchingsdatum": "2026-01-12",
                    "startdatumMatchingperiode": "2026-01-01",
                    "einddatumMatchingperiode": "2026-01-31",
                    "contactpogingen": [{"soort": "Brief", "bereikt": True, "datum": "2026-01-16"}],
                }
            ],
        }
    ],
}

SIGNAL = "leveringen.0.vroegsignalen.0"
OTHER = "leveringen.0.vroegsignalen.1"
CASE = "leveringen.0.vroegsignaalzaken.0"
ABSENT = object()


def _changed(place: str, value: object) -> dict[str, Any]:
    document = copy.deepcopy(SOUND)
    *steps, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    holder: Any = document
    for step in steps:
        holder = holder[step]
    if value is ABSENT:
        del holder[last]
    else:
        holder[last] = value
    return document


def test_a_sound_document_has_no_findings() -> None:
    assert list(findings(SOUND)) == []


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("startdatumLevering", "2026-02-01", "period-order"),
        ("codeGegevensleverancier", "", "supplier-empty"),
        ("leveringen.0.teller", 2, "counter"),
        ("leveringen.0.gemeentecode", "GM9901", "gemeentecode"),
        ("leveringen.0.aanleverendeOrganisatie.kvk-nummer", "123", "kvk"),
        (f"{OTHER}.ID", "s1", "signal-id-twice"),
        (f"{OTHER}.ID", " ", "signal-id-empty"),
        (f"{SIGNAL}.ontstaansdatum", "2026-01-11", "arrears-after-signal"),
        (f"{SIGNAL}.signaaldatum", "2026-02-01", "signal-after-period"),
        (f"{SIGNAL}.bedrag", -5, "amount-negative"),
        (f"{SIGNAL}.client.burgerservicenummer", "999990018", "bsn"),
        (f"{OTHER}.client.postcode", "0234AB", "postcode"),
        (f"{OTHER}.client.huisnummer", "10A", "house-number"),
        (f"{OTHER}.client.geboortedatum", "2026-01-12", "birth-after-signal"),
        (f"{CASE}.vroegsignalen", [{"ID": "s9"}], "case-unknown-signal"),
        (f"{CASE}.vroegsignalen", [{"ID": "s1"}, {"ID": "s1"}], "signal-in-two-cases"),
        (f"{CASE}.einddatumMatchingperiode", "2025-12-31", "matching-order"),
        (f"{CASE}.matchingsdatum", "2025-12-31", "matched-before-period"),
        (f"{CASE}.contactpogingen.0.datum", "2026-02-06", "attempt-in-future"),
    ],
)
def test_an_error_is_found(place: str, value: object, code: str) -> None:
    errors = {f.code for f in findings(_changed(place, value)) if f.weight is Weight.ERROR}
    assert errors == {code}


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("aanleverdatumEnTijd", "2026-01-30T10:00:00Z", "delivered-early"),
        ("leveringen.0.aanleverendeOrganisatie.naam", ABSENT, "organisation-name"),
        ("leveringen.0.aanleverendeOrganisatie.contactpersonen", ABSENT, "contact-missing"),
        (f"{SIGNAL}.bedrag", 0, "amount-zero"),
        (f"{SIGNAL}.bedrag", 25_001, "amount-high"),
        (f"{SIGNAL}.bedrag", ABSENT, "signal-incomplete"),
        (f"{OTHER}.client.geboortedatum", "1899-12-31", "birth-early"),
        (f"{OTHER}.status", "Opgepakt", "picked-up-without-case"),
        (f"{CASE}.datumOpgepakt", ABSENT, "no-pick-up-date"),
        (f"{CASE}.datumOpgepakt", "2026-01-09", "picked-up-before-signal"),
        (f"{CASE}.datumOpgepakt", "2026-01-17", "attempt-before-pick-up"),
        (f"{CASE}.resultaat", "Definitief geen contact kunnen krijgen", "result-despite-contact"),
    ],
)
def test_a_remark_asks_a_second_look(place: str, value: object, code: str) -> None:
    found = list(findings(_changed(place, value)))
    assert {finding.code for finding in found} == {code}
    assert all(finding.weight is Weight.REMARK for finding in found)


def test_advice_without_contact_asks_a_second_look() -> None:
    document = _changed(f"{CASE}.contactpogingen.0.bereikt", value=False)
    document["leveringen"][0]["vroegsignaalzaken"][0]["resultaat"] = (
        "(Budget)advies en/of quick fix"
    )
    assert [finding.code for finding in findings(document)] == ["result-without-contact"]


def test_more_signals_than_a_message_holds_is_an_error() -> None:
    many = [{"ID": str(n), "bedrag": 1, "signaaldatum": "", "status": ""} for n in range(50_001)]
    found = list(findings(_changed("leveringen.0.vroegsignalen", many)))
    assert next(finding.code for finding in found) == "too-many-signals"


@pytest.mark.parametrize("value", [None, 3, "tekst", [], {}, [3], [None], True])
@pytest.mark.parametrize(
    "place",
    ["leveringen", "leveringen.0", SIGNAL, f"{SIGNAL}.client", f"{SIGNAL}.ID", CASE,
     f"{CASE}.vroegsignalen", f"{CASE}.contactpogingen", "einddatumLevering", f"{SIGNAL}.bedrag"],
)  # fmt: skip
def test_any_shape_is_survived(place: str, value: object) -> None:
    list(findings(_changed(place, value)))


def test_the_path_leads_to_the_place() -> None:
    found = list(findings(_changed(f"{SIGNAL}.client.burgerservicenummer", "999990018")))
    assert found[0].path == "$.leveringen[0].vroegsignalen[0].client.burgerservicenummer"
    assert "999990018" not in found[0].message


def test_a_case_nobody_worked_on_needs_no_pick_up_date() -> None:
    document = _changed(f"{CASE}.datumOpgepakt", ABSENT)
    case = document["leveringen"][0]["vroegsignaalzaken"][0]
    del case["contactpogingen"]
    assert list(findings(document)) == []
    case["resultaat"] = "Inwoner is overleden"
    assert list(findings(document)) == []
    case["resultaat"] = "Vervolghulp en/of verwijzing"
    assert [finding.code for finding in findings(document)] == ["no-pick-up-date"]
