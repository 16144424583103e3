"""The published format says what the code does: schema, table and examples."""

import json
from pathlib import Path

import jsonschema
import pytest

from rondkomen.arrears.adapters.checking import checked
from rondkomen.arrears.adapters.intake_file import judged_rows, open_table
from rondkomen.arrears.core.agreement import terms_from
from rondkomen.arrears.core.fields import FIELDS
from rondkomen.arrears.core.judge import Bench
from rondkomen.arrears.core.layout import RawRow, bind
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.core.published import field_table, json_schema
from rondkomen.arrears.tests.rows import REGISTER, SOUND, TODAY

FORMAT = Path(__file__).parents[4] / "docs" / "intake-format"
EXAMPLES = FORMAT / "examples"
OWN_LAYOUT = EXAMPLES / "eigen-indeling.csv"


def result_of(path: Path, profile: MappingProfile):
    terms = terms_from(json.loads((EXAMPLES / "overeenkomst.json").read_text()))
    with path.open("rb") as source:
        return checked(open_table(source, profile), Bench(terms, REGISTER, TODAY))


@pytest.mark.parametrize(
    "name",
    ["levering.csv", "levering-windows-1252.csv", "levering.jsonl", "levering.xlsx", "ddas.json"],
)
def test_every_example_passes_the_check(name):
    result = result_of(EXAMPLES / name, MappingProfile())
    assert result.counts.rows == result.counts.accepted >= 2
    assert not result.findings


def test_the_example_with_an_own_layout_passes_with_its_profile():
    profile = MappingProfile.from_data(json.loads((EXAMPLES / "koppelprofiel.json").read_text()))
    result = result_of(OWN_LAYOUT, profile)
    assert result.counts.rows == result.counts.accepted == 2


def test_the_examples_in_four_formats_say_the_same():
    terms = terms_from(json.loads((EXAMPLES / "overeenkomst.json").read_text()))

    def records(name: str):
        with (EXAMPLES / name).open("rb") as source:
            rows = judged_rows(open_table(source), Bench(terms, REGISTER, TODAY))
            return [row.record for row in rows]

    whole = records("levering.csv")
    for name in ("levering-windows-1252.csv", "levering.jsonl", "levering.xlsx"):
        assert records(name) == whole


def test_the_published_schema_is_the_one_of_the_code():
    published = json.loads((FORMAT / "row.schema.json").read_text())
    assert published == json_schema(), "run: rondkomen delivery schema"
    jsonschema.Draft202012Validator.check_schema(published)


def test_the_page_lists_every_field():
    assert field_table() in (FORMAT / "README.md").read_text()


def test_schema_and_check_agree_about_the_examples():
    validator = jsonschema.Draft202012Validator(json_schema())
    for line in (EXAMPLES / "levering.jsonl").read_text().splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("postcode", "0123AB"),
        ("bedrag", "1,234.56"),
        ("soort_signaal", "spoed"),
        ("signaaldatum", "01/02/03"),
        ("klantnummer", "9" * 65),
        ("gewezen_op_hulp", "misschien"),
        ("huisnummer", "A"),
    ],
)
def test_what_the_schema_rejects_the_check_finds(column, value):
    row = {**SOUND, "signaaldatum": "2026-11-02", column: value}
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(row)
    layout = bind(MappingProfile(), list(row))
    assert layout.read(RawRow(2, list(row.values()))).findings


def test_the_example_of_each_field_is_read_without_a_finding():
    layout = bind(MappingProfile(), [field.column for field in FIELDS])
    read = layout.read(RawRow(2, [field.example for field in FIELDS]))
    assert {finding.code.value for finding in read.findings} <= {"bsn_invalid"}
    assert len(read.values) >= len(FIELDS) - 1
