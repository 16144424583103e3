"""The English screens: labels are English, and what stays Dutch says so."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from rondkomen.outreach.services import assign
from rondkomen.outreach.tests.examples import signal


@pytest.fixture
def case_id(worker, open_case):
    """A case on the worker's name."""
    found = open_case(signal(amount=20_000))
    assign([found], to=worker.actor.user_id, today=timezone.localdate(), actor=worker.actor)
    return found


def in_english(worker, where):
    worker.client.post(reverse("ui:language"), {"language": "en", "next": "/"})
    return worker.client.get(where).content.decode()


def dutch_parts(page):
    """The text of every element that says it is Dutch, tags taken out."""
    found = re.findall(r'<(\w+)[^>]*\blang="nl"[^>]*>(.*?)</\1>', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", text) for tag, text in found if tag != "html"]


def test_the_page_is_english_and_the_reasons_of_a_case_are_marked_dutch(worker, case_id):
    page = in_english(worker, reverse("worker:case", args=[case_id]))
    assert '<html lang="en"' in page
    assert "De achterstand is €\N{NO-BREAK SPACE}200,00." in [
        part.strip() for part in dutch_parts(page)
    ]


def test_the_list_of_today_marks_why_a_case_stands_on_top(worker, case_id):
    page = in_english(worker, reverse("worker:today"))
    assert re.search(
        r'class="case-line__why"><span class="muted">[^<]*</span> <span lang="nl">', page
    )


@pytest.mark.parametrize("name", ["case-close", "case-result"])
def test_the_explanations_of_reasons_and_results_are_marked(worker, case_id, name):
    page = in_english(worker, reverse(f"worker:{name}", args=[case_id]))
    assert len(dutch_parts(page)) > 2


def test_the_conversation_aid_is_marked(worker):
    page = in_english(worker, reverse("worker:conversation-aid"))
    assert page.index('class="aid-cards" lang="nl"') < page.index("Zo begint u")
