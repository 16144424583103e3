"""Instruments of the municipality on screen: copying, changing with a preview, comparing, taking along."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import acting_for
from rondkomen.dialogue import queries

LIST = "/gesprek/instrumenten/"
WORDS = "Wij <script>x</script> weten 🙂 \u202bلماذا"


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """A policy officer at their desk."""
    return signed_in(Role.POLICY_OFFICER)


@pytest.fixture
def draft(desk: Client) -> str:
    """The address of a copy of the dialogue tool."""
    return str(desk.post(f"{LIST}gesprekstool/1/kopie/")["Location"])


def fields(desk: Client, place: str) -> dict[str, str]:
    """What the form at this address would send as it stands."""
    page = desk.get(place).content.decode()
    form = page[page.index('<form class="panel form') : page.index('id="stand"')]
    found = {}
    for tag, inner in re.findall(r"<textarea([^>]*)>([^<]*)</textarea>", form):
        found[_name(tag)] = unescape(inner.removeprefix("\n"))
    for tag in re.findall(r"<input([^>]*)>", form):
        value = re.search(r'value="([^"]*)"', tag)
        if "checkbox" not in tag:
            found[_name(tag)] = unescape(value[1]) if value else ""
        elif "checked" in tag:
            found[_name(tag)] = "on"
    for tag, inner in re.findall(r"<select([^>]*)>(.*?)</select>", form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[_name(tag)] = unescape(chosen[1]) if chosen else ""
    return found


def _name(tag: str) -> str:
    return re.search(r'name="([^"]*)"', tag)[1]


def save(desk: Client, place: str, **changes: str) -> Any:
    sent = fields(desk, place) | {name.replace("__", "-"): text for name, text in changes.items()}
    return desk.post(place, sent)


def data_of(gemeente: str) -> Any:
    with acting_for(gemeente):
        (row,) = queries.drafts()
    return row.data


def definitive(desk: Client, draft: str) -> Any:
    revision = re.search(r'name="revision" value="(\d+)"', desk.get(draft).content.decode())[1]
    return desk.post(f"{draft}definitief/", {"revision": revision}, follow=True)


def test_copy_change_publish_and_choose(desk: Client, draft: str, gemeente: str) -> None:
    assert save(desk, f"{draft}vraag/A/", text_nl=WORDS, back="1").status_code == 302
    page = desk.get(draft).content.decode()
    assert "<script>x" not in page
    assert "Wij &lt;script&gt;x&lt;/script&gt; weten 🙂" in page
    assert "Versie 1 van" in definitive(desk, draft).content.decode()
    assert desk.get(draft).status_code == 400
    new = desk.get("/gesprek/nieuw/").content.decode()
    assert "Gesprekstool armoede en gezondheid (eigen versie)" in new
    wanted = {"title": "x", "instruments": ["eigen-gesprekstool"], "purpose": "policy"}
    wanted |= {"mode": "apart", "least_group": "3", "domains": ""}
    assert desk.post("/gesprek/nieuw/", wanted).status_code == 302
    with acting_for(gemeente):
        (session,) = queries.sessions()
        (instrument,) = queries.instruments_of(session.id)
    assert next(instrument.questions()).text.nl == WORDS
    assert "intrekken" not in desk.get(LIST).content.decode()
