"""JSON Lines and DDAS JSON."""

import io
import json

import pytest

from rondkomen.arrears.adapters.intake_file import judged_rows, open_table
from rondkomen.arrears.core.codes import PartnerType, RowState, SignalKind
from rondkomen.arrears.core.judge import Bench
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.tests.rows import REGISTER, SOUND, TODAY, terms
from rondkomen.kernel.refusal import Refused

SIGNAL = {
    "ID": "VS-1",
    "bedrag": 450,
    "ontstaansdatum": "2026-09-01",
    "signaaldatum": "2026-11-02",
    "signaalpartner": {"type": "Huur"},
    "client": {"postcode": "1234AB", "huisnummer": "10", "huisnummertoevoeging": "A"},
}


def ddas(*signals: dict[str, object], gemeente: str = "9901", **more: object) -> bytes:
    delivery = {"teller": 1, "gemeentecode": gemeente, "vroegsignalen": list(signals), **more}
    return json.dumps({"codeGegevensleverancier": "X", "leveringen": [delivery]}).encode()


def judged(content: bytes, agreement=None):
    table = open_table(io.BytesIO(content))
    return list(judged_rows(table, Bench(agreement or terms(), REGISTER, TODAY)))


def test_json_lines_are_read_with_their_own_keys_and_types():
    lines = [{**SOUND, "bedrag": 412.5}, {**SOUND, "klantnummer": 2, "telefoon": ["0612345678"]}]
    content = "\n".join(map(json.dumps, lines)).encode()
    first, second = judged(content)
    assert first.record is not None
    assert first.record.amount == 41250
    assert second.record is not None
    assert second.record.partner_reference == "2"
    assert second.record.client.phones == ("+31612345678",)


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b'{"klantnummer": 1}\n{"klantnummer": 2, "be', "json-line", "breekt af"),
        (b'{"klantnummer": 1}\nnee\n', "json-line", "Regel 2"),
        (b'{"klantnummer": 1}\n3\n', "json-line", "Regel 2"),
        (b'{"klantnummer": {"a": 1}}\n', "json-nested", "Regel 1"),
        (b'{"a": "' + b"x" * 70_000 + b'"}\n', "json-line", "te lang"),
        (b"{" + b'"a":{' * 5000 + b"}" * 5001, "json-line", "Regel 1"),
    ],
)
def test_broken_json_lines_name_the_line(content, code, word):
    with pytest.raises(Refused, match=word) as refusal:
        list(open_table(io.BytesIO(content)).rows)
    assert refusal.value.code == code


def test_a_ddas_signal_needs_no_name_and_keeps_what_the_schema_says():
    (outcome,) = judged(ddas({**SIGNAL, "crisissignaal": True, "status": "Nog niet opgepakt"}))
    assert outcome.state is RowState.ACCEPTED
    assert outcome.record is not None
    assert outcome.record.crisis
    assert outcome.record.kind is SignalKind.EARLY
    assert outcome.record.amount == 45000
    assert outcome.record.client.house_letter == "A"


def test_a_warm_transfer_is_a_kind_of_its_own():
    (outcome,) = judged(ddas({**SIGNAL, "warmeOverdracht": True, "crisissignaal": False}))
    assert outcome.record is not None
    assert outcome.record.kind is SignalKind.WARM_TRANSFER
    assert not outcome.record.crisis


def test_a_client_may_be_a_bsn_where_that_is_allowed():
    signal = {**SIGNAL, "client": {"burgerservicenummer": "123456782"}}
    signal["signaalpartner"] = {"type": "Zorg"}
    (outcome,) = judged(ddas(signal), terms(PartnerType.HEALTH_INSURER, bsn=True))
    assert outcome.record is not None
    assert outcome.record.client.bsn == "123456782"
    (refused,) = judged(ddas({**SIGNAL, "client": {"burgerservicenummer": "123456782"}}))
    assert refused.state is RowState.REFUSED_UNLAWFUL


def test_rows_of_others_are_not_kept_and_a_file_of_others_is_refused():
    mixed = json.loads(ddas(SIGNAL))
    mixed["leveringen"].append({**mixed["leveringen"][0], "gemeentecode": "9902"})
    assert [one.state.value for one in judged(json.dumps(mixed).encode())] == [
        "accepted",
        "refused_unlawful",
    ]
    with pytest.raises(Refused, match="andere gemeente"):
        judged(ddas(SIGNAL, gemeente="9902"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ddas(SIGNAL)[:-40], "json"),
        (ddas(), "no-rows"),
        (ddas(SIGNAL, aanleverende_organisatie={}), "ddas-version"),
        (b'{"leveringen": {}, "codeGegevensleverancier": 1}', "no-rows"),
        (b'{"leveringen": 3}', "json"),
        (b'{"leveringen": [3]}', "json"),
        (b'{"leveringen": [{"vroegsignalen": [3]}]}', "json"),
    ],
)
def test_a_broken_ddas_file_is_refused(content, code):
    with pytest.raises(Refused) as refusal:
        judged(content)
    assert refusal.value.code == code


@pytest.mark.parametrize("part", ["client", "signaalpartner", "bedrag", "ID", "signaaldatum"])
@pytest.mark.parametrize("value", [None, 3, "x", [], {}, True])
def test_a_signal_with_a_strange_part_has_a_fate(part, value):
    (outcome,) = judged(ddas({**SIGNAL, part: value}))
    assert outcome.state in RowState


def test_constants_of_the_profile_add_to_a_ddas_file():
    profile = MappingProfile(constants={"effort_reminders": "0"})
    table = open_table(io.BytesIO(ddas(SIGNAL)), profile)
    (outcome,) = judged_rows(table, Bench(terms(), REGISTER, TODAY))
    assert outcome.state is RowState.REFUSED_UNLAWFUL
