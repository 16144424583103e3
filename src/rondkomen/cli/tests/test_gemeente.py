"""`rondkomen gemeente`: a new installation gets a municipality and somebody who can sign in."""

import json

import pytest

import rondkomen.cli as cli
from rondkomen.access.core.roles import Role
from rondkomen.access.models import User
from rondkomen.access.queries import gemeenten, users

ADD = ["gemeente", "add", "9903", "Gemeente Proef", "--inhabitants", "40000", "--year", "2026",
       "--administrator", "Kim", "--email", "kim@proef.example", "--json"]  # fmt: skip


@pytest.mark.django_db
def test_the_first_administrator_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(ADD) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row.roles for row in users("9903")] == [(Role.FUNCTIONAL_ADMINISTRATOR,)]
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
