"""What a partner may hear about its own signal, per end result: no more than this table."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from rondkomen.outreach.core.codes import CaseStatus, Result
from rondkomen.outreach.core.results import RESULT_RULES, collection_pause_until

_GGM = "Gemeentelijk Gegevensmodel, model vroegsignalering 1.0, EnumEindresultaat"
_REACTION = "VNG 2020: de gemeente meldt de partner of de inwoner hulp aanvaardt"
_LEAST = "Dataminimalisatie (AVG art. 5 lid 1 onder c): geen bron die meer toestaat"


class FeedbackCode(StrEnum):
    """The few things a partner can be told."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    HELP_ACCEPTED = "help_accepted"
    HELP_NOT_ACCEPTED = "help_not_accepted"
    NOT_REACHED = "not_reached"
    HANDLED = "handled"
    COUNSELLOR_WILL_CONTACT = "counsellor_will_contact"
    DECEASED = "deceased"
    NOT_RESIDENT = "not_resident"
    REPEAT = "repeat"
    UNJUSTIFIED = "unjustified"
    NOT_PICKED_UP = "not_picked_up"


FEEDBACK_SENTENCES: dict[FeedbackCode, str] = {
    FeedbackCode.RECEIVED: "De gemeente heeft het signaal ontvangen en nog niet opgepakt.",
    FeedbackCode.IN_PROGRESS: "De gemeente heeft het signaal opgepakt.",
    FeedbackCode.HELP_ACCEPTED: "De inwoner heeft hulp aanvaard. Wacht met incasseren.",
    FeedbackCode.HELP_NOT_ACCEPTED: "De inwoner krijgt geen hulp vanuit vroegsignalering.",
    FeedbackCode.NOT_REACHED: "De gemeente heeft geen contact met de inwoner gekregen.",
    FeedbackCode.HANDLED: "De gemeente heeft het signaal opgepakt en afgehandeld.",
    FeedbackCode.COUNSELLOR_WILL_CONTACT: "Er is al een hulpverlener die met u contact opneemt.",
    FeedbackCode.DECEASED: "De klant is overleden.",
    FeedbackCode.NOT_RESIDENT: "De klant is geen inwoner (meer) van deze gemeente.",
    FeedbackCode.REPEAT: "Het signaal is een herhaling en het bedrag is niet hoger geworden.",
    FeedbackCode.UNJUSTIFIED: "Het signaal voldoet niet aan de afspraken over melden.",
    FeedbackCode.NOT_PICKED_UP: "De gemeente heeft het signaal niet opgepakt.",
}


@dataclass(frozen=True)
class FeedbackRule:
    """The one thing a partner is told after an end result, what stays inside, and the source."""

    result: Result
    code: FeedbackCode
    kept_inside: str
    source: str


FEEDBACK_RULES: dict[Result, FeedbackRule] = {
    rule.result: rule
    for rule in (
        FeedbackRule(
            Result.ADVICE_OR_QUICK_FIX, FeedbackCode.HELP_ACCEPTED, "welke hulp", _REACTION
        ),
        FeedbackRule(
            Result.REFERRAL_FINANCIAL, FeedbackCode.HELP_ACCEPTED, "welke hulp en waar", _REACTION
        ),
        FeedbackRule(
            Result.REFERRAL_NON_FINANCIAL,
            FeedbackCode.HELP_ACCEPTED,
            "welke hulp en waar",
            _REACTION,
        ),
        FeedbackRule(Result.REFERRAL, FeedbackCode.HELP_ACCEPTED, "welke hulp en waar", _REACTION),
        FeedbackRule(
            Result.NO_HELP_WANTED, FeedbackCode.HELP_NOT_ACCEPTED, "waarom niet", _REACTION
        ),
        FeedbackRule(
            Result.PAID_OR_ARRANGED, FeedbackCode.HELP_NOT_ACCEPTED, "wat is betaald", _REACTION
        ),
        FeedbackRule(
            Result.NO_CONTACT, FeedbackCode.NOT_REACHED, "hoe en hoe vaak is geprobeerd", _REACTION
        ),
        FeedbackRule(
            Result.NO_REACTION_AFTER_CONTACT,
            FeedbackCode.HELP_NOT_ACCEPTED,
            "dat er eerder contact was",
            _REACTION,
        ),
        FeedbackRule(
            Result.REFERRAL_WITHOUT_RESIDENT,
            FeedbackCode.HANDLED,
            "dat en waarheen is verwezen: de inwoner weet het zelf niet",
            _LEAST,
        ),
        FeedbackRule(
            Result.OTHER_HELP_RUNNING, FeedbackCode.HANDLED, "dat er andere hulp is", _LEAST
        ),
        FeedbackRule(
            Result.KNOWN_TO_DEBT_HELP,
            FeedbackCode.COUNSELLOR_WILL_CONTACT,
            "welke hulp, van wie en sinds wanneer",
            _GGM,
        ),
        FeedbackRule(Result.DECEASED, FeedbackCode.DECEASED, "of er nabestaanden zijn", _GGM),
        FeedbackRule(Result.NOT_RESIDENT, FeedbackCode.NOT_RESIDENT, "de nieuwe woonplaats", _GGM),
        FeedbackRule(Result.REPEAT, FeedbackCode.REPEAT, "hoe het eerdere signaal afliep", _GGM),
        FeedbackRule(Result.UNJUSTIFIED, FeedbackCode.UNJUSTIFIED, "niets anders", _GGM),
        FeedbackRule(
            Result.OTHER_REASON,
            FeedbackCode.NOT_PICKED_UP,
            "de reden: de partner mag alleen weten dat het signaal niet is opgepakt",
            _GGM,
        ),
    )
}


@dataclass(frozen=True)
class Feedback:
    """One machine-readable answer about one signal."""

    signal_ref: UUID
    code: FeedbackCode
    sentence: str
    as_of: date
    collection_pause_until: date | None = None


def feedback_on(
    signal_ref: UUID,
    *,
    status: CaseStatus,
    result: Result | None,
    as_of: date,
    accepted_on: date | None = None,
) -> Feedback:
    """What the partner may be told today about this signal.

    Policy: FEEDBACK_RULES; for "other reason" only that it was not picked up (GGM model
    vroegsignalering 1.0).
    """
    code = code_for(status, result)
    told_to_wait = code is FeedbackCode.HELP_ACCEPTED and accepted_on is not None
    return Feedback(
        signal_ref,
        code,
        FEEDBACK_SENTENCES[code],
        as_of,
        collection_pause_until(accepted_on) if told_to_wait and accepted_on else None,
    )


def code_for(status: CaseStatus, result: Result | None) -> FeedbackCode:
    """The one thing a partner hears when its case stands like this.

    Policy: FEEDBACK_RULES.
    """
    if result is not None:
        return FEEDBACK_RULES[result].code
    return FeedbackCode.RECEIVED if status is CaseStatus.NEW else FeedbackCode.IN_PROGRESS


def tells_of_acceptance(result: Result) -> bool:
    """Whether the partner hears that help was accepted, and so pauses collection.

    Policy: 30-day pause after acceptance (Divosa, Jaarrapportage vroegsignalering 2023).
    """
    return RESULT_RULES[result].help_accepted
