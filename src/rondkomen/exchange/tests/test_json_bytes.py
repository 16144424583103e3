"""Files that are no delivery: each refused with one sentence, none half read."""

from pathlib import Path

import pytest

from rondkomen.exchange.adapters import json_bytes
from rondkomen.exchange.adapters.check import check, check_file
from rondkomen.exchange.adapters.json_bytes import canonical, read_bytes, read_file
from rondkomen.kernel.refusal import Refused


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "file-empty", "leeg"),
        (b"\xef\xbb\xbf \n", "file-empty", "leeg"),
        (b'{"a": [1,\n 2', "json", "breekt af op regel 2, teken 3"),
        (b'{"a": "half', "json", "breekt af op regel 1, teken 7"),
        (b'{"a": 1} {"b": 2}', "json", "op regel 1, teken 10"),
        (b'{"a": 1,}', "json", "geen JSON"),
        ("{}".encode("utf-16"), "encoding", "UTF-16"),
        ('{"naam": "é"}'.encode("cp1252"), "encoding", "byte 11"),
        (b'{"a": 1, "a": 2}', "json-twice", "'a' staat twee keer"),
        (b'{"a": NaN}', "json-constant", "NaN"),
        (b"[" * 200_000, "json-extreme", "nesting"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "json-extreme", "getal"),
    ],
)
def test_bytes_that_are_no_json_are_refused(content: bytes, code: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_bytes(content)
    assert refused.value.code == code
    assert said in refused.value.message


def test_a_mark_before_the_json_is_noticed() -> None:
    assert read_bytes(b'\xef\xbb\xbf{"a": 1}') == ({"a": 1}, True)
    assert read_bytes(b'{"a": 1}') == ({"a": 1}, False)


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "groot.json"
    file.write_bytes(b"{}" + b" " * 100)
    monkeypatch.setattr(json_bytes, "LARGEST_FILE", 50)
    with pytest.raises(Refused, match="groter dan"):
        read_file(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="niet te lezen"):
        read_file(tmp_path / "geen.json")


@pytest.mark.parametrize("value", [[], "tekst", 3, None])
def test_json_that_is_no_document_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="geen DDAS-levering"):
        check(value)


def test_an_answer_of_the_interface_is_checked_inside() -> None:
    report = check({"gegevens": {"codeGegevensleverancier": ""}, "paginering": {}})
    assert all(finding.path.startswith("$.gegevens") for finding in report.shown)


def test_many_of_one_kind_are_counted_but_not_all_shown(tmp_path: Path) -> None:
    signals = [{"ID": str(n), "fout": 1} for n in range(200)]
    file = tmp_path / "veel.json"
    file.write_bytes(canonical({"leveringen": [{"vroegsignalen": signals}]}))
    report = check_file(file)
    assert report.by_rule["schema-additionalProperties"] == 200
    assert sum(f.code == "schema-additionalProperties" for f in report.shown) == 20
    assert report.errors >= 200


def test_the_same_value_gives_the_same_bytes() -> None:
    assert canonical({"b": "é", "a": [1]}) == '{"b":"é","a":[1]}'.encode()
