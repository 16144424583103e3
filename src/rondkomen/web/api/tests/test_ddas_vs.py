"""CBS fetches: token, question, pages, signatures; and everything it must be told no to."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from rondkomen.access.core.actor import system_actor
from rondkomen.access.core.scopes import Scope
from rondkomen.access.services import (
    NewGemeente,
    add_program,
    close_program,
    set_up_gemeente,
)
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears.queries import partners
from rondkomen.chain import cbs_delivery
from rondkomen.chain.tests import cbs_examples as made
from rondkomen.exchange import queries
from rondkomen.exchange.adapters.check import check
from rondkomen.exchange.core.codes import Route
from rondkomen.exchange.tests.certificates import Authority
from rondkomen.journal import queries as journal
from rondkomen.web.api import ddas_vs, tokens
from rondkomen.web.api.tests.playing_cbs import ADDRESS, Cbs

PERIOD = {"aanleverperiodeStartdatum": "2026-10-01", "aanleverperiodeEinddatum": "2026-10-31"}


def _signals(page: dict[str, Any]) -> list[dict[str, Any]]:
    return [s for d in page["gegevens"].get("leveringen", []) for s in d["vroegsignalen"]]


def _cases(page: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for d in page["gegevens"].get("leveringen", []) for c in d["vroegsignaalzaken"]]


@pytest.fixture
def seven(gemeente: str) -> Callable[[], None]:
    """Makes seven signals in Middenveld, four of them in two cases, and two in Anderland."""

    def make() -> None:
        with acting_for(gemeente):
            actor = system_actor(gemeente)
            signals = made.deliver(made.insurer(actor), 7, actor=actor)
            made.open_case(signals[:3], actor=actor, number=1)
            made.open_case(signals[3:4], actor=actor, number=2)
        with acting_for("9902"):
            actor = system_actor("9902")
            made.deliver(made.insurer(actor), 2, actor=actor)

    return make


def test_the_pages_together_are_the_delivery(cbs: Cbs, seven: Callable[[], None]) -> None:
    seven()
    first = cbs.page(**PERIOD, pageSize=4)
    total = first["paginering"]["totalPages"]
    pages = [first] + [cbs.page(**PERIOD, pageSize=4, page=n) for n in range(2, total + 1)]
    assert [p["paginering"]["currentPage"] for p in pages] == list(range(1, total + 1))
    assert {p["paginering"]["totalRecords"] for p in pages} == {9}
    whole = cbs.page(**PERIOD)
    assert "paginering" not in whole
    assert [s for p in pages for s in _signals(p)] == _signals(whole)
    assert [c for p in pages for c in _cases(p)] == _cases(whole)
    assert (len(_signals(whole)), len(_cases(whole))) == (9, 2)
    assert all(check(page).is_valid for page in [*pages, whole])
    assert all(len(_signals(page)) <= 4 for page in pages)


def test_one_walk_sees_one_state(cbs: Cbs, seven: Callable[[], None], gemeente: str) -> None:
    seven()
    first = cbs.page(**PERIOD, pageSize=8)
    with acting_for(gemeente):
        actor = system_actor(gemeente)
        partner = partners()[0].id
        made.deliver(partner, 3, actor=actor, first=50)
    second = cbs.page(**PERIOD, pageSize=8, page=2)
    assert second["paginering"]["totalRecords"] == first["paginering"]["totalRecords"] == 9


def test_a_page_that_is_not_there_is_empty_but_tells_the_paging(
    cbs: Cbs, seven: Callable[[], None]
) -> None:
    seven()
    page = cbs.page(**PERIOD, page=9)
    assert _signals(page) == []
    assert page["paginering"] == {
        "pageSize": 50_000,
        "currentPage": 9,
        "totalPages": 1,
        "totalRecords": 9,
    }
    assert check(page).is_valid


def test_one_organisation_can_be_asked_by_name_or_code(cbs: Cbs, seven: Callable[[], None]) -> None:
    seven()
    for asked in ("Gemeente Anderland", "gemeente anderland", "9902", "GM9902"):
        page = cbs.page(**PERIOD, aanleverende_organisatie=asked)
        assert [d["gemeentecode"] for d in page["gegevens"]["leveringen"]] == ["9902"]
    answer = cbs.ask(**PERIOD, aanleverende_organisatie="Gemeente Elders")
    assert answer.status_code == 422


def test_without_dates_it_is_this_year_up_to_the_last_full_month(cbs: Cbs) -> None:
    page = cbs.page()
    assert page["gegevens"]["startdatumLevering"][5:] == "01-01"
    assert check(page).is_valid


def test_a_delivery_made_for_download_is_not_what_cbs_fetches(cbs: Cbs, gemeente: str) -> None:
    with acting_for(gemeente):
        actor = system_actor(gemeente)
        cbs_delivery.produce(made.OCTOBER, route=Route.FILE, now=timezone.now(), actor=actor)
    cbs.page(**PERIOD)
    with acting_for(gemeente):
        assert [row.route for row in queries.deliveries()] == [Route.PULL, Route.FILE]


def test_the_journal_says_which_page_left_and_to_whom(cbs: Cbs, gemeente: str) -> None:
    cbs.page(**PERIOD)
    with acting_for(gemeente):
        (row,) = queries.deliveries()
        events = journal.events(row.id)
        assert [e.kind for e in events] == ["cbs_delivery_made", "cbs_delivery_handed_over"]
        assert (row.handed_over, row.made_by_name) == (1, "Ophaalverzoek van het CBS")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "geen JSON"),
        (b"[]", "JSON-object"),
        (b'{"page": 0}', "ten minste 1"),
        (b'{"page": "1"}', "geheel getal"),
        (b'{"pageSize": 1.5}', "geheel getal"),
        (b'{"page": null}', "geheel getal"),
        (b'{"periode": "2026"}', "kent de interface niet"),
        (b'{"aanleverperiodeStartdatum": "01-10-2026"}', "JJJJ-MM-DD"),
        (b'{"aanleverperiodeStartdatum": "2026-02-31"}', "JJJJ-MM-DD"),
        (b'{"aanleverperiodeStartdatum": 0}', "JJJJ-MM-DD"),
        (b'{"aanleverende_organisatie": 7}', "tekst"),
    ],
)
def test_a_question_that_is_malformed_is_400(cbs: Cbs, body: bytes, said: str) -> None:
    answer = cbs.post(body)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["title"]) == (400, "Ongeldig verzoek")
    assert said in problem["detail"]


def test_every_fault_of_a_question_is_told_at_once(cbs: Cbs) -> None:
    problem = cbs.ask(page=0, pageSize="x", anders=1).json()
    pointers = {error["location"]["pointer"] for error in problem["errors"]}
    assert pointers == {"#/page", "#/pageSize", "#/anders"}


@pytest.mark.parametrize(
    "question",
    [
        {"aanleverperiodeStartdatum": "2026-10-31", "aanleverperiodeEinddatum": "2026-10-01"},
        {"aanleverperiodeEinddatum": "2999-12-31"},
    ],
)
def test_a_period_that_cannot_be_delivered_is_422(cbs: Cbs, question: dict[str, str]) -> None:
    answer = cbs.ask(**question)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def _fsc(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Fsc-Error-Code"] == code
    body = answer.json()
    assert (body["code"], body["status"]) == (code, status)
    assert body["domain"] in {"ERROR_DOMAIN_INWAY", "ERROR_DOMAIN_OUTWAY"}
    if status == 401:
        assert answer["WWW-Authenticate"] == "Bearer"


def test_without_a_good_token_it_is_401(cbs: Cbs, monkeypatch: pytest.MonkeyPatch) -> None:
    token = cbs.token()
    _fsc(cbs.post(b"{}", Authorization=""), 401, "ERROR_CODE_ACCESS_TOKEN_MISSING")
    _fsc(cbs.post(b"{}", Authorization="Basic x"), 401, "ERROR_CODE_ACCESS_TOKEN_MISSING")
    bad = f"Bearer {token}x"
    _fsc(cbs.post(b"{}", Authorization=bad), 401, "ERROR_CODE_ACCESS_TOKEN_INVALID")

    def too_late(_token: str) -> None:
        raise tokens.TokenExpired

    monkeypatch.setattr(tokens, "program_of_token", too_late)
    _fsc(cbs.post(b"{}"), 401, "ERROR_CODE_ACCESS_TOKEN_EXPIRED")


def test_a_closed_program_gets_nothing_any_longer(cbs: Cbs) -> None:
    headers = {"Authorization": f"Bearer {cbs.token()}"}
    close_program(cbs.client_id)
    cbs.token = lambda: ""  # type: ignore[method-assign]  # it can no longer get one
    _fsc(cbs.post(b"{}", **headers), 401, "ERROR_CODE_ACCESS_TOKEN_INVALID")


def test_a_partners_program_may_not_fetch(cbs: Cbs, gemeente: str) -> None:
    client_id, secret = add_program(
        "Zorgzaam", scope=Scope.DELIVER, gemeenten=[gemeente], partner_id=UUID(int=7)
    )
    given = cbs.http.post(
        "/api/v1/token",
        {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret},
    ).json()["access_token"]
    answer = cbs.post(b"{}", Authorization=f"Bearer {given}")
    _fsc(answer, 403, "ERROR_CODE_WRONG_GROUP_ID_IN_TOKEN")


def test_a_program_sees_only_its_own_municipalities(cbs: Cbs, seven: Callable[[], None]) -> None:
    seven()
    cbs.client_id, cbs.secret = add_program("CBS 2", scope=Scope.READ, gemeenten=["9902"])
    page = cbs.page(**PERIOD)
    assert [d["gemeentecode"] for d in page["gegevens"]["leveringen"]] == ["9902"]
    assert cbs.ask(**PERIOD, aanleverende_organisatie="9901").status_code == 422


def test_a_signature_that_does_not_hold_is_400(cbs: Cbs) -> None:
    for headers in (
        {"nlgov-adr-payload-sig": ""},
        {"Digest": "SHA-256=AAAA"},
        {"nlgov-adr-payload-sig": "a..b,c..d"},
    ):
        answer = cbs.post(b"{}", **headers)
        assert (answer.status_code, answer.json()["type"].split("/")[-1]) == (400, "handtekening")
    cbs.signer = Authority("vreemd").signer("cbs")
    assert cbs.post(b"{}").status_code == 400


def test_an_installation_without_keys_has_no_such_service(cbs: Cbs, settings: Any) -> None:
    settings.DDAS = {"SUPPLIER": "X", "SIGNING_KEY": "", "SIGNING_CHAIN": "", "TRUSTED": ""}
    _fsc(cbs.post(b"{}"), 404, "ERROR_CODE_SERVICE_NOT_FOUND")


def test_another_method_and_another_address(cbs: Cbs) -> None:
    answer = cbs.http.get(ADDRESS)
    _fsc(answer, 405, "ERROR_CODE_METHOD_UNSUPPORTED")
    assert answer["Allow"] == "POST"
    for address in (f"{ADDRESS}/", "/api/ddas-vs/v1/anders"):
        _fsc(cbs.http.post(address), 404, "ERROR_CODE_SERVICE_NOT_FOUND")


def test_too_many_questions_are_429(cbs: Cbs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ddas_vs, "MOST_REQUESTS_PER_MINUTE", 2)
    statuses = [cbs.ask(**PERIOD).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = cbs.ask(**PERIOD)
    assert 0 < int(answer["Retry-After"]) <= 60


def test_a_question_that_is_too_large_is_refused(cbs: Cbs) -> None:
    assert cbs.post(b" " * 70_000).status_code == 400


def test_missing_data_of_the_municipality_is_ours_to_mend(cbs: Cbs) -> None:
    set_up_gemeente(NewGemeente("9902", "Gemeente Anderland", 30_000, 2026))
    _fsc(cbs.ask(**PERIOD), 502, "ERROR_CODE_SERVICE_UNREACHABLE")


def test_no_answer_holds_a_name_and_nothing_personal_is_in_an_address(
    cbs: Cbs, seven: Callable[[], None]
) -> None:
    seven()
    text = json.dumps(cbs.page(**PERIOD))
    assert "Voorbeeld" not in text
    assert "K1" not in text
