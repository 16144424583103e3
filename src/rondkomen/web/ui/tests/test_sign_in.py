"""Signing in, the second factor and the own account."""

import time
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from rondkomen.access.core.actor import Actor
from rondkomen.access.core.roles import Role
from rondkomen.access.models import SignInApp, User
from rondkomen.kernel.refusal import Refused

EMAIL = "teamlead@middenveld.example"
PASSWORD = "een lang wachtwoord 1"


@pytest.fixture
def user(actor_with: Callable[..., object]) -> User:
    actor_with(Role.TEAM_LEAD, email=EMAIL)
    return User.objects.get(email=EMAIL)


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> object:
    return client.post(reverse("ui:sign-in"), {"username": EMAIL, "password": password, **more})


def code_of(device: SignInApp, *, steps_ahead: int = 0) -> str:
    generator = TOTP(device.bin_key)
    generator.time = time.time() + 30 * steps_ahead
    return f"{generator.token():06d}"


def test_the_right_password_opens_the_page_that_was_asked_for(user: User) -> None:
    answer = sign_in(Client(), next=reverse("ui:account"))
    assert answer["Location"] == reverse("ui:account")


def test_an_address_elsewhere_is_not_followed(user: User) -> None:
    assert sign_in(Client(), next="https://elders.example/")["Location"] == reverse("ui:home")


def test_after_a_form_that_came_too_late_its_page_opens_again() -> None:
    form, page = reverse("beheer:journal-check"), reverse("beheer:accountability")
    late = Client().post(form, headers={"Referer": f"http://testserver{page}?stand=1"})
    assert late["Location"] == f"{reverse('ui:sign-in')}?next={page}"
    for elsewhere in ("https://elders.example/", "//elders.example/x", ""):
        late = Client().post(form, headers={"Referer": elsewhere})
        assert late["Location"] == f"{reverse('ui:sign-in')}?next={reverse('ui:home')}"


def test_a_page_behind_sign_in_is_kept_nowhere(signed_in: Callable[..., Client]) -> None:
    page = signed_in(Role.FUNCTIONAL_ADMINISTRATOR).get(reverse("beheer:home"))
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def test_the_first_screen_is_the_first_of_the_own_menu(signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.FUNCTIONAL_ADMINISTRATOR)
    assert client.get(reverse("ui:home"))["Location"] == reverse("beheer:home")


def test_capitals_in_the_address_do_not_matter(user: User) -> None:
    answer = Client().post(reverse("ui:sign-in"), {"username": EMAIL.upper(), "password": PASSWORD})
    assert answer.status_code == 302


def test_a_wrong_password_says_nothing_about_which_part_was_wrong(user: User) -> None:
    known = sign_in(Client(), "fout wachtwoord")
    stranger = Client().post(
        reverse("ui:sign-in"), {"username": "niemand@x.example", "password": "y"}
    )
    assert str(known.context["form"].errors) == str(stranger.context["form"].errors)


def test_five_wrong_passwords_lock_even_the_right_one_out(user: User) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, "fout wachtwoord")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "Even wachten" in answer.content.decode()


def test_other_capitals_give_no_further_attempts(user: User) -> None:
    client = Client()
    for spelling in (EMAIL, EMAIL.upper(), EMAIL.title(), EMAIL.capitalize(), EMAIL.swapcase()):
        client.post(reverse("ui:sign-in"), {"username": spelling, "password": "fout wachtwoord"})
    assert sign_in(client).status_code == 429


def test_an_app_is_set_up_with_a_code_from_it(user: User) -> None:
    client = Client()
    sign_in(client)
    page = client.get(reverse("ui:second-factor-setup"))
    device = SignInApp.objects.get(user=user, confirmed=False)
    assert "<svg" in page.content.decode()
    client.post(reverse("ui:second-factor-setup"), {"code": code_of(device)})
    device.refresh_from_db()
    assert device.confirmed


def test_with_an_app_the_password_alone_opens_nothing(user: User) -> None:
    SignInApp.objects.create(user=user, confirmed=True, name="app")
    client = Client()
    assert sign_in(client)["Location"] == reverse("ui:second-factor")
    for name in ("ui:account", "ui:password"):
        assert client.get(reverse(name))["Location"] == reverse("ui:second-factor")


