"""Reads of `people`. Each states a purpose; each writes the processing log in the same transaction."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import STATEMENTS, Purpose
from rondkomen.access.crypto import blind_index, unseal
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.journal.services import log_processing, log_processing_as_a_whole
from rondkomen.kernel.dutch.names import split_surname
from rondkomen.kernel.refusal import Refused
from rondkomen.people.core.identity import Card, Door, Identity, MatchingRow
from rondkomen.people.models import DeliveredIdentity, Household, Person

_POSTCODE_AND_NUMBER = re.compile(r"^(\d{4})\s*([A-Za-z]{2})(?:[\s,]*(\d{1,5}).*)?$")
_STREET_AND_NUMBER = re.compile(r"([^\W\d][^\d]{1,78}) (\d{1,5})[\s\-]{0,2}\w{0,6}")
_MOST_FOUND = 200
_CHUNK = 900  # SQLite takes a limited number of values in one statement


def card(ref: UUID, *, purpose: Purpose, actor: Actor) -> Card:
    """This person, known or as delivered.

    Raises: Refused when the purpose is not granted or the reference does not exist here.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per look.
    """
    found = cards([ref], purpose=purpose, actor=actor)
    if ref not in found:
        raise Refused(
            "Deze persoon is niet (meer) bekend; mogelijk is de bewaartermijn voorbij.",
            code="person-unknown",
        )
    return found[ref]


@transaction.atomic
def cards(refs: Iterable[UUID], *, purpose: Purpose, actor: Actor) -> dict[UUID, Card]:
    """The persons behind these references, without those that do not exist here.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per person and look.
    """
    _may_read(purpose, actor)
    wanted = list(dict.fromkeys(refs))
    found: dict[UUID, Card] = {}
    for chunk in _chunks(wanted):
        for person in Person.objects.filter(id__in=chunk).select_related("household__address"):
            found[person.id] = _person_card(person)
        for delivered in DeliveredIdentity.objects.filter(id__in=chunk):
            found[delivered.id] = Card(
                delivered.id, _delivered_identity(delivered), None, is_known_person=False
            )
    log_processing(
        purpose=purpose, subjects=found, actor=actor, activity="gegevens van persoon ingezien"
    )
    return found


@transaction.atomic
def matching_rows(refs: Iterable[UUID], *, purpose: Purpose, actor: Actor) -> list[MatchingRow]:
    """These persons or delivered identities for the linkage engine; BSN only as blind index.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per person.
    """
    _may_read(purpose, actor)
    rows: list[MatchingRow] = []
    for chunk in _chunks(list(dict.fromkeys(refs))):
        rows += [
            MatchingRow(
                delivered.id,
                _delivered_identity(delivered, with_bsn=False),
                delivered.bsn_index,
                None,
            )
            for delivered in DeliveredIdentity.objects.filter(id__in=chunk)
        ]
        rows += [
            _person_row(person)
            for person in Person.objects.filter(id__in=chunk).select_related("household__address")
        ]
    log_processing(
        purpose=purpose,
        subjects=[row.ref for row in rows],
        actor=actor,
        activity="signalen gekoppeld",
    )
    return rows


@transaction.atomic
def known_persons(*, purpose: Purpose, actor: Actor) -> list[MatchingRow]:
    """Everyone the municipality already knows, for linking new signals.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per person.
    """
    _may_read(purpose, actor)
    rows = [
        _person_row(person)
        for person in Person.objects.select_related("household__address").iterator(chunk_size=5_000)
    ]
    log_processing(
        purpose=purpose,
        subjects=[row.ref for row in rows],
        actor=actor,
        activity="signalen gekoppeld",
    )
    return rows


@transaction.atomic
def doors(household_refs: Iterable[UUID], *, purpose: Purpose, actor: Actor) -> dict[UUID, Door]:
    """The addresses of these households: where to go, without who lives there.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 4(1), art. 5(1)(b) and art. 30: an address where somebody has arrears is personal
    data; one processing-log line per household.
    """
    _may_read(purpose, actor)
    found: dict[UUID, Door] = {}
    for chunk in _chunks(list(dict.fromkeys(household_refs))):
        for household in Household.objects.filter(id__in=chunk).select_related("address"):
            address = household.address
            house = Identity(
                house_number=address.house_number,
                house_letter=address.house_letter,
                house_addition=address.house_addition,
            )
            found[household.id] = Door(
                household_ref=household.id,
                street=address.street,
                house=house.house,
                house_number=address.house_number,
                postcode=address.postcode,
                city=address.city,
                neighbourhood=address.neighbourhood,
                size=household.size,
            )
    log_processing(purpose=purpose, subjects=found, actor=actor, activity="adres ingezien")
    return found


@transaction.atomic
def members(
    household_refs: Iterable[UUID], *, purpose: Purpose, actor: Actor
) -> dict[UUID, list[Card]]:
    """The known members of each of these households, the eldest first.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per person.
    """
    wanted = list(dict.fromkeys(household_refs))
    found: dict[UUID, list[Card]] = {ref: [] for ref in wanted}
    refs = [
        ref
        for chunk in _chunks(wanted)
        for ref in Person.objects.filter(household_id__in=chunk)
        .order_by("birth_date", "id")
        .values_list("id", flat=True)
    ]
    shown = cards(refs, purpose=purpose, actor=actor)
    for ref in refs:
        home = shown[ref].household_ref
        if home is not None:
            found[home].append(shown[ref])
    return found


@transaction.atomic
def refs_of_bsn(bsn: str, *, purpose: Purpose, actor: Actor) -> list[UUID]:
    """The references under which this BSN is known here; the number itself is not read.

    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per reference; a search that finds
    nobody leaves one line too, so that trying numbers shows.
    """
    require(actor, purpose)
    index = blind_index(bsn, gemeente_id=current_gemeente_id(), kind="bsn")
    found = [
        ref
        for table in (Person, DeliveredIdentity)
        for ref in table.objects.filter(bsn_index=index).values_list("id", flat=True)
    ]
    if found:
        log_processing(purpose=purpose, subjects=found, actor=actor, activity="gezocht op BSN")
    else:
        log_processing_as_a_whole(
            purpose=purpose, actor=actor, activity="gezocht op BSN, niemand gevonden"
        )
    return found


@transaction.atomic
def find_households(text: str, *, purpose: Purpose, actor: Actor) -> list[UUID]:
    """The households at this address, or with a member of this surname.

    Shape: text such as "1234 AB 12", "1234AB", "Lindelaan 12" or a surname; at most 200 households.
    Raises: Refused when the purpose is not granted.
    Law: AVG art. 5(1)(b) and art. 30: one processing-log line per person looked up.
    """
    _may_read(purpose, actor)
    address = _address_in(text.strip())
    found: list[UUID] = []
    if address:
        homes = Household.objects.filter(**address).order_by("id")
        found = list(homes.values_list("id", flat=True)[:_MOST_FOUND])
    people = Person.objects.filter(household_id__in=found) if address else _with_surname(text)
    looked_up = list(people.values_list("id", "household_id")[:_MOST_FOUND])
    log_processing(
        purpose=purpose,
        subjects=[ref for ref, _home in looked_up],
        actor=actor,
        activity="gezocht op adres of achternaam",
    )
    return found or list(dict.fromkeys(home for _ref, home in looked_up if home))


def _address_in(text: str) -> dict[str, object]:
    """The address that the words mean, as a filter of households; nothing when they mean none."""
    if by_postcode := _POSTCODE_AND_NUMBER.match(text):
        postcode = {"address__postcode": f"{by_postcode[1]}{by_postcode[2].upper()}"}
        number = {"address__house_number": int(by_postcode[3])} if by_postcode[3] else {}
        return {**postcode, **number}
    if by_street := _STREET_AND_NUMBER.fullmatch(text):
        return {
            "address__street__iexact": by_street[1].strip(),
            "address__house_number": int(by_street[2]),
        }
    return {}


def _with_surname(text: str) -> QuerySet[Person]:
    """The persons with this surname, their own or their partner's; a prefix may stand before it."""
    _prefix, core = split_surname(text.strip())
    name = core or text.strip()
    own, partners = Q(surname__iexact=name), Q(partner_surname__iexact=name)
    return Person.objects.filter(own | partners, household__isnull=False).order_by("id")


