"""One early-detection delivery as DDAS 1.2 means it: each value here is valid, or it does not exist.

The constructors refuse what the schema and the meaning of the delivery forbid, so whatever is
written from these values (`ddas_objects`) passes the schema without being checked against it again.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple, Self

from rondkomen.exchange.core import ddas_words as words
from rondkomen.kernel.dutch.bsn import is_bsn
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Period
from rondkomen.kernel.refusal import Refused

_POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Z]{2}")
_KVK = re.compile(r"[0-9]{8}")
_GEMEENTECODE = re.compile(r"[0-9]{4}")
_EMAIL = re.compile(r"\A[^@\s]+@[^@\s]+")
_HIGHEST_HOUSE_NUMBER = 99_999

# The values of which a page holds tens of thousands are tuples: as fixed as a frozen dataclass, and
# made in half its time.
_made = tuple.__new__

# A page holds tens of thousands of postcodes, and few different ones.
_is_postcode = lru_cache(maxsize=50_000)(_POSTCODE.fullmatch)


class _ByBsn(NamedTuple):
    bsn: str


class ByBsn(_ByBsn):
    """A client named by BSN, and by nothing else.

    Raises: Refused when the number fails the eleven-check; the sentence never repeats it.
    """

    __slots__ = ()

    def __new__(cls, bsn: str) -> Self:
        """A number that passes the check."""
        if not is_bsn(bsn):
            raise Refused("Het BSN telt geen negen cijfers of de elfproef faalt.", code="bsn")
        return _made(cls, (bsn,))


class _ByAddress(NamedTuple):
    postcode: str
    house_number: int
    addition: str
    birth_date: date | None
    gender: str


class ByAddress(_ByAddress):
    """A client without BSN, named by postcode and house number.

    Raises: Refused for a postcode that is not Dutch, or a missing house number.
    """

    __slots__ = ()

    def __new__(
        cls,
        postcode: str,
        house_number: int,
        addition: str = "",
        birth_date: date | None = None,
        gender: str = "",
    ) -> Self:
        """An address that can exist."""
        if not _is_postcode(postcode):
            raise Refused("De postcode is niet van de vorm 1234AB.", code="postcode")
        if not 0 < house_number <= _HIGHEST_HOUSE_NUMBER:
            raise Refused("Het huisnummer ontbreekt of is te hoog.", code="house-number")
        if gender and gender not in words.GENDERS:
            raise Refused("De geslachtsaanduiding staat niet in de lijst van DDAS.", code="gender")
        return _made(cls, (postcode, house_number, addition, birth_date, gender))


Client = ByBsn | ByAddress


class _VsSignal(NamedTuple):
    ref: str
    partner_type: str
    client: Client
    amount: Cents | None
    arrears_since: date | None
    signal_date: date | None
    status: str
    crisis: bool
    warm_transfer: bool


class VsSignal(_VsSignal):
    """One signal, in the words of DDAS.

    Units: `amount` in eurocents; it is delivered in whole euros, half a euro going up.
    Raises: Refused when a value is not in its list or the dates contradict each other.
    """

    __slots__ = ()

    def __new__(
        cls,
        ref: str,
        partner_type: str,
        client: Client,
        amount: Cents | None = None,
        *,
        arrears_since: date | None = None,
        signal_date: date | None = None,
        status: str = "",
        crisis: bool = False,
        warm_transfer: bool = False,
    ) -> Self:
        """A signal whose values are in their lists and agree."""
        if not ref:
            raise Refused("Een signaal zonder ID kan niet worden geleverd.", code="signal-id")
        if partner_type not in words.PARTNER_TYPES:
            raise Refused("Het soort signaalpartner staat niet in de lijst van DDAS.", code="type")
        if status and status not in words.SIGNAL_STATUSES:
            raise Refused("De signaalstatus staat niet in de lijst van DDAS.", code="status")
        if amount is not None and amount < 0:
            raise Refused("Het bedrag is lager dan nul.", code="amount")
        if arrears_since and signal_date and arrears_since > signal_date:
            raise Refused("De achterstand ontstond na de signaaldatum.", code="signal-dates")
        return _made(
            cls,
            (
                *(ref, partner_type, client, amount, arrears_since, signal_date, status),
                *(crisis, warm_transfer),
            ),
        )


class _VsAttempt(NamedTuple):
    kind: str
    reached: bool
    on: date
    part_of_day: str


class VsAttempt(_VsAttempt):
    """One attempt to reach the resident.

    Raises: Refused for a kind or part of day that is not in the list.
    """

    __slots__ = ()

    def __new__(cls, kind: str, reached: bool, on: date, part_of_day: str = "") -> Self:
        """An attempt whose values are in their lists."""
        if kind not in words.CONTACT_KINDS:
            raise Refused("De soort contactpoging staat niet in de lijst van DDAS.", code="kind")
        if part_of_day and part_of_day not in words.PARTS_OF_DAY:
            raise Refused("Het dagdeel staat niet in de lijst van DDAS.", code="part-of-day")
        return _made(cls, (kind, reached, on, part_of_day))


# A page holds a hundred thousand attempts and few different ones: each is checked and written once.
attempt = lru_cache(maxsize=20_000)(VsAttempt)


class _VsCase(NamedTuple):
    signal_ids: tuple[str, ...]
    closed: bool
    result: str
    matched_on: date | None
    matching_period: Period | None
    picked_up_on: date | None
    attempts: tuple[VsAttempt, ...]


class VsCase(_VsCase):
    """One case with the signals it holds and what was done.

    DDAS has no result for a case that is still open: `closed` and `result` go together.
    Raises: Refused when they do not, when a signal is missing or named twice, or when the
    matching period ends before it starts.
    """

    __slots__ = ()

    def __new__(
        cls,
        signal_ids: tuple[str, ...],
        closed: bool,
        result: str = "",
        *,
        matched_on: date | None = None,
        matching_period: Period | None = None,
        picked_up_on: date | None = None,
        attempts: tuple[VsAttempt, ...] = (),
    ) -> Self:
        """A case that holds signals and agrees with its result."""
        if len(signal_ids) != 1 and not (signal_ids and len(set(signal_ids)) == len(signal_ids)):
            raise Refused(
                "Een zaak noemt ten minste één signaal, en elk signaal één keer.", code="case-ids"
            )
        if result and not closed:
            raise Refused("Een lopende zaak heeft nog geen resultaat.", code="open-with-result")
        if closed and not result:
            raise Refused("Een afgesloten zaak heeft een resultaat.", code="closed-without-result")
        if result and result not in words.RESULTS:
            raise Refused("Het eindresultaat staat niet in de lijst van DDAS.", code="result")
        return _made(
            cls,
            (signal_ids, closed, result, matched_on, matching_period, picked_up_on, attempts),
        )


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
        known = {signal.ref for signal in self.signals}
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
