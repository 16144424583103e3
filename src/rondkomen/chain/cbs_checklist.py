"""What to look at before a delivery to CBS: what lacks, what waits, what would count too low."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings

from rondkomen.access.core.actor import Actor, require
from rondkomen.access.core.purposes import Purpose
from rondkomen.access.core.scopes import Scope
from rondkomen.access.queries import gemeente, programs
from rondkomen.arrears import queries as arrears
from rondkomen.arrears.core.codes import SigningStatus
from rondkomen.chain.cbs_delivery import organisation_of
from rondkomen.kernel.period import Month, Period
from rondkomen.kernel.refusal import Refused
from rondkomen.matching import queries as matching
from rondkomen.outreach import queries as outreach
from rondkomen.outreach.queries.rows import CaseFactRow

_NAMES_SHOWN = 3


class Standing(StrEnum):
    """Whether an item is in order, good to know, deserves a look, or stops the delivery."""

    FINE = "fine"
    NOTE = "note"
    LOOK = "look"
    MISSING = "missing"


class Topic(StrEnum):
    """What an item is about; a screen may lead to the place where it is mended."""

    ORGANISATION = "organisation"
    AGREEMENTS = "agreements"
    QUARANTINE = "quarantine"
    MATCHING = "matching"
    REVIEW = "review"
    UNMATCHED = "unmatched"
    PICK_UP = "pick_up"
    RESULTS = "results"
    PULL = "pull"


@dataclass(frozen=True)
class CheckItem:
    """One line of the checklist: the topic, how it stands, and a sentence."""

    topic: Topic
    standing: Standing
    sentence: str


@dataclass(frozen=True)
class Checklist:
    """Everything to look at before delivering over a period, with what the period holds."""

    period: Period
    signals: int
    cases: int
    items: tuple[CheckItem, ...]

    @property
    def may_be_made(self) -> bool:
        """Whether nothing stops the delivery."""
        return all(item.standing is not Standing.MISSING for item in self.items)


def checklist(period: Period, *, actor: Actor) -> Checklist:
    """The checklist over these months; nothing about a person is read for it.

    Raises: Refused when the actor may not deliver to CBS.
    """
    require(actor, Purpose.CBS_DELIVERY)
    cases = outreach.case_facts(period)
    signals = arrears.signal_ids(Month.of(period.start), Month.of(period.end))
    items = [
        _organisation(actor),
        _agreements(period),
        _quarantine(),
        *_matching(signals),
        *_cases(cases),
        _pull(actor),
    ]
    return Checklist(period, len(signals), len(cases), tuple(items))


def _organisation(actor: Actor) -> CheckItem:
    try:
        found = organisation_of(gemeente(actor.gemeente_id))
    except Refused as lacking:
        return CheckItem(Topic.ORGANISATION, Standing.MISSING, lacking.message)
    if not found.kvk_number or not found.contacts[0].email:
        return CheckItem(
            Topic.ORGANISATION,
            Standing.LOOK,
            "Het KvK-nummer of het e-mailadres voor het controleverslag van het CBS ontbreekt.",
        )
    return CheckItem(
        Topic.ORGANISATION,
        Standing.FINE,
        f"{found.name} levert; {found.contacts[0].name} krijgt het controleverslag van het CBS.",
    )


def _agreements(period: Period) -> CheckItem:
    signed = {
        agreement.partner_id
        for agreement in arrears.agreements()
        if agreement.in_force(period.end) and agreement.signing_status is SigningStatus.SIGNED
    }
    partners = arrears.partners()
    if not partners:
        return CheckItem(Topic.AGREEMENTS, Standing.NOTE, "Er zijn nog geen signaalpartners.")
    without = [partner.name for partner in partners if partner.id not in signed]
    if not without:
        return CheckItem(
            Topic.AGREEMENTS, Standing.FINE, "Met alle partners is een ondertekende overeenkomst."
        )
    more = f" en {len(without) - _NAMES_SHOWN} andere" if len(without) > _NAMES_SHOWN else ""
    names = ", ".join(without[:_NAMES_SHOWN]) + more
    return CheckItem(
        Topic.AGREEMENTS,
        Standing.LOOK,
        f"Zonder ondertekende overeenkomst aan het eind van de periode: {names}.",
    )


def _quarantine() -> CheckItem:
    waiting = arrears.count_open_quarantine()
    if not waiting:
        return CheckItem(Topic.QUARANTINE, Standing.FINE, "Er staan geen rijen in quarantaine.")
    return CheckItem(
        Topic.QUARANTINE,
        Standing.LOOK,
        f"Rijen in quarantaine: {waiting}. Zij gaan niet mee; pas als iemand beslist.",
    )


def _matching(signals: list[UUID]) -> Iterator[CheckItem]:
    """One line for each thing signals wait for; such signals go along, but in no case."""
    waiting = matching.without_place(signals)
    told = (
        (Topic.MATCHING, waiting.never_matched, "Signalen die nog niet zijn gematcht: {}."),
        (Topic.REVIEW, waiting.review, "Signalen die wachten op een beoordeling: {}."),
        (Topic.UNMATCHED, waiting.unmatched, "Signalen waarbij niemand is gevonden: {}."),
    )
    for topic, count, sentence in told:
        if count:
            text = f"{sentence.format(count)} Zij gaan mee zonder zaak."
            yield CheckItem(topic, Standing.LOOK, text)
    if waiting == matching.WithoutPlace(0, 0, 0):
        yield CheckItem(
            Topic.MATCHING, Standing.FINE, "Elk signaal is gematcht en heeft zijn plaats."
        )


def _cases(cases: tuple[CaseFactRow, ...]) -> Iterator[CheckItem]:
    lost = sum(case.picked_up_on is None and bool(case.attempts) for case in cases)
    yield (
        CheckItem(
            Topic.PICK_UP,
            Standing.LOOK,
            f"Zaken met een contactpoging maar zonder datum van oppakken: {lost}.",
        )
        if lost
        else CheckItem(
            Topic.PICK_UP, Standing.FINE, "Elke bewerkte zaak heeft een datum van oppakken."
        )
    )
    running = sum(case.closed_on is None for case in cases)
    yield (
        CheckItem(
            Topic.RESULTS,
            Standing.NOTE,
            f"Zaken zonder resultaat: {running}. Zij gaan als lopende zaak mee, en later opnieuw.",
        )
        if running
        else CheckItem(Topic.RESULTS, Standing.FINE, "Elke zaak heeft een resultaat.")
    )


def _pull(actor: Actor) -> CheckItem:
    allowed = [
        program.name
        for program in programs()
        if program.is_active
        and program.scope is Scope.READ
        and actor.gemeente_id in program.gemeenten
    ]
    if allowed and settings.DDAS["SIGNING_KEY"]:
        return CheckItem(
            Topic.PULL, Standing.FINE, f"Zelf ophalen kan ook: {', '.join(allowed)} heeft toegang."
        )
    return CheckItem(
        Topic.PULL,
        Standing.NOTE,
        "Zelf ophalen door het CBS is niet ingericht; lever het bestand aan bij het CBS.",
    )