def test_the_code_leads_on_to_the_page_that_was_asked_for(user: User) -> None:
    device = SignInApp.objects.create(user=user, confirmed=True, name="app")
    client = Client()
    sign_in(client, next=reverse("ui:account"))
    code = code_of(device)
    answer = client.post(reverse("ui:second-factor"), {"code": f"{code[:3]} {code[3:]}"})
    assert answer["Location"] == reverse("ui:account")
    assert client.get(reverse("ui:account")).status_code == 200


def test_a_code_works_once(user: User) -> None:
    device = SignInApp.objects.create(user=user, confirmed=True, name="app")
    code = code_of(device)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
    first.post(reverse("ui:second-factor"), {"code": code})
    assert second.post(reverse("ui:second-factor"), {"code": code}).status_code == 422


def test_a_password_alone_cannot_replace_the_app(user: User) -> None:
    SignInApp.objects.create(user=user, confirmed=True, name="app")
    client = Client()
    sign_in(client)
    assert client.get(reverse("ui:second-factor-setup"))["Location"] == reverse("ui:second-factor")


def test_a_new_app_replaces_the_old_one(user: User) -> None:
    old = SignInApp.objects.create(user=user, confirmed=True, name="app")
    client = Client()
    sign_in(client)
    client.post(reverse("ui:second-factor"), {"code": code_of(old)})
    client.get(reverse("ui:second-factor-setup"))
    new = SignInApp.objects.get(user=user, confirmed=False)
    client.post(reverse("ui:second-factor-setup"), {"code": code_of(new)})
    assert list(SignInApp.objects.filter(user=user)) == [new]


def test_where_codes_are_required_setting_one_up_comes_first(user: User, settings: object) -> None:
    settings.REQUIRE_TOTP = True
    client = Client()
    sign_in(client)
    answer = client.get(reverse("ui:second-factor"))
    assert answer["Location"] == reverse("ui:second-factor-setup")


def test_a_new_password_needs_the_old_one_and_the_rules(user: User) -> None:
    client = Client()
    sign_in(client)
    page = reverse("ui:password")
    wrong = {"old_password": "anders", "new_password1": "kort", "new_password2": "kort"}
    assert set(client.post(page, wrong).context["form"].errors) == {"old_password", "new_password2"}
    new = "vier paarden in de wei"
    right = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(page, right)["Location"] == reverse("ui:account")
    assert sign_in(Client(), new).status_code == 302


def test_signing_out_takes_a_post(user: User) -> None:
    client = Client()
    sign_in(client)
    assert client.get(reverse("ui:sign-out")).status_code == 405
    client.post(reverse("ui:sign-out"))
    assert client.get(reverse("ui:account")).status_code == 302


def test_the_secret_of_an_app_is_stored_sealed_and_opens_for_nobody_else(
    user: User, actor_with: Callable[..., Actor]
) -> None:
    app = SignInApp.objects.create(user=user, confirmed=True, name="app")
    somebody = actor_with(Role.AUDITOR).user_id
    other = SignInApp.objects.create(user_id=somebody, confirmed=True, name="app")
    stored = bytes(SignInApp.objects.values_list("sealed_key", flat=True).get(id=app.id))
    assert app.bin_key not in stored
    SignInApp.objects.filter(id=other.id).update(sealed_key=stored)
    other.refresh_from_db()
    with pytest.raises(Refused, match="beschadigd of verplaatst"):
        other.verify_token(code_of(app))


def test_a_wrong_code_makes_the_next_one_wait(user: User) -> None:
    app = SignInApp.objects.create(user=user, confirmed=True, name="app")
    assert not app.verify_token("abcdef")
    assert not app.verify_token(code_of(app))  # right, and too soon
    SignInApp.objects.update(throttling_failure_timestamp=None)
    app.refresh_from_db()
    assert app.verify_token(code_of(app))
    assert not app.verify_token(code_of(app))  # used
