"""What the status of an answer says about what was sent."""

from collections.abc import Callable

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.test import Client, RequestFactory

from rondkomen.access.core.roles import Role
from rondkomen.kernel.refusal import Refused
from rondkomen.web.ui import refusals


class Amount(forms.Form):
    amount = forms.IntegerField()


def page(form: forms.Form) -> Callable[[HttpRequest], HttpResponse]:
    text = Template("{% load ui %}{% form_errors form %}")
    return lambda request: HttpResponse(text.render(RequestContext(request, {"form": form})))


def answer(form: forms.Form, *, method: str = "post", is_part: bool = False) -> int:
    request = getattr(RequestFactory(), method)("/")
    request.htmx = is_part
    return refusals.told_by_status(page(form))(request).status_code


def test_a_form_to_correct_is_400_and_a_clash_is_409() -> None:
    assert answer(Amount({"amount": "5"})) == 200
    assert answer(Amount({"amount": "veel"})) == 400
    late = Amount({"amount": "5"})
    refusals.add_to(late, Refused("Een collega was u voor.", code="case-changed"))
    assert answer(late) == 409
    wrong = Amount({"amount": "5"})
    refusals.add_to(wrong, Refused("Dit bedrag kan niet.", code="amount"), "amount")
    assert wrong.errors == {"amount": ["Dit bedrag kan niet."]}
    assert answer(wrong) == 400


def test_looking_at_a_form_and_a_part_of_a_page_stay_200() -> None:
    assert answer(Amount({"amount": "veel"}), method="get") == 200
    assert answer(Amount({"amount": "veel"}), is_part=True) == 200


@pytest.mark.django_db
def test_signing_in_with_a_wrong_password_does_not_say_that_all_is_well(client: Client) -> None:
    sent = client.post("/aanmelden/", {"username": "nee@example.org", "password": "nee"})
    assert sent.status_code == 400


def test_a_form_of_a_screen_is_refused_with_its_sentence(
    signed_in: Callable[..., Client],
) -> None:
    client = signed_in(Role.FUNCTIONAL_ADMINISTRATOR)
    sent = client.post("/beheer/gebruikers/nieuw/", {"name": "Kim", "email": "kim"})
    assert sent.status_code == 400
    assert "error-summary" in sent.content.decode()
