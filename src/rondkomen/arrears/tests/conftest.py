"""A partner with an agreement, and deliveries of its rows."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from rondkomen.arrears.core.codes import PartnerType
from rondkomen.arrears.core.judge import FileMemory, Judged
from rondkomen.arrears.tests.rows import KEPT_EFFORT, TODAY, judged


@pytest.fixture
def actor(acting):
    from rondkomen.access.core.actor import system_actor

    return system_actor(acting)


@pytest.fixture
def partner(actor):
    from rondkomen.arrears import services
    from rondkomen.arrears.services import AgreementFacts, PartnerFacts

    partner_id = services.save_partner(PartnerFacts("Proef Wonen", PartnerType.RENT), actor=actor)
    facts = AgreementFacts(TODAY.replace(year=2021), effort=KEPT_EFFORT)
    services.save_agreement(partner_id, facts, actor=actor, today=TODAY)
    return partner_id


@pytest.fixture
def store(partner, actor):
    from rondkomen.arrears import queries, services
    from rondkomen.arrears.services import FileFacts, Storing

    number = iter(range(100))

    def storing(*rows: dict[str, object]) -> queries.DeliveryRecord:
        file = FileFacts(f"{next(number):064d}", "csv", 10)
        delivery = services.open_delivery(partner, file, actor=actor, today=TODAY)
        assert delivery is not None
        services.store_rows(Storing(delivery, partner, actor, TODAY), numbered(rows))
        return queries.delivery(delivery)

    return storing


def numbered(rows: Iterable[dict[str, object]]) -> Iterable[Judged]:
    memory = FileMemory()
    for number, row in enumerate(rows, start=2):
        yield memory.place(replace(judged(row), row_no=number))
