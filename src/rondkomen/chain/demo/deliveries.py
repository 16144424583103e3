"""A year of partner files about the fictional population, with the truth of who each row is about.

Volumes and mix follow Divosa's yearly reports (docs/demo.md); who is in arrears is drawn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rondkomen.arrears.core.codes import PartnerType
from rondkomen.chain.demo.files import file_name, written
from rondkomen.chain.demo.noise import NORMAL, Delivered, deliver
from rondkomen.chain.demo.partners import PARTNERS, DemoPartner
from rondkomen.chain.demo.population import Person
from rondkomen.kernel.calendar import add_working_days
from rondkomen.kernel.period import Month

SIGNALS_PER_1000 = 4.0
MONTHS = 12
REPEATS = 0.34  # of a partner's rows concern somebody it reported in the six months before
SHARED = 0.10  # of its rows concern somebody another partner reports this month
_WINDOW = 6


@dataclass(frozen=True)
class Truth:
    """Who a row is really about; `person` is empty for somebody the register does not hold."""

    partner: str
    month: Month
    reference: str
    person: str


@dataclass(frozen=True)
class MonthFile:
    """One file of one partner, as it came in."""

    partner: DemoPartner
    month: Month
    name: str
    sent_on: date
    content: bytes
    truth: tuple[Truth, ...]


@dataclass
class _Memory:
    """Whom each partner reported, per month, so that arrears can repeat and grow."""

    reported: dict[tuple[str, Month], list[int]]
    amounts: dict[tuple[str, int], int]
    this_month: list[int]


def year_of_files(
    people: Sequence[Person], *, seed: int, today: date, gemeente_id: str, months: int = MONTHS
) -> Iterator[MonthFile]:
    """The files of the months up to the current one, oldest first."""
    rng = Random(f"deliveries {seed}")
    memory = _Memory({}, {}, [])
    by_key = {person.key: person for person in people}
    for back in range(months - 1, -1, -1):
        month = Month.of(today).plus(-back)
        memory.this_month = []
        for partner in PARTNERS:
            count = _count(rng, partner, len(people), back)
            if count:
                yield _month_file(rng, partner, month, count, (by_key, memory, today, gemeente_id))


def _count(rng: Random, partner: DemoPartner, inhabitants: int, back: int) -> int:
    """How many rows this month: some months bring a catch-up batch, one brings nothing."""
    if back == partner.silent:
        return 0
    usual = inhabitants / 1000 * SIGNALS_PER_1000 * partner.share
    usual *= 2.1 if back == partner.catch_up else rng.uniform(0.85, 1.15)
    return max(2, round(usual))


_Setting = tuple[dict[int, Person], _Memory, date, str]


def _month_file(
    rng: Random, partner: DemoPartner, month: Month, count: int, setting: _Setting
) -> MonthFile:
    by_key, memory, today, gemeente_id = setting
    sent_on = min(add_working_days(month.first, 1 + PARTNERS.index(partner) % 5), today)
    chosen = _chosen(rng, partner, month, count, (by_key, memory))
    rows: list[dict[str, str]] = []
    truth: list[Truth] = []
    for number, delivered in enumerate(chosen):
        row = _row(rng, partner, delivered, sent_on, (by_key, memory, f"{month}-{number}"))
        rows.append(row)
        person = "" if delivered.person is None else f"p{delivered.person}"
        truth.append(Truth(partner.slug, month, row["partner_reference"], person))
    _spoil(rng, partner, rows)
    content = written(partner, rows, gemeente_id)
    return MonthFile(partner, month, file_name(partner, str(month)), sent_on, content, tuple(truth))


def _chosen(
    rng: Random,
    partner: DemoPartner,
    month: Month,
    count: int,
    setting: tuple[dict[int, Person], _Memory],
) -> list[Delivered]:
    """Repeats of this partner, people another partner reports too, and people new to it."""
    by_key, memory = setting
    earlier = [
        key
        for back in range(1, _WINDOW + 1)
        for key in memory.reported.get((partner.slug, month.plus(-back)), [])
    ]
    repeats = rng.sample(earlier, min(len(earlier), round(count * REPEATS)))
    shared = rng.sample(memory.this_month, min(len(memory.this_month), round(count * SHARED)))
    known = [by_key[key] for key in dict.fromkeys([*repeats, *shared])]
    day = month.first
    found = [_one(rng, person, day) for person in known if person.is_adult(day)]
    crowd = rng.sample(list(by_key.values()), min(len(by_key), 40 * count))
    fresh = deliver(
        crowd,
        max(0, count - len(found)),
        seed=rng.randrange(2**31),
        level=NORMAL,
        today=day,
    )
    found += fresh
    keys = [delivered.person for delivered in found if delivered.person is not None]
    memory.reported[partner.slug, month] = keys
    memory.this_month += keys
    return found


def _one(rng: Random, person: Person, day: date) -> Delivered:
    return deliver([person], 1, seed=rng.randrange(2**31), level=NORMAL, today=day)[0]


def _row(
    rng: Random,
    partner: DemoPartner,
    delivered: Delivered,
    sent_on: date,
    setting: tuple[dict[int, Person], _Memory, str],
) -> dict[str, str]:
    by_key, memory, place = setting
    record = delivered.record
    cents = _amount(rng, partner, delivered, memory)
    person = by_key.get(delivered.person) if delivered.person is not None else None
    row = {
        "partner_reference": _reference(partner, delivered, place),
        "signal_date": sent_on.isoformat(),
        "amount": f"{cents // 100}.{cents % 100:02d}",
        "arrears_since": (sent_on - timedelta(days=rng.randrange(31, 99))).isoformat(),
        "initials": record.initials,
        "given_names": record.given_names,
        "prefix": record.prefix,
        "surname": record.surname,
        "partner_prefix": record.partner_prefix,
        "partner_surname": record.partner_surname,
        "birth_date": _iso(record.birth_date),
        "street": record.street,
        "house_number": record.house_number,
        "house_addition": record.addition,
        "postcode": record.postcode,
        "city": record.city,
        "phone": record.phone,
        "email": record.email,
        "signal_kind": "vroeg",
        "supply_end_date": "",
    }
    if partner.bsn and person is not None and rng.random() < 0.5:
        row["bsn"] = person.bsn
    if partner.partner_type is PartnerType.ENERGY and rng.random() < 0.25:
        row["signal_kind"] = "eindelevering"
        row["supply_end_date"] = add_working_days(sent_on, rng.randrange(20, 30)).isoformat()
    return row


def _reference(partner: DemoPartner, delivered: Delivered, place: str) -> str:
    """The partner's customer number: the same for the same person, new for a stranger."""
    if delivered.person is None:
        return f"{partner.slug[:2].upper()}{place.replace('-', '')}"
    return f"{partner.slug[:2].upper()}{100000 + delivered.person * 7}"


