"""The looks of one request share a trace, and a caller's own trace goes on."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from rondkomen.access.core.roles import Role
from rondkomen.journal.models import Processing

OURS = "0af7651916cd43dd8448eb211c80319c"


def traces_of_two_looks(client: Client, **headers: str) -> list[str]:
    page = reverse("beheer:accountability")
    for _ in range(2):
        client.post(page, {"bsn": "999990019"}, headers=headers)
    return list(Processing.unscoped.order_by("started_at").values_list("trace_id", flat=True))


def test_each_request_has_a_trace_of_its_own(signed_in: Callable[..., Client]) -> None:
    first, second = traces_of_two_looks(signed_in(Role.AUDITOR))
    assert first != second
    assert len(first) == len(OURS)


@pytest.mark.parametrize(
    ("header", "carried_on"),
    [(f"00-{OURS}-b7ad6b7169203331-01", True), (f"00-{OURS[:-1]}-b7ad6b7169203331-01", False)],
)
def test_the_trace_of_the_caller_goes_on(
    signed_in: Callable[..., Client], header: str, carried_on: bool
) -> None:
    found = traces_of_two_looks(signed_in(Role.AUDITOR), traceparent=header)
    assert (found == [OURS, OURS]) is carried_on
