"""Builds the demo municipality: people, partners, a year of files, matching, case work and conversations.

The same seed and day give the same municipality. Everything in it is fictional.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from uuid import UUID

from django.db import transaction

from rondkomen.access import queries as access
from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.services import NewGemeente, set_up_gemeente
from rondkomen.access.tenancy import acting_for
from rondkomen.arrears import services as arrears_services
from rondkomen.arrears.core.codes import SigningStatus
from rondkomen.arrears.services import AgreementFacts, PartnerFacts
from rondkomen.chain import intake
from rondkomen.chain.demo.accounts import ACCOUNTS, add_accounts
from rondkomen.chain.demo.conversations import hold_conversations
from rondkomen.chain.demo.deliveries import MONTHS, MonthFile, Truth, year_of_files
from rondkomen.chain.demo.figures import fill_monitor
from rondkomen.chain.demo.of_its_own import add_its_own
from rondkomen.chain.demo.partners import PARTNERS, PROFILES, DemoPartner
from rondkomen.chain.demo.population import Person, population
from rondkomen.chain.demo.registers import write_registers
from rondkomen.chain.demo.work import Team, work_month
from rondkomen.chain.demo.workbook import fill_workbook
from rondkomen.chain.match_month import Matched, match_month
from rondkomen.chain.outreach_flow import pass_night
from rondkomen.journal.core.moment import happened_at
from rondkomen.kernel.period import Month
from rondkomen.kernel.refusal import Refused
from rondkomen.outreach import services as outreach
from rondkomen.outreach.content import rule_table_text
from rondkomen.outreach.services import SenderDetails

GEMEENTE = "9901"
NAME = "Gemeente Middenveld"
INHABITANTS = 60_000
SENDER = SenderDetails(
    phone="088 000 00 00",
    email="vroegsignalering@middenveld.example",
    postal_address="Postbus 0, 9010 AA Middenveld",
    officer="De functionaris gegevensbescherming bereikt u via fg@middenveld.example",
)
LEFT_TO_UPLOAD = "delinde"  # this partner's latest file waits for the visitor
Told = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Built:
    """What the demo holds.

    Units: files, signals, cases.
    """

    files: int
    signals: int
    cases: int
    to_upload: Path


@dataclass(frozen=True)
class Plan:
    """How to build: seed, day, size, and where the registers and loose files go."""

    seed: int
    today: date
    registers: Path
    folder: Path
    inhabitants: int = INHABITANTS
    months: int = MONTHS


def exists() -> bool:
    """Whether the demo municipality is here already."""
    return any(row.code == GEMEENTE for row in access.gemeenten())


def build(plan: Plan, told: Told = lambda done, total, message: None) -> Built:
    """The finished demo municipality.

    Raises: Refused when it exists already.
    """
    if exists():
        raise Refused(
            "De demogemeente bestaat al; gebruik een lege gegevensmap (RONDKOMEN_DATA) voor een nieuwe.",
            code="demo-exists",
        )
    total = plan.months + 2
    told(0, total, "Inwoners en adressen verzinnen")
    people = population(plan.seed, plan.inhabitants, today=plan.today)
    write_registers(people, plan.registers, GEMEENTE)
    told(1, total, "Gemeente en partners inrichten")
    with transaction.atomic():
        set_up_gemeente(_gemeente(plan))
        return _filled(plan, people, told)


def _filled(plan: Plan, people: Sequence[Person], told: Told) -> Built:
    """The municipality with its partners, files, matches and work, in one transaction."""
    partners, team = _set_up(plan)
    files = list(
        year_of_files(
            people,
            seed=plan.seed,
            today=plan.today,
            gemeente_id=GEMEENTE,
            months=plan.months,
        )
    )
    to_upload, taken_in = _set_aside(files, plan)
    _write_truth(files, plan.folder)
    cases = 0
    setting = (plan, team, Random(f"work {plan.seed}"))
    for place, month in enumerate(_months(plan)):
        told(2 + place, plan.months + 2, f"Maand {month} innemen, matchen en bewerken")
        of_month = [file for file in taken_in if file.month == month]
        cases += _month(month, of_month, partners, setting)
    with acting_for(GEMEENTE):
        fill_monitor(
            _months(plan), today=plan.today, rng=Random(f"year {plan.seed}"), lead=team.lead
        )
        pass_night(today=plan.today, actor=system_actor(GEMEENTE))
        hold_conversations(today=plan.today, lead=team.facilitator)
        fill_workbook(today=plan.today, lead=team.facilitator)
        add_its_own(today=plan.today, lead=team.facilitator)
    told(plan.months + 2, plan.months + 2, "Klaar")
    return Built(len(taken_in), sum(len(file.truth) for file in taken_in), cases, to_upload)


def _gemeente(plan: Plan) -> NewGemeente:
    return NewGemeente(
        code=GEMEENTE,
        name=NAME,
        inhabitants=plan.inhabitants,
        inhabitants_year=plan.today.year,
        kvk_number="99999999",
        contact_name="Ayla Voorbeeld",
        contact_email="ayla@middenveld.example",
        contact_phone="0880000000",
    )


def _months(plan: Plan) -> list[Month]:
    current = Month.of(plan.today)
    return [current.plus(-back) for back in range(plan.months - 1, -1, -1)]


def _set_up(plan: Plan) -> tuple[dict[str, UUID], Team]:
    """The partners with agreement and mapping profile, the accounts, and rules in force."""
    start = _months(plan)[0].plus(-6).first
    with acting_for(GEMEENTE), happened_at(datetime.combine(start, time(8), tzinfo=UTC)):
        system = system_actor(GEMEENTE)
        partners = {
            partner.slug: _partner(partner, start, system, plan.today) for partner in PARTNERS
        }
        users = add_accounts(GEMEENTE, partners)
        actors = {
            account.email: access.actor_of(users[account.email], GEMEENTE) for account in ACCOUNTS
        }
        outreach.save_sender(SENDER, actor=actors["fenna@middenveld.example"])
        draft = outreach.save_draft(rule_table_text(), actor=actors["fenna@middenveld.example"])
        outreach.publish(draft, today=start, actor=actors["olaf@middenveld.example"])
        workers = [actors["noor@middenveld.example"], actors["sem@middenveld.example"]]
        for worker in workers:
            assert worker.user_id is not None
            outreach.set_capacity(
                worker.user_id, open_cases=90, actor=actors["ayla@middenveld.example"]
            )
    return partners, Team(
        workers, actors["ayla@middenveld.example"], actors["bram@middenveld.example"]
    )


def _partner(partner: DemoPartner, start: date, actor: Actor, today: date) -> UUID:
    partner_id = arrears_services.save_partner(
        PartnerFacts(partner.name, partner.partner_type), actor=actor
    )
    agreement = AgreementFacts(
        start=start,
        effort=partner.attested,
        bsn_allowed=partner.bsn,
        signing_status=SigningStatus.SIGNED,
        signed_on=start,
    )
    arrears_services.save_agreement(partner_id, agreement, actor=actor, today=today)
    profile = PROFILES[partner.layout]
    if profile is not None:
        arrears_services.save_mapping(partner_id, profile, actor=actor)
    return partner_id


def _set_aside(files: Sequence[MonthFile], plan: Plan) -> tuple[Path, list[MonthFile]]:
    """One file of the current month stays on disk for the visitor to upload."""
    current = Month.of(plan.today)
    aside = next(
        file for file in files if file.month == current and file.partner.slug == LEFT_TO_UPLOAD
    )
    folder = plan.folder / "aanleveren"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / aside.name
    path.write_bytes(aside.content)
    return path, [file for file in files if file is not aside]


_Setting = tuple[Plan, Team, Random]


def _month(
    month: Month, files: Iterable[MonthFile], partners: dict[str, UUID], setting: _Setting
) -> int:
    """How many cases the month has, after its files were taken in, matched and worked on."""
    plan, team, rng = setting
    actor = system_actor(GEMEENTE)
    matched_on = min(plan.today, month.first.replace(day=12))
    moment = datetime.combine(matched_on, time(7, 30), tzinfo=UTC)
    with acting_for(GEMEENTE):
        for file in files:
            _take_in(file, partners[file.partner.slug], actor)
        with happened_at(moment):
            matched: Matched = match_month(month, today=matched_on, now=moment, actor=actor)
        work_month(month, team, rng=rng, today=plan.today)
    return matched.cases


def _take_in(file: MonthFile, partner_id: UUID, actor: Actor) -> None:
    """Nothing; the file was taken in on the morning it was sent."""
    with happened_at(datetime.combine(file.sent_on, time(7), tzinfo=UTC)):
        intake.load(io.BytesIO(file.content), partner_id, today=file.sent_on, actor=actor)


def _write_truth(files: Sequence[MonthFile], folder: Path) -> None:
    """Who each row is really about, to judge the matching by."""
    with (folder / "waarheid.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["partner", "month", "reference", "person"])
        lines: list[Truth] = [line for file in files for line in file.truth]
        writer.writerows((line.partner, line.month, line.reference, line.person) for line in lines)
