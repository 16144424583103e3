"""An installation that CBS may fetch from, and CBS itself."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from rondkomen.access.core.scopes import Scope
from rondkomen.access.services import add_program
from rondkomen.chain.tests.cbs_examples import middenveld
from rondkomen.exchange.tests.certificates import Signer
from rondkomen.web.api.tests.playing_cbs import GOVERNMENT, Cbs, installed


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def keys() -> tuple[Signer, Signer]:
    """Our signer and that of CBS, valid today."""
    return GOVERNMENT.signer("leverancier"), GOVERNMENT.signer("cbs")


@pytest.fixture
def cbs(gemeente: str, keys: tuple[Signer, Signer], settings: object, tmp_path: Path) -> Cbs:
    """CBS, allowed to fetch the deliveries of Middenveld and Anderland."""
    ours, theirs = keys
    settings.DDAS = installed(tmp_path, ours)  # type: ignore[attr-defined]  # pytest-django's settings
    for code, name in ((gemeente, "Gemeente Middenveld"), ("9902", "Gemeente Anderland")):
        middenveld(code, name)
    client_id, secret = add_program("CBS", scope=Scope.READ, gemeenten=[gemeente, "9902"])
    return Cbs(client_id, secret, theirs, Client())
