"""Production refuses what would put residents at risk, each with one sentence that says what to do."""

import base64
import os
import subprocess
import sys

import pytest

ASK = "import django; django.setup(); from django.conf import settings; print(settings.MODE)"
COOKIES = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE")


def fresh_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


SOUND = {
    "RONDKOMEN_MODE": "production",
    "RONDKOMEN_HOSTS": "vroeg.middenveld.example",
    "RONDKOMEN_SECRET_KEY": fresh_key() + fresh_key(),
    "RONDKOMEN_FIELD_KEYS": fresh_key(),
    "RONDKOMEN_INDEX_KEY": fresh_key(),
    "RONDKOMEN_DATABASE_URL": "postgresql://rondkomen:word@127.0.0.1:5432/rondkomen",
}


def start(
    installation: dict[str, str], ask: str = ASK, **changes: str
) -> subprocess.CompletedProcess[str]:
    environment = {**installation, **SOUND, **changes}
    return subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=False
    )


def test_sound_settings_are_accepted(installation: dict[str, str]) -> None:
    started = start(installation)
    assert (started.returncode, started.stdout) == (0, "production\n"), started.stderr


def test_a_cookie_belongs_to_this_host_alone_and_to_tls(installation: dict[str, str]) -> None:
    names = [f"{cookie}_{what}" for cookie in COOKIES for what in ("NAME", "SECURE", "HTTPONLY")]
    told = start(
        installation, ask=ASK.replace("settings.MODE", ", ".join(f"settings.{n}" for n in names))
    )
    assert told.stdout.split() == [
        *("__Host-session", "True", "True", "__Host-csrf", "True", "True"),
        *("django_language", "True", "True"),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"RONDKOMEN_DATABASE_URL": ""}, "Productie draait niet op SQLite"),
        ({"RONDKOMEN_DATABASE_URL": "mysql://a/b"}, "moet beginnen met postgresql://"),
        ({"RONDKOMEN_SECRET_KEY": ""}, "RONDKOMEN_SECRET_KEY ontbreekt"),
        ({"RONDKOMEN_FIELD_KEYS": ""}, "RONDKOMEN_FIELD_KEYS ontbreekt"),
        ({"RONDKOMEN_INDEX_KEY": ""}, "RONDKOMEN_INDEX_KEY ontbreekt"),
        ({"RONDKOMEN_SECRET_KEY": "change-me-" * 6}, "is een voorbeeldwaarde"),
        ({"RONDKOMEN_SECRET_KEY": "a" * 60}, "is een voorbeeldwaarde"),
        ({"RONDKOMEN_SECRET_KEY": "kQ8#zT1!pLw"}, "is te kort"),
        ({"RONDKOMEN_FIELD_KEYS": "kQ8zT1pLwvX"}, "moet 32 bytes lang zijn"),
        ({"RONDKOMEN_DEBUG": "1"}, "RONDKOMEN_DEBUG staat aan"),
        ({"RONDKOMEN_DEBUG": "misschien"}, "zet 1 (aan) of 0 (uit)"),
        ({"RONDKOMEN_HOSTS": ""}, "RONDKOMEN_HOSTS ontbreekt"),
        ({"RONDKOMEN_HOSTS": "*"}, "RONDKOMEN_HOSTS ontbreekt of is '*'"),
        ({"RONDKOMEN_MODE": "productie"}, "kies demo of production"),
        ({"RONDKOMEN_TRUSTED_PROXIES": "een"}, "zet een geheel getal"),
    ],
)
def test_unsafe_settings_are_refused(
    installation: dict[str, str], changes: dict[str, str], sentence: str
) -> None:
    refused = start(installation, **changes)
    assert refused.returncode != 0
    assert sentence in refused.stderr.strip().splitlines()[-1]


def test_command_line_shows_the_sentence_and_no_traceback(installation: dict[str, str]) -> None:
    environment = {**installation, **SOUND, "RONDKOMEN_DATABASE_URL": ""}
    refused = subprocess.run(
        [sys.executable, "-m", "rondkomen.cli", "worker"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert refused.stderr.startswith("Productie draait niet op SQLite")
    assert "Traceback" not in refused.stderr
