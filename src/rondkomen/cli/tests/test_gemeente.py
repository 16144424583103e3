"""`rondkomen gemeente`: a new installation gets a municipality and somebody who can sign in."""

import json

import pytest

import rondkomen.cli as cli
from rondkomen.access.core.roles import Role
from rondkomen.access.models import SignInApp, User
from rondkomen.access.queries import gemeente_ref, gemeenten, users
from rondkomen.access.services import app_to_enrol
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


@pytest.mark.parametrize("code", ["99", "99O1", "\u0669\u0669\u0660\u0663"])
@pytest.mark.django_db
def test_a_wrong_code_leaves_nothing_behind(capsys: pytest.CaptureFixture[str], code: str) -> None:
    assert cli.run([*ADD[:2], code, *ADD[3:]]) == 2
    assert "vier cijfers" in capsys.readouterr().err
    assert (gemeenten(), User.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_an_office_without_an_administrator_gets_one(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(ADD)
    first = json.loads(capsys.readouterr().out)["first_password"]
    kim = User.objects.get(email="kim@proef.example")
    app_to_enrol(kim.id)
    User.objects.update(is_active=False)
    rescue = ["gemeente", "administrator", "9903", "Kim", "--email", "Kim@proef.example", "--json"]
    assert cli.run(rescue) == 0
    again = json.loads(capsys.readouterr().out)["first_password"]
    kim.refresh_from_db()
    assert (kim.is_active, kim.must_choose_password) == (True, True)
    assert (kim.check_password(first), kim.check_password(again)) == (False, True)
    assert not SignInApp.objects.exists()
    with acting_for("9903"):
        assert [event.kind for event in events(kim.id)][-1] == "access_renewed"


@pytest.mark.django_db
def test_another_administrator_comes_in_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(ADD)
    rescue = ["gemeente", "administrator", "9903", "Sam", "--email", "sam@proef.example", "--json"]
    assert cli.run(rescue) == 0
    assert [row.roles for row in users("9903")] == [(Role.FUNCTIONAL_ADMINISTRATOR,)] * 2
    assert (
        cli.run(["gemeente", "administrator", "9904", "Sam", "--email", "sam@proef.example"]) == 2
    )
    assert "niet ingericht" in capsys.readouterr().err
