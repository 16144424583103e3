"""Rows for tests: a sound one, from which each test changes what it is about."""

from datetime import date
from pathlib import Path
from typing import Any

from rondkomen.arrears.core.agreement import Effort, Terms
from rondkomen.arrears.core.codes import Consent, PartnerType
from rondkomen.arrears.core.judge import Bench, Judged, judge
from rondkomen.arrears.core.layout import RawRow, bind
from rondkomen.arrears.core.mapping import MappingProfile
from rondkomen.arrears.core.register import LegalRegister, register_from
from rondkomen.files.yaml import load

TODAY = date(2026, 11, 21)
REGISTER: LegalRegister = register_from(
    load(Path(__file__).parents[1] / "content" / "legal_register.yaml")
)
KEPT_EFFORT = Effort(
    personal_contact=True,
    help_mentioned=True,
    reminders=3,
    consent=Consent.NO_RESPONSE,
    current_customer=True,
    running_arrangement=False,
)
SOUND = {
    "klantnummer": "K-1",
    "signaaldatum": "02-11-2026",
    "bedrag": "412,50",
    "achterstand_sinds": "01-09-2026",
    "voorletters": "A.B.",
    "achternaam": "van der Proef",
    "geboortedatum": "17-05-1980",
    "postcode": "1234 ab",
    "huisnummer": "12-hs",
    "telefoon": "06-12345678",
}


def terms(
    kind: PartnerType = PartnerType.RENT, *, effort: Effort = KEPT_EFFORT, bsn: bool = False
) -> Terms:
    return Terms("9901", kind, date(2021, 1, 1), date(2027, 12, 31), effort, bsn)


def judged(
    changes: dict[str, Any] | None = None,
    *,
    agreement: Terms | None = None,
    profile: MappingProfile | None = None,
    today: date = TODAY,
) -> Judged:
    row: dict[str, Any] = {**SOUND, **(changes or {})}
    layout = bind(profile or MappingProfile(), list(row))
    bench = Bench(agreement or terms(), REGISTER, today)
    return judge(RawRow(2, list(row.values())), layout, bench)


def codes_of(outcome: Judged) -> set[str]:
    return {finding.code.value for finding in outcome.findings}
