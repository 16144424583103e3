"""What the doctor sees, and says about it."""

import json
import subprocess

import pytest

from rondkomen.cli.tests.test_backup import filler, rondkomen
from tests.installations import Environment, Installations


@pytest.fixture(scope="module")
def filled(new_installation: Installations) -> Environment:
    environment = new_installation(migrated=True)
    filler(environment, "fill")
    return environment


def faults(done: subprocess.CompletedProcess[str]) -> list[str]:
    seen = json.loads(done.stdout)["findings"]
    return [finding["check"] for finding in seen if finding["level"] == "fault"]


def test_sound_installation_ends_with_zero(filled: Environment) -> None:
    done = rondkomen(filled, "doctor")
    assert done.returncode == 0, done.stdout
    assert "Alles wat moet kloppen, klopt." in done.stdout
    assert "2 termijnen" not in done.stdout
    assert done.stdout.count("1 termijnen zijn verstreken") == 2


def test_empty_database_asks_to_be_set_up(installation: Environment) -> None:
    done = rondkomen(installation, "doctor", "--json")
    assert (done.returncode, faults(done)) == (1, ["migrations"])
    assert "rondkomen serve" in done.stdout


def test_tampered_journal_is_told_with_its_place(new_installation: Installations) -> None:
    broken = new_installation(migrated=True)
    filler(broken, "fill")
    filler(broken, "tamper")
    done = rondkomen(broken, "doctor")
    assert done.returncode == 1
    assert "Gemeente 9902: Gebeurtenis 2 is na het vastleggen gewijzigd" in done.stdout
    assert "Gemeente 9901: Gebeurtenis" not in done.stdout
    assert "journal_event_no_update" in done.stdout


@pytest.mark.parametrize("name", ["RONDKOMEN_FIELD_KEYS", "RONDKOMEN_INDEX_KEY"])
def test_wrong_key_is_named(filled: Environment, name: str) -> None:
    fresh = rondkomen(filled, "doctor", "--new-key").stdout.strip()
    done = rondkomen({**filled, name: fresh}, "doctor", "--json")
    assert done.returncode == 1
    assert "keys" in faults(done)
    assert name in done.stdout


def test_wrong_settings_are_a_finding_and_no_traceback(installation: Environment) -> None:
    done = rondkomen({**installation, "RONDKOMEN_MODE": "production"}, "doctor", "--json")
    assert (done.returncode, faults(done)) == (1, ["settings"])
    assert done.stderr == ""


def test_database_that_is_away_is_one_sentence(installation: Environment) -> None:
    away = {**installation, "RONDKOMEN_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/none"}
    done = rondkomen(away, "doctor")
    assert done.returncode == 1
    assert "De database antwoordt niet" in done.stdout
    assert "Traceback" not in done.stderr


def test_another_command_says_so_too(installation: Environment) -> None:
    away = {**installation, "RONDKOMEN_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/none"}
    done = rondkomen(away, "match", "--month", "2026-11")
    assert (done.returncode, done.stdout) == (2, "")
    assert "rondkomen doctor" in done.stderr
    assert "Traceback" not in done.stderr


def test_new_key_needs_no_installation(installation: Environment) -> None:
    first, second = (rondkomen(installation, "doctor", "--new-key").stdout for _ in range(2))
    assert first != second
    assert len(first.strip()) == 43  # 32 bytes in base64 without padding


def test_one_check_can_be_asked_for(filled: Environment) -> None:
    done = rondkomen(filled, "doctor", "--only", "queue", "--json")
    assert json.loads(done.stdout) == {"ok": True, "findings": []}
