"""A small program for the tests of backup and doctor: fills an installation, or breaks something.

`fill` makes two municipalities with people, a sealed BSN, events, a clock and work in the queue;
`tamper` changes an event behind the journal's back; `names` prints what a person's card shows.
"""

import sys
from datetime import date
from uuid import UUID

import django
from django.db import connection

CASE = UUID(int=7)
DAY = date(2026, 1, 5)


def fill() -> None:
    """Two municipalities, each with its own people and journal."""
    from rondkomen.access.core.actor import system_actor
    from rondkomen.access.services import NewGemeente, set_up_gemeente
    from rondkomen.access.tenancy import acting_for
    from rondkomen.jobs.services import start
    from rondkomen.journal.services import record, start_clock
    from rondkomen.people.core.identity import Identity
    from rondkomen.people.services import record_identities

    for code, surname in (("9901", "Zuiderveld"), ("9902", "Noorderveld")):
        set_up_gemeente(NewGemeente(code, f"Gemeente {code}", 1000, 2026))
        with acting_for(code):
            record_identities([Identity(surname=surname, bsn="999990019", birth_date=DAY)])
            for kind in ("case.opened", "case.noted", "case.closed"):
                record(kind, subject=CASE, actor=system_actor(code), data={"cents": 12345})
            start_clock("offer", subject=CASE, start=DAY, due=DAY, owner=None, law="Lokaal beleid")
        start("count", args={}, gemeente_id=code, unique_key="k")


def tamper() -> None:
    """Change an event, after taking away what guards it."""
    from rondkomen.access.tenancy import acting_for

    on_table = " ON journal_event" if connection.vendor == "postgresql" else ""
    with acting_for("9902"), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER journal_event_no_update{on_table}")
        cursor.execute(
            "UPDATE journal_event SET kind = 'case.lost' WHERE sequence = 2 AND gemeente_id = '9902'"
        )


def names() -> None:
    """What the people of each municipality are called, with their BSN."""
    from rondkomen.access.core.actor import system_actor
    from rondkomen.access.core.purposes import Purpose
    from rondkomen.access.tenancy import acting_for
    from rondkomen.people import queries
    from rondkomen.people.models import DeliveredIdentity

    for code in ("9901", "9902"):
        with acting_for(code):
            ref = DeliveredIdentity.objects.get().id
            card = queries.card(ref, purpose=Purpose.INTAKE, actor=system_actor(code))
            print(code, card.identity.surname, card.identity.bsn)


if __name__ == "__main__":
    django.setup()
    {"fill": fill, "tamper": tamper, "names": names}[sys.argv[1]]()