def _may_read(purpose: Purpose, actor: Actor) -> None:
    require(actor, purpose)
    if not STATEMENTS[purpose].reads_people:
        raise Refused(
            f"Voor het doel '{STATEMENTS[purpose].label}' zijn geen persoonsgegevens nodig.",
            code="purpose-reads-no-people",
        )


def _chunks(refs: list[UUID]) -> Iterable[list[UUID]]:
    return (refs[start : start + _CHUNK] for start in range(0, len(refs), _CHUNK))


def _opened_bsn(row: Person | DeliveredIdentity) -> str:
    if row.bsn_sealed is None:
        return ""
    return unseal(row.bsn_sealed, gemeente_id=row.gemeente_id, row=row.id, column="bsn").decode()


def _delivered_identity(row: DeliveredIdentity, *, with_bsn: bool = True) -> Identity:
    return Identity(
        initials=row.initials,
        given_names=row.given_names,
        prefix=row.prefix,
        surname=row.surname,
        partner_prefix=row.partner_prefix,
        partner_surname=row.partner_surname,
        birth_date=row.birth_date,
        postcode=row.postcode,
        house_number=row.house_number,
        house_letter=row.house_letter,
        house_addition=row.house_addition,
        street=row.street,
        city=row.city,
        phones=tuple(row.phones),
        email=row.email,
        bsn=_opened_bsn(row) if with_bsn else "",
        kvk_number=row.kvk_number,
        legal_form=row.legal_form,
    )


def _person_identity(row: Person, *, with_bsn: bool = True) -> Identity:
    address = row.household.address if row.household else None
    return Identity(
        initials=row.initials,
        given_names=row.given_names,
        prefix=row.prefix,
        surname=row.surname,
        partner_prefix=row.partner_prefix,
        partner_surname=row.partner_surname,
        birth_date=row.birth_date,
        postcode=address.postcode if address else "",
        house_number=address.house_number if address else None,
        house_letter=address.house_letter if address else "",
        house_addition=address.house_addition if address else "",
        street=address.street if address else "",
        city=address.city if address else "",
        phones=tuple(row.phones),
        email=row.email,
        bsn=_opened_bsn(row) if with_bsn else "",
    )


def _person_card(row: Person) -> Card:
    return Card(
        ref=row.id,
        identity=_person_identity(row),
        household_ref=row.household_id,
        is_known_person=True,
        deceased=row.deceased_on is not None,
        moved_to=row.moved_to,
    )


def _person_row(row: Person) -> MatchingRow:
    return MatchingRow(
        ref=row.id,
        identity=_person_identity(row, with_bsn=False),
        bsn_index=row.bsn_index,
        household_ref=row.household_id,
        previous_postcode=row.previous_postcode,
        previous_house_number=row.previous_house_number,
        previous_house_addition=row.previous_house_addition,
    )
