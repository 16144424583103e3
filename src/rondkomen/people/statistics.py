"""The one read of `people` that leaves no line per person: identifying clients for CBS statistics.

The DPIA of DDAS (version 3.0, November 2025) advises against logging the individual BSN of this
delivery: such a log would be a new processing with its own risk, and a general notice that data
go to CBS serves the right of access. So the log gets one line for the whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.crypto import unseal
from rondkomen.journal.services import log_processing_as_a_whole
from rondkomen.people.models import DeliveredIdentity, Person

_CHUNK = 900  # SQLite takes a limited number of values in one statement


@dataclass(frozen=True, slots=True)
class StatisticalClient:
    """What CBS may know of a client: the BSN, or else the address and date of birth."""

    bsn: str
    postcode: str
    house_number: int
    addition: str
    birth_date: date | None


@transaction.atomic
def statistical_clients(refs: Iterable[UUID], *, actor: Actor) -> dict[UUID, StatisticalClient]:
    """The persons and delivered identities behind these references, without names.

    Raises: Refused when the purpose of delivering to CBS is not granted.
    Law: AVG art. 5(1)(c): no name and no contact data. Policy: one line in the processing log for
    the whole (DPIA DDAS 3.0, November 2025).
    """
    require(actor, Purpose.CBS_DELIVERY)
    wanted = list(dict.fromkeys(refs))
    found: dict[UUID, StatisticalClient] = {}
    for start in range(0, len(wanted), _CHUNK):
        found |= dict(_clients(wanted[start : start + _CHUNK]))
    log_processing_as_a_whole(
        purpose=Purpose.CBS_DELIVERY,
        actor=actor,
        activity="levering aan het CBS samengesteld",
    )
    return found


def _clients(refs: list[UUID]) -> Iterator[tuple[UUID, StatisticalClient]]:
    for person in Person.objects.filter(id__in=refs).select_related("household__address"):
        address = person.household.address if person.household else None
        yield (
            person.id,
            StatisticalClient(
                bsn=_opened_bsn(person),
                postcode=address.postcode if address else "",
                house_number=address.house_number if address else 0,
                addition=_addition(address.house_letter, address.house_addition) if address else "",
                birth_date=person.birth_date,
            ),
        )
    for row in DeliveredIdentity.objects.filter(id__in=refs):
        yield (
            row.id,
            StatisticalClient(
                bsn=_opened_bsn(row),
                postcode=row.postcode,
                house_number=row.house_number or 0,
                addition=_addition(row.house_letter, row.house_addition),
                birth_date=row.birth_date,
            ),
        )


def _addition(letter: str, addition: str) -> str:
    return " ".join(part for part in (letter, addition) if part)


def _opened_bsn(row: Person | DeliveredIdentity) -> str:
    if row.bsn_sealed is None:
        return ""
    return unseal(row.bsn_sealed, gemeente_id=row.gemeente_id, row=row.id, column="bsn").decode()
