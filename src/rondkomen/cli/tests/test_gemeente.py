"""`rondkomen gemeente`: a new installation gets a municipality and somebody who can sign in."""

import json

import pytest

import rondkomen.cli as cli
from rondkomen.access.core.roles import Role
from rondkomen.access.models import User
from rondkomen.access.queries import gemeente_ref, gemeenten, users
from rondkomen.access.tenancy import acting_for
from rondkomen.journal.queries import events

ADD = ["gemeente", "add", "9903", "Gemeente Proef", "--inhabitants", "40000", "--year", "2026",
       "--administrator", "Kim", "--email", "kim@proef.example", "--json"]  # fmt: skip


@pytest.mark.django_db
def test_the_first_administrator_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(ADD) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row.roles for row in users("9903")] == [(Role.FUNCTIONAL_ADMINISTRATOR,)]
    with acting_for("9903"):
        assert [event.kind for event in events(gemeente_ref("9903"))] == ["gemeente_added"]
        assert [event.kind for event in events(users("9903")[0].id)] == ["user_added"]
    assert User.objects.get(email=told["email"]).check_password(told["first_password"])


@pytest.mark.django_db
def test_a_municipality_is_added_once(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(ADD)
    assert cli.run(ADD) == 2
    assert "al ingericht" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_wrong_code_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*ADD[:2], "99", *ADD[3:]]) == 2
    assert "vier cijfers" in capsys.readouterr().err
    assert (gemeenten(), User.objects.count()) == ([], 0)
