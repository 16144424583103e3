"""One early-detection delivery as DDAS 1.2 means it: each value here is valid, or it does not exist.

The constructors refuse what the schema and the meaning of the delivery forbid, so whatever is
written from these values passes the schema without being checked against it again.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from rondkomen.exchange.core import ddas_words as words
from rondkomen.kernel.dutch.bsn import is_bsn
from rondkomen.kernel.money import Cents, whole_euros
from rondkomen.kernel.period import Period
from rondkomen.kernel.refusal import Refused

JsonObject = dict[str, Any]

_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
_KVK = re.compile(r"[0-9]{8}")
_GEMEENTECODE = re.compile(r"[0-9]{4}")
_EMAIL = re.compile(r"\A[^@\s]+@[^@\s]+")
_HIGHEST_HOUSE_NUMBER = 99_999

# A page holds hundreds of thousands of dates and few different ones.
_iso = lru_cache(maxsize=50_000)(date.isoformat)


@dataclass(frozen=True, slots=True)
class ByBsn:
    """A client named by BSN, and by nothing else.

    Raises: Refused when the number fails the eleven-check; the sentence never repeats it.
    """

    bsn: str

    def __post_init__(self) -> None:
        if not is_bsn(self.bsn):
            raise Refused("Het BSN telt geen negen cijfers of de elfproef faalt.", code="bsn")


@dataclass(frozen=True, slots=True)
class ByAddress:
    """A client without BSN, named by postcode and house number.

    Raises: Refused for a postcode that is not Dutch, or a missing house number.
    """

    postcode: str
    house_number: int
    addition: str = ""
    birth_date: date | None = None
    gender: str = ""

    def __post_init__(self) -> None:
        if not _POSTCODE.fullmatch(self.postcode):
            raise Refused("De postcode is niet van de vorm 1234AB.", code="postcode")
        if not 0 < self.house_number <= _HIGHEST_HOUSE_NUMBER:
            raise Refused("Het huisnummer ontbreekt of is te hoog.", code="house-number")
        if self.gender and self.gender not in words.GENDERS:
            raise Refused("De geslachtsaanduiding staat niet in de lijst van DDAS.", code="gender")


Client = ByBsn | ByAddress


@dataclass(frozen=True, slots=True)
class VsSignal:
    """One signal, in the words of DDAS.

    Units: `amount` in eurocents; it is delivered in whole euros, half a euro going up.
    Raises: Refused when a value is not in its list or the dates contradict each other.
    """

    id: str
    partner_type: str
    client: Client
    amount: Cents | None = None
    arrears_since: date | None = None
    signal_date: date | None = None
    status: str = ""
    crisis: bool = False
    warm_transfer: bool = False

    def __post_init__(self) -> None:
        if not self.id:
            raise Refused("Een signaal zonder ID kan niet worden geleverd.", code="signal-id")
        if self.partner_type not in words.PARTNER_TYPES:
            raise Refused("Het soort signaalpartner staat niet in de lijst van DDAS.", code="type")
        if self.status and self.status not in words.SIGNAL_STATUSES:
            raise Refused("De signaalstatus staat niet in de lijst van DDAS.", code="status")
        if self.amount is not None and self.amount < 0:
            raise Refused("Het bedrag is lager dan nul.", code="amount")
        if self.arrears_since and self.signal_date and self.arrears_since > self.signal_date:
            raise Refused("De achterstand ontstond na de signaaldatum.", code="signal-dates")


@dataclass(frozen=True, slots=True)
class VsAttempt:
    """One attempt to reach the resident.

    Raises: Refused for a kind or part of day that is not in the list.
    """

    kind: str
    reached: bool
    on: date
    part_of_day: str = ""

    def __post_init__(self) -> None:
        if self.kind not in words.CONTACT_KINDS:
            raise Refused("De soort contactpoging staat niet in de lijst van DDAS.", code="kind")
        if self.part_of_day and self.part_of_day not in words.PARTS_OF_DAY:
            raise Refused("Het dagdeel staat niet in de lijst van DDAS.", code="part-of-day")


@dataclass(frozen=True, slots=True)
class VsCase:
    """One case with the signals it holds and what was done.

    DDAS has no result for a case that is still open: `closed` and `result` go together.
    Raises: Refused when they do not, when a signal is missing or named twice, or when the
    matching period ends before it starts.
    """

    signal_ids: tuple[str, ...]
    closed: bool
    result: str = ""
    matched_on: date | None = None
    matching_period: Period | None = None
    picked_up_on: date | None = None
    attempts: tuple[VsAttempt, ...] = ()

    def __post_init__(self) -> None:
        if not self.signal_ids or len(set(self.signal_ids)) != len(self.signal_ids):
            raise Refused(
                "Een zaak noemt ten minste één signaal, en elk signaal één keer.", code="case-ids"
            )
        if self.result and not self.closed:
            raise Refused("Een lopende zaak heeft nog geen resultaat.", code="open-with-result")
        if self.closed and not self.result:
            raise Refused("Een afgesloten zaak heeft een resultaat.", code="closed-without-result")
        if self.result and self.result not in words.RESULTS:
            raise Refused("Het eindresultaat staat niet in de lijst van DDAS.", code="result")


@dataclass(frozen=True, slots=True)
class Contact:
    """Who CBS can ask about a delivery.

    Raises: Refused for a missing name or an e-mail address that is none.
    """

    name: str
    phone: str = ""
    email: str = ""
    job_title: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            raise Refused("De contactpersoon voor het CBS heeft geen naam.", code="contact-name")
        if self.email and not (_EMAIL.fullmatch(self.email) and self.email.isascii()):
            raise Refused("Het e-mailadres van de contactpersoon klopt niet.", code="contact-email")


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation that delivers: the municipality, or a party acting for it.

    Raises: Refused without a name or contact, or with a KvK number that is not eight digits.
    """

    name: str
    contacts: tuple[Contact, ...]
    kvk_number: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            raise Refused("De naam van de aanleverende organisatie ontbreekt.", code="organisation")
        if not self.contacts or len(set(self.contacts)) != len(self.contacts):
            raise Refused(
                "Noem ten minste één contactpersoon voor het CBS, en niemand twee keer.",
                code="contacts",
            )
        if self.kvk_number and not _KVK.fullmatch(self.kvk_number):
            raise Refused("Het KvK-nummer telt acht cijfers.", code="kvk")


