"""What is too big is refused before it is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rondkomen.access.core.roles import Role


@pytest.fixture
def limits(settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 4_000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000


@pytest.mark.parametrize(("size", "status"), [(3_000, 200), (5_000, 400)])
def test_a_signed_in_user_sends_no_more_than_the_limit(
    signed_in: Callable[..., Client], limits: None, size: int, status: int
) -> None:
    file = SimpleUploadedFile("bestand.csv", b"x" * size)
    answer = signed_in(Role.TEAM_LEAD).post(reverse("ui:account"), {"file": file})
    assert answer.status_code == status


@pytest.mark.django_db
def test_a_stranger_sends_no_file(limits: None) -> None:
    file = SimpleUploadedFile("bestand.csv", b"x" * 3_000)
    answer = Client().post(reverse("ui:sign-in"), {"username": "a@b.example", "file": file})
    assert answer.status_code == 400
