"""One early-detection delivery as DDAS 1.2 means it: each value here is valid, or it does not exist.

The constructors refuse what the schema and the meaning of the delivery forbid, so whatever is
written from these values passes the schema without being checked against it again. The signals and
cases, of which there are tens of thousands, are judged and written in one step (`ddas_signals`,
`ddas_cases`); what stands around them is small (`ddas_objects`).
"""

import re
from dataclasses import dataclass
from datetime import datetime

from rondkomen.exchange.core.ddas_cases import VsCases
from rondkomen.exchange.core.ddas_signals import VsSignals
from rondkomen.kernel.period import Period
from rondkomen.kernel.refusal import Refused

_KVK = re.compile(r"[0-9]{8}")
_GEMEENTECODE = re.compile(r"[0-9]{4}")
_EMAIL = re.compile(r"\A[^@\s]+@[^@\s]+")


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
    """All signals and cases of one municipality over one period, in page order.

    Page order: first the signals of each case, side by side, in the order of the cases; then those
    without a case.
    Raises: Refused when an ID occurs twice, a case names a signal that is not in this delivery or
    that another case names too, or a signal was sent after the period; ValueError when the signals
    do not stand in page order.
    """

    gemeentecode: str
    organisation: Organisation
    period: Period
    signals: VsSignals
    cases: VsCases

    def __post_init__(self) -> None:
        if not _GEMEENTECODE.fullmatch(self.gemeentecode):
            raise Refused("De gemeentecode telt vier cijfers.", code="gemeentecode")
        refs, named = list(self.signals.columns.refs), self.cases.columns.named
        if len(set(refs)) != len(refs):
            raise Refused("Een signaal-ID komt twee keer voor.", code="signal-id-twice")
        if refs[: len(named)] != named:
            raise _apart(refs, named)
        if max(self.signals.columns.signal_dates, default=self.period.end) > self.period.end:
            raise Refused("Een signaal is van na de periode.", code="signal-after-period")


def _apart(refs: list[str], named: list[str]) -> Exception:
    """Why these signals and those that the cases name do not go together."""
    if not set(named) <= set(refs):
        return Refused("Een zaak noemt een signaal dat niet wordt geleverd.", code="case-unknown")
    if len(set(named)) != len(named):
        return Refused("Een signaal hoort bij twee zaken.", code="signal-in-two-cases")
    return ValueError("The signals of a delivery stand in the order of its cases.")


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
