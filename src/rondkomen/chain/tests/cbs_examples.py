"""A small municipality with signals, cases and attempts, made through the chain's own verbs."""

import io
from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from rondkomen.access.core.actor import Actor
from rondkomen.access.services import NewGemeente, set_up_gemeente
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.agreement import Effort
from rondkomen.arrears.core.codes import Consent, PartnerType, SigningStatus
from rondkomen.arrears.queries import SignalFacts
from rondkomen.arrears.services import AgreementFacts, PartnerFacts, save_agreement, save_partner
from rondkomen.chain import intake
from rondkomen.kernel.period import Month, Period
from rondkomen.outreach.core.cases import CaseGroup
from rondkomen.outreach.core.codes import ContactKind, PartOfDay
from rondkomen.outreach.core.codes import PartnerType as CasePartner
from rondkomen.outreach.core.codes import SignalKind as CaseKind
from rondkomen.outreach.core.priority import SignalFact
from rondkomen.outreach.queries import case_facts_of
from rondkomen.outreach.services import NewAttempt, log_attempt, open_cases, pick_up
from rondkomen.people.services import AddressFacts, register_household

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
SENT = date(2026, 10, 5)
MATCHED = date(2026, 10, 8)
# 999990019 and 999990020: 81+72+63+54+45+0+0+2-9 = 308 = 28*11; 81+72+63+54+45+0+0+4-0 = 319 = 29*11
BSNS = ("999990019", "999990020")
_COLUMNS = (
    "klantnummer;signaaldatum;bedrag;achterstand_sinds;achternaam;geboortedatum;postcode;"
    "huisnummer;toevoeging;bsn"
)


def middenveld(code: str = "9901", name: str = "Gemeente Middenveld") -> str:
    """The municipality with everything CBS wants to know of it."""
    return set_up_gemeente(
        NewGemeente(
            code,
            name,
            60_000,
            2026,
            kvk_number="12345678",
            contact_name="A. de Demo",
            contact_email="ddas@middenveld.example",
            contact_phone="0101234567",
        )
    )


def insurer(actor: Actor) -> UUID:
    """A health insurer that may deliver BSNs, under a signed agreement."""
    partner_id = save_partner(PartnerFacts("Zorgzaam", PartnerType.HEALTH_INSURER), actor=actor)
    effort = Effort(
        personal_contact=True,
        help_mentioned=True,
        reminders=2,
        consent=Consent.NO_RESPONSE,
        current_customer=True,
        running_arrangement=False,
    )
    save_agreement(
        partner_id,
        AgreementFacts(
            date(2025, 1, 1),
            effort=effort,
            bsn_allowed=True,
            signing_status=SigningStatus.SIGNED,
            signed_on=date(2025, 1, 1),
        ),
        today=MATCHED,
        actor=actor,
    )
    return partner_id


def deliver(
    partner_id: UUID, number: int, *, actor: Actor, sent: date = SENT, first: int = 1
) -> list[SignalFacts]:
    """That many signals sent on this day: the first ones with a BSN, all at addresses of their own."""
    rows = [
        f"K{n};{sent};{400 + n},50;2026-08-01;Voorbeeld;1980-05-17;1234AB;{n};"
        f"{'B' if n % 2 else ''};{BSNS[n - 1] if n <= len(BSNS) else ''}"
        for n in range(first, first + number)
    ]
    source = io.BytesIO("\n".join([_COLUMNS, *rows]).encode())
    intake.load(source, partner_id, today=MATCHED, actor=actor)
    found = [s for s in arrears.signals_between(sent, sent) if s.partner_id == partner_id]
    return sorted(found, key=lambda signal: signal.amount)


def open_case(
    signals: Sequence[SignalFacts], *, actor: Actor, number: int = 1, person: UUID | None = None
) -> UUID:
    """The case of these signals, at an address of its own; `person` is who they are about."""
    household = register_household(AddressFacts("1234AB", number, street="Lindelaan"))
    group = CaseGroup(
        household,
        tuple(
            SignalFact(
                signal_ref=signal.id,
                partner_ref=signal.partner_id,
                partner_type=CasePartner(signal.partner_type.value),
                kind=CaseKind(signal.kind.value),
                amount=signal.amount,
                signal_date=signal.signal_date,
            )
            for signal in signals
        ),
        person_of=tuple((signal.id, person) for signal in signals) if person else (),
    )
    month = Month.of(signals[0].signal_date)
    open_cases([group], month=month, today=MATCHED, actor=actor)
    return case_facts_of([signals[0].id])[0].case_id


def work(case_id: UUID, *days: date, reached: bool = False, actor: Actor) -> None:
    """Pick the case up on the first day, and phone on each."""
    pick_up(case_id, today=days[0], actor=actor)
    for day in days:
        attempt = NewAttempt(uuid4(), ContactKind.PHONE, PartOfDay.AFTERNOON, day, reached)
        log_attempt(case_id, attempt, today=day, actor=actor)
