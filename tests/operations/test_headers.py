"""Every answer carries the headers that keep a browser from doing what no page needs."""

import pytest
from django.test import Client

EXPECTED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", ["/privacy/", "/aanmelden/", "/bestaat-niet/", "/api/v1/bestaat-niet"]
)
def test_an_answer_carries_the_protective_headers(page: str) -> None:
    answer = Client().get(page)
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "no-store" in answer.headers["Cache-Control"]
    for feature in ("camera", "geolocation", "microphone"):
        assert f"{feature}=()" in answer.headers["Permissions-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
