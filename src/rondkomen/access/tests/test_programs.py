"""Programs: only their own id and secret give a token, and a token opens what it says, for a while."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from rondkomen.access import queries, services
from rondkomen.access.core.scopes import Scope
from rondkomen.access.models import Program
from rondkomen.kernel.refusal import Refused

PARTNER = UUID(int=7)


@pytest.fixture
def program(gemeente: str) -> tuple[str, str]:
    return services.add_program("CBS", scope=Scope.READ, gemeenten=[gemeente])


def test_a_token_opens_what_the_program_may(program: tuple[str, str], gemeente: str) -> None:
    token = services.issue_token(*program)
    assert token is not None
    found = queries.program_of_token(token)
    assert found is not None
    assert (found.name, found.scope, found.gemeenten) == ("CBS", Scope.READ, (gemeente,))


def test_a_token_fits_in_a_bearer_header(program: tuple[str, str]) -> None:
    token = services.issue_token(*program) or ""
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=")
    assert token
    assert set(token) <= allowed


def test_the_secret_is_not_kept(program: tuple[str, str]) -> None:
    stored = Program.objects.get(client_id=program[0])
    assert program[1] not in {str(value) for value in vars(stored).values()}


def test_another_secret_or_id_gives_nothing(program: tuple[str, str]) -> None:
    client_id, secret = program
    assert services.issue_token(client_id, secret[:-1]) is None
    assert services.issue_token("read-000000000000", secret) is None
    assert services.issue_token(client_id, "") is None


def test_a_changed_or_foreign_token_opens_nothing(program: tuple[str, str]) -> None:
    token = services.issue_token(*program) or ""
    assert queries.program_of_token(token[:-2] + "xx") is None
    assert queries.program_of_token("") is None
    assert queries.program_of_token(token.replace("read", "reed", 1)) is None


def test_a_token_is_soon_too_old(program: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    token = services.issue_token(*program) or ""
    late = timezone.now() + queries.TOKEN_LIFETIME + timedelta(seconds=2)
    monkeypatch.setattr("django.core.signing.time.time", late.timestamp)
    with pytest.raises(queries.TokenExpired):
        queries.program_of_token(token)


def test_a_closed_program_opens_nothing(program: tuple[str, str]) -> None:
    token = services.issue_token(*program) or ""
    services.close_program(program[0])
    assert queries.program_of_token(token) is None
    assert services.issue_token(*program) is None
    with pytest.raises(Refused):
        services.close_program("read-000000000000")


def test_a_program_is_set_up_whole_or_not_at_all(gemeente: str) -> None:
    for name, gemeenten in (("", [gemeente]), ("CBS", []), ("CBS", ["0000"])):
        with pytest.raises(Refused):
            services.add_program(name, scope=Scope.READ, gemeenten=gemeenten)
    with pytest.raises(Refused):
        services.add_program("P", scope=Scope.DELIVER, gemeenten=[gemeente])
    with pytest.raises(Refused):
        services.add_program("P", scope=Scope.READ, gemeenten=[gemeente], partner_id=PARTNER)
    services.add_program("P", scope=Scope.DELIVER, gemeenten=[gemeente], partner_id=PARTNER)
    assert [row.name for row in queries.programs()] == ["P"]