def _amount(rng: Random, partner: DemoPartner, delivered: Delivered, memory: _Memory) -> int:
    """An arrear around the partner's usual one; a repeated one mostly grows.

    Units: eurocents.
    """
    key = (partner.slug, delivered.person if delivered.person is not None else -1)
    before = memory.amounts.get(key)
    if before is not None and delivered.person is not None:
        cents = round(before * rng.choice((1.0, 1.0, 1.3, 1.5)))
    else:
        cents = max(2_500, round(partner.typical_cents * rng.lognormvariate(0, 0.55)))
    memory.amounts[key] = cents
    return cents


def _iso(text: str) -> str:
    """A delivered birth date in the order year, month, day; other spellings stay as they are."""
    parts = text.split("-")
    return "-".join(reversed(parts)) if len(parts) == 3 and len(parts[2]) == 4 else text


def _spoil(rng: Random, partner: DemoPartner, rows: list[dict[str, str]]) -> None:
    """The mistakes partners make: impossible days, wrong amounts, half addresses, double rows."""
    for row in rows:
        draw = rng.random()
        if draw < 0.004:
            row["arrears_since"] = "2026-02-31"
        elif draw < 0.008:
            row["amount"] = "-12.50"
        elif draw < 0.012:
            row["postcode"] = row["postcode"][:4]
        elif draw < 0.026 and "consent_response" in partner.columns:
            row["consent_response"] = "afwijzend"  # delivering is unlawful then
        elif draw < 0.032:
            row["arrears_since"] = (
                date.fromisoformat(row["signal_date"]) - timedelta(days=200)
            ).isoformat()
    if len(rows) > 20 and rng.random() < 0.4:
        rows.append(dict(rng.choice(rows)))
