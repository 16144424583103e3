"""What can be said of the container files without a container engine."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from rondkomen.cli import _NOUNS

ROOT = Path(__file__).resolve().parents[2]
CONTAINERFILE = (ROOT / "Containerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
SECRET = re.compile(r"KEY|PASSWORD|SECRET|TOKEN", re.IGNORECASE)


def test_there_are_a_database_a_web_and_a_worker() -> None:
    assert set(SERVICES) == {"database", "web", "worker"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_tells_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_images_have_a_version(name: str) -> None:
    _, _, tag = SERVICES[name]["image"].partition(":")
    assert tag[0].isdigit()
    assert "latest" not in tag


def test_base_images_have_a_version() -> None:
    bases = re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE)
    assert bases
    assert all(re.fullmatch(r"\w+:\d+\.\d+-\S+", base) for base in bases)


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_outside(name: str) -> None:
    for key, value in SERVICES[name]["environment"].items():
        if SECRET.search(key):
            assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), key
    assert "://rondkomen:${" in SERVICES["web"]["environment"]["RONDKOMEN_DATABASE_URL"]


def test_no_secret_is_baked_into_the_image() -> None:
    given = re.findall(r"^\s*(?:ENV|ARG)?\s*(\w+)=", CONTAINERFILE, re.MULTILINE)
    assert not [name for name in given if SECRET.search(name)]
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", "data", ".git"} <= set(ignored)


def test_image_runs_as_a_user_without_rights() -> None:
    users = re.findall(r"^USER (\S+)", CONTAINERFILE, re.MULTILINE)
    assert users
    assert int(users[-1]) >= 10_000
    assert CONTAINERFILE.rindex("\nUSER ") < CONTAINERFILE.rindex("\nCMD ")


@pytest.mark.parametrize("name", ["web", "worker"])
def test_containers_can_change_nothing_but_their_data(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert [volume.partition(":")[2] for volume in service["volumes"]] == ["/data"]
    assert service["environment"]["RONDKOMEN_MODE"] == "production"


def test_only_the_web_can_be_reached_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_client_tools_fit_the_server() -> None:
    server = re.search(r"postgres:(\d+)", SERVICES["database"]["image"])
    client = re.search(r"postgresql-client-(\d+)", CONTAINERFILE)
    assert server
    assert client
    assert server[1] == client[1]


def test_database_role_has_no_more_than_it_needs() -> None:
    script = (ROOT / "scripts" / "container_database.sh").read_text()
    role = re.search(r"CREATE ROLE rondkomen (.+) PASSWORD", script)
    assert role
    assert set(role[1].split()) == {
        *("LOGIN", "NOSUPERUSER", "NOBYPASSRLS", "NOCREATEDB", "NOCREATEROLE")
    }
    subprocess.run(["sh", "-n", "scripts/container_database.sh"], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", ["web", "worker"])
def test_commands_of_the_services_exist(name: str) -> None:
    command = SERVICES[name]["command"]
    assert command[0] == "rondkomen"
    assert command[1] in _NOUNS


def test_every_setting_that_is_asked_for_is_explained() -> None:
    text = (ROOT / "compose.yaml").read_text()
    head = text.partition("\nx-rondkomen")[0]
    assert {name for name in re.findall(r"\$\{(\w+)", text) if name not in head} == set()
