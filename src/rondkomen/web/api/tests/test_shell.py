"""What the NLGov design rules ask of every answer and of the description."""

import re
from typing import Any

import pytest
from django.test import Client

from rondkomen.web.api import tokens
from rondkomen.web.api.tests.playing_cbs import Cbs

BASES = ("/api/v1", "/api/ddas-vs/v1")
pytestmark = pytest.mark.django_db


@pytest.fixture(params=BASES)
def description(request: pytest.FixtureRequest) -> Any:
    answer = Client().get(f"{request.param}/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_the_description_names_itself_and_whom_to_ask(description: Any) -> None:
    assert description["openapi"].startswith("3.1")
    assert re.fullmatch(r"\d+\.\d+\.\d+", description["info"]["version"])
    assert set(description["info"]["contact"]) == {"name", "url", "email"}
    assert all(re.search(r"/v\d+$", server["url"]) for server in description["servers"])


def test_paths_are_kebab_and_have_no_trailing_slash(description: Any) -> None:
    for path in description["paths"]:
        assert re.fullmatch(r"(/([a-z0-9-]+|\{[^}]+\}))+", path)


def test_every_answer_is_described_with_its_version_and_problems(description: Any) -> None:
    operations = [o for methods in description["paths"].values() for o in methods.values()]
    assert operations
    for operation in operations:
        assert "400" in operation["responses"]
        for status, answer in operation["responses"].items():
            assert "API-Version" in answer["headers"]
            if status[0] in "45":
                schema = answer["content"]["application/problem+json"]["schema"]
                assert {"status", "title", "detail"} <= set(schema["properties"])


def test_the_question_is_described_as_the_interface_has_it() -> None:
    found = Client().get("/api/ddas-vs/v1/openapi.json").json()
    body = found["paths"]["/gegevens"]["post"]["requestBody"]["content"]["application/json"]
    assert body["schema"]["additionalProperties"] is False
    assert set(body["schema"]["properties"]) == {
        "aanleverperiodeStartdatum",
        "aanleverperiodeEinddatum",
        "aanleverende_organisatie",
        "page",
        "pageSize",
    }
    assert body["schema"]["properties"]["page"] == {
        "minimum": 1,
        "title": "Page",
        "type": "integer",
    }
    assert found["paths"]["/gegevens"]["post"]["security"] == [{"OAuth2": ["read"]}]


def test_the_description_may_be_read_from_anywhere() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["API-Version"] == "1.0.0"


@pytest.mark.parametrize("base", BASES)
def test_what_is_not_there_says_so_as_a_problem(base: str) -> None:
    for address in (f"{base}/", f"{base}/anders", f"{base}/openapi.json/"):
        answer = Client().get(address)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer["API-Version"] == "1.0.0"
        assert answer["Cache-Control"] == "no-store"


def test_a_wrong_method_says_so_as_a_problem() -> None:
    answer = Client().delete("/api/v1/token")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert answer.json()["title"] == "Methode niet ondersteund"
    assert Client().post("/api/v1/openapi.json").status_code == 405


def test_answers_cannot_be_framed_or_sniffed() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def _token(client: Client, **form: str) -> Any:
    return client.post("/api/v1/token", form)


def test_a_token_is_given_for_id_and_secret_only(cbs: Cbs) -> None:
    form = {"grant_type": "client_credentials", "client_id": cbs.client_id}
    good = _token(cbs.http, **form, client_secret=cbs.secret)
    body = good.json()
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 900, "read")
    assert good["Cache-Control"] == "no-store"
    wrong = _token(cbs.http, **form, client_secret="verkeerd")
    assert (wrong.status_code, wrong.json()) == (401, {"error": "invalid_client"})
    assert wrong["WWW-Authenticate"] == "Basic"


def test_another_grant_or_scope_is_refused(cbs: Cbs) -> None:
    own = {"client_id": cbs.client_id, "client_secret": cbs.secret}
    for form, error in (
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials", "scope": "deliver"}, "invalid_scope"),
        ({"grant_type": "client_credentials", "scope": "read deliver"}, "invalid_scope"),
    ):
        answer = _token(cbs.http, **own, **form)
        assert (answer.status_code, answer.json()) == (400, {"error": error})


def test_a_broken_basic_header_is_no_client(cbs: Cbs) -> None:
    answer = cbs.http.post(
        "/api/v1/token",
        {"grant_type": "client_credentials"},
        headers={"Authorization": "Basic é%%"},
    )
    assert answer.status_code == 401


def test_guessing_secrets_is_slowed(cbs: Cbs) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": cbs.client_id,
        "client_secret": "verkeerd",
    }
    statuses = [_token(cbs.http, **form).status_code for _ in range(21)]
    assert statuses == [401] * 20 + [429]


def test_trying_other_names_gives_no_further_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_FROM_ONE_ADDRESS", 3)
    asked = {"grant_type": "client_credentials", "client_secret": "x"}
    statuses = [
        Client().post("/api/v1/token", {**asked, "client_id": f"n{number}"}).status_code
        for number in range(4)
    ]
    assert statuses == [401, 401, 401, 429]