@dataclass(frozen=True, slots=True)
class VsDelivery:
    """All signals and cases of one municipality over one period.

    Raises: Refused when an ID occurs twice, a case names a signal that is not in this delivery or
    that another case names too, or a signal was sent after the period.
    """

    gemeentecode: str
    organisation: Organisation
    period: Period
    signals: tuple[VsSignal, ...]
    cases: tuple[VsCase, ...] = ()

    def __post_init__(self) -> None:
        if not _GEMEENTECODE.fullmatch(self.gemeentecode):
            raise Refused("De gemeentecode telt vier cijfers.", code="gemeentecode")
        known = {signal.id for signal in self.signals}
        if len(known) != len(self.signals):
            raise Refused("Een signaal-ID komt twee keer voor.", code="signal-id-twice")
        named = [signal_id for case in self.cases for signal_id in case.signal_ids]
        if not known.issuperset(named):
            raise Refused(
                "Een zaak noemt een signaal dat niet wordt geleverd.", code="case-unknown"
            )
        if len(set(named)) != len(named):
            raise Refused("Een signaal hoort bij twee zaken.", code="signal-in-two-cases")
        last = self.period.end
        if any(signal.signal_date and signal.signal_date > last for signal in self.signals):
            raise Refused("Een signaal is van na de periode.", code="signal-after-period")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around the deliveries: who hands them over, for which period, when.

    Raises: Refused without a supplier code, or with a moment that has no time zone.
    """

    supplier_code: str
    period: Period
    delivered_at: datetime

    def __post_init__(self) -> None:
        if not self.supplier_code:
            raise Refused("De code van de gegevensleverancier ontbreekt.", code="supplier")
        if self.delivered_at.utcoffset() is None:
            raise Refused("De aanleverdatum heeft geen tijdzone.", code="delivered-at")


def client_object(client: Client) -> JsonObject:
    """The client as DDAS writes it: a BSN alone, or an address without one."""
    if isinstance(client, ByBsn):
        return {"burgerservicenummer": client.bsn}
    found: JsonObject = {"postcode": client.postcode, "huisnummer": str(client.house_number)}
    if client.addition:
        found["huisnummertoevoeging"] = client.addition
    if client.birth_date:
        found["geboortedatum"] = _iso(client.birth_date)
    if client.gender:
        found["geslachtsaanduiding"] = client.gender
    return found


def signal_object(signal: VsSignal) -> JsonObject:
    """The signal as DDAS writes it; what is not known is left out."""
    found: JsonObject = {
        "ID": signal.id,
        "crisissignaal": signal.crisis,
        "warmeOverdracht": signal.warm_transfer,
        "signaalpartner": {"type": signal.partner_type},
        "client": client_object(signal.client),
    }
    if signal.amount is not None:
        found["bedrag"] = whole_euros(signal.amount)
    if signal.arrears_since:
        found["ontstaansdatum"] = _iso(signal.arrears_since)
    if signal.signal_date:
        found["signaaldatum"] = _iso(signal.signal_date)
    if signal.status:
        found["status"] = signal.status
    return found


def attempt_object(attempt: VsAttempt) -> JsonObject:
    """The attempt as DDAS writes it."""
    found: JsonObject = {
        "soort": attempt.kind,
        "bereikt": attempt.reached,
        "datum": _iso(attempt.on),
    }
    if attempt.part_of_day:
        found["dagdeel"] = attempt.part_of_day
    return found


def case_object(case: VsCase) -> JsonObject:
    """The case as DDAS writes it; an open case has no `resultaat`."""
    found: JsonObject = {
        "vroegsignalen": [{"ID": signal_id} for signal_id in case.signal_ids],
        "contactpogingen": [attempt_object(attempt) for attempt in case.attempts],
    }
    if case.result:
        found["resultaat"] = case.result
    if case.matched_on:
        found["matchingsdatum"] = _iso(case.matched_on)
    if case.matching_period:
        found["startdatumMatchingperiode"] = _iso(case.matching_period.start)
        found["einddatumMatchingperiode"] = _iso(case.matching_period.end)
    if case.picked_up_on:
        found["datumOpgepakt"] = _iso(case.picked_up_on)
    return found


def organisation_object(organisation: Organisation) -> JsonObject:
    """The delivering organisation with its contacts, as DDAS writes it."""
    names = ("naam", "telefoonnummer", "email", "functietitel")
    contacts = [
        {
            name: value
            for name, value in zip(
                names, (person.name, person.phone, person.email, person.job_title), strict=True
            )
            if value
        }
        for person in organisation.contacts
    ]
    found: JsonObject = {"naam": organisation.name, "contactpersonen": contacts}
    if organisation.kvk_number:
        found["kvk-nummer"] = organisation.kvk_number
    return found


def envelope_object(envelope: Envelope) -> JsonObject:
    """The outside of a document, still without deliveries; the moment is written in UTC."""
    moment = envelope.delivered_at.astimezone(UTC).isoformat(timespec="seconds")
    return {
        "codeGegevensleverancier": envelope.supplier_code,
        "startdatumLevering": _iso(envelope.period.start),
        "einddatumLevering": _iso(envelope.period.end),
        "aanleverdatumEnTijd": moment.replace("+00:00", "Z"),
    }
