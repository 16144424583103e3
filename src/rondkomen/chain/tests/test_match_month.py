"""From delivered rows to cases: who is linked, who waits for a person, and nothing is dropped."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from rondkomen.access.core.actor import Actor, system_actor
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.roles import Role
from rondkomen.access.tenancy import current_gemeente_id
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import PartnerType, ResidentMatch
from rondkomen.chain import intake, match_review
from rondkomen.chain.cbs_checklist import checklist
from rondkomen.chain.match_month import Matched, match_month
from rondkomen.chain.tests.scenario import TODAY
from rondkomen.kernel.period import Month, Period
from rondkomen.kernel.refusal import Refused
from rondkomen.matching import queries as matching
from rondkomen.outreach import queries as outreach
from rondkomen.outreach.queries import Whose, WorklistFilter
from rondkomen.people.queries import cards

NOVEMBER = Month(2026, 11)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
VELDHUIS = {
    "klantnummer": "K1",
    "bedrag": "412,50",
    "voorletters": "A.",
    "achternaam": "van der Veldhuis",
    "geboortedatum": "17-05-1980",
    "huisnummer": "12",
}
STRANGER = {
    "klantnummer": "K9",
    "bedrag": "90",
    "achternaam": "Onbekend",
    "geboortedatum": "01-01-1970",
    "huisnummer": "99",
}

pytestmark = pytest.mark.usefixtures("registers")


def run(system: Actor, month: Month = NOVEMBER, today: date = TODAY) -> Matched:
    return match_month(month, today=today, now=NOW, actor=system)


def open_cases() -> list[object]:
    system = system_actor(current_gemeente_id())
    chosen = WorklistFilter(whose=Whose.TEAM)
    return list(outreach.worklist(chosen, today=TODAY, actor=system).rows)


def test_every_signal_is_placed_or_waits(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    deliver(partner("Woonproef"), VELDHUIS, STRANGER)
    matched = run(system)
    assert matched.signals == 2 == matched.placed + matched.review + matched.unmatched
    assert (matched.placed, matched.unmatched, matched.cases) == (1, 1, 1)
    assert open_cases()[0].address == "Lindelaan 12"


def test_two_partners_about_house_mates_make_one_case(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    molenaar = VELDHUIS | {
        "voorletters": "B.",
        "achternaam": "Molenaar",
        "geboortedatum": "03-02-1978",
    }
    deliver(partner("Woonproef"), VELDHUIS)
    deliver(partner("Zorgproef", PartnerType.HEALTH_INSURER), molenaar)
    run(system)
    case = open_cases()[0]
    assert (len(open_cases()), case.signal_count, case.multiple) == (1, 2, True)


def test_a_signal_in_the_six_months_before_makes_it_consecutive(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    landlord = partner("Woonproef")
    deliver(landlord, VELDHUIS, on=date(2026, 8, 3))
    run(system, Month(2026, 8), date(2026, 8, 4))
    deliver(landlord, VELDHUIS | {"bedrag": "500"})
    run(system)
    assert [case.consecutive for case in open_cases() if case.month == "2026-11"] == [True]


def test_the_dead_are_recognised(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    waterman = VELDHUIS | {
        "voorletters": "D.",
        "achternaam": "de Waterman",
        "geboortedatum": "09-01-1944",
        "huisnummer": "16",
    }
    deliver(partner("Woonproef"), waterman)
    run(system)
    signal = arrears.signals_of_month(NOVEMBER)[0]
    assert signal.resident_match is ResidentMatch.DECEASED


def test_only_people_a_signal_may_concern_are_kept(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    deliver(partner("Woonproef"), VELDHUIS)
    run(system)
    link = next(iter(matching.live_links([arrears.signals_of_month(NOVEMBER)[0].id]).values()))
    assert link.person_ref is not None
    known = cards([link.person_ref], purpose=Purpose.MATCHING, actor=system)
    assert [card.identity.surname for card in known.values()] == ["Veldhuis"]


def test_matching_again_changes_nothing(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    deliver(partner("Woonproef"), VELDHUIS, STRANGER)
    run(system)
    again = run(system)
    assert (again.signals, again.placed, again.unmatched) == (1, 0, 1)  # only the stranger waits
    assert matching.queue_counts().unmatched_waiting == 1
    assert len(open_cases()) == 1


def test_what_waits_is_counted_for_the_months_that_are_delivered(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    landlord = partner("Woonproef")
    deliver(landlord, VELDHUIS, STRANGER)

    def sentences(month: Month) -> str:
        found = checklist(Period(month.first, month.last), actor=system)
        return " ".join(item.sentence for item in found.items)

    assert "nog niet zijn gematcht: 2. Zij gaan mee zonder zaak." in sentences(NOVEMBER)
    run(system)
    deliver(landlord, VELDHUIS | {"klantnummer": "K2", "huisnummer": "14"})
    told = sentences(NOVEMBER)
    assert "Signalen die nog niet zijn gematcht: 1." in told
    assert "Signalen waarbij niemand is gevonden: 1." in told
    assert "beoordeling" not in told
    fine = "Elk signaal is gematcht en heeft zijn plaats."
    assert fine not in told
    assert fine in sentences(NOVEMBER.previous())


def test_a_stranger_can_be_visited_at_the_delivered_address(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    deliver(partner("Woonproef"), STRANGER)
    run(system)
    waiting = matching.unmatched_queue()[0]
    match_review.open_at_delivered_address(waiting.id, today=TODAY, now=NOW, actor=system)
    assert matching.unmatched_queue() == []
    assert len(open_cases()) == 1


def test_a_split_signal_leaves_its_case_and_waits(
    system: Actor, partner: Callable[..., UUID], deliver: Callable[..., UUID]
) -> None:
    deliver(partner("Woonproef"), VELDHUIS)
    run(system)
    signal = arrears.signals_of_month(NOVEMBER)[0].id
    match_review.split(signal, reason="andere bewoner", today=TODAY, now=NOW, actor=system)
    assert [row.cause for row in matching.unmatched_queue()] == ["split_off"]
    assert matching.live_links([signal]) == {}
    assert len(matching.history(signal)) == 1
    assert run(system).signals == 0  # a person's decision stands


def test_a_policy_officer_may_not_match(actor_with: Callable[..., Actor]) -> None:
    with pytest.raises(Refused, match="geeft geen toegang"):
        run(actor_with(Role.POLICY_OFFICER))


def test_a_signal_without_a_name_belongs_to_the_household_at_its_address(
    system: Actor, partner: Callable[..., UUID]
) -> None:
    waterworks = partner("Waterproef", PartnerType.WATER)
    intake.load(io.BytesIO(ddas_file()), waterworks, today=TODAY, actor=system)
    matched = run(system)
    assert (matched.placed, matched.unmatched, matched.cases) == (1, 0, 1)
    link = next(iter(matching.live_links([arrears.signals_of_month(NOVEMBER)[0].id]).values()))
    assert link.person_ref is None  # which of the two residents, nobody can say
    assert open_cases()[0].address == "Lindelaan 12"


def ddas_file() -> bytes:
    signal = {
        "ID": "W1",
        "bedrag": 90,
        "ontstaansdatum": "2026-09-01",
        "signaaldatum": TODAY.isoformat(),
        "signaalpartner": {"type": "Water"},
        "client": {"postcode": "9010AB", "huisnummer": "12"},
    }
    supplier = {"naam": "Waterproef", "kvk-nummer": "12345678"}
    delivery = {
        "teller": 1,
        "gemeentecode": "9901",
        "aanleverendeOrganisatie": supplier,
        "vroegsignalen": [signal],
    }
    return json.dumps(
        {
            "startdatumLevering": "2026-11-01",
            "einddatumLevering": "2026-11-30",
            "aanleverdatumEnTijd": "2026-11-20T09:00:00Z",
            "codeGegevensleverancier": "PROEF",
            "leveringen": [delivery],
        }
    ).encode()
