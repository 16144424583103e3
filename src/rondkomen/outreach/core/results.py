"""The sixteen end results: what each means and whether a case may end with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rondkomen.outreach.core.codes import ContactKind, Result

QUICK_FIX_DAYS = 30
COLLECTION_PAUSE_DAYS = 30
_ATTEMPTS_BEFORE_NO_CONTACT = 3
_GGM = "Gemeentelijk Gegevensmodel, model vroegsignalering 1.0, EnumEindresultaat"


@dataclass(frozen=True)
class ResultRule:
    """What an end result means, whether it needs contact, and whether help was accepted."""

    result: Result
    label: str
    meaning: str
    needs_contact: bool = False
    help_accepted: bool = False
    before_contact: bool = False
    law: str = _GGM


RESULT_RULES: dict[Result, ResultRule] = {
    rule.result: rule
    for rule in (
        ResultRule(
            Result.ADVICE_OR_QUICK_FIX,
            "advies of snelle oplossing",
            "U gaf informatie, advies of hulp op maat, en de achterstand is daarmee binnen "
            "30 dagen op te lossen.",
            needs_contact=True,
            help_accepted=True,
        ),
        ResultRule(
            Result.REFERRAL_FINANCIAL,
            "vervolghulp, financieel",
            "Er start langere hulp met geld: schuldhulp, budgetcoaching of bewind.",
            needs_contact=True,
            help_accepted=True,
        ),
        ResultRule(
            Result.REFERRAL_NON_FINANCIAL,
            "vervolghulp, niet financieel",
            "Er start langere hulp van een andere soort: maatschappelijk werk, verslavingszorg, "
            "hulp aan het gezin.",
            needs_contact=True,
            help_accepted=True,
        ),
        ResultRule(
            Result.REFERRAL,
            "vervolghulp, soort onbekend",
            "Er start langere hulp; of die over geld gaat, is niet bekend.",
            needs_contact=True,
            help_accepted=True,
        ),
        ResultRule(
            Result.NO_HELP_WANTED,
            "regelt het zelf of wil geen hulp",
            "De inwoner lost het zelf op of wil geen hulp van de gemeente. Algemene tips mogen "
            "gegeven zijn.",
            needs_contact=True,
        ),
        ResultRule(
            Result.PAID_OR_ARRANGED,
            "had al betaald of een regeling",
            "Toen u contact kreeg, was de achterstand al betaald of in een regeling.",
            needs_contact=True,
        ),
        ResultRule(
            Result.NO_REACTION_AFTER_CONTACT,
            "geen reactie na eerder contact",
            "Er was contact, daarna lukte het niet meer.",
            needs_contact=True,
        ),
        ResultRule(
            Result.NO_CONTACT,
            "geen contact gekregen",
            "Het is niet gelukt de inwoner te bereiken.",
        ),
        ResultRule(
            Result.REFERRAL_WITHOUT_RESIDENT,
            "verwijzing zonder medeweten van de inwoner",
            "In het uiterste geval: u meldde de inwoner ergens aan omdat zorg nodig leek.",
        ),
        ResultRule(
            Result.KNOWN_TO_DEBT_HELP,
            "al bekend bij schuldhulp",
            "De schuldhulpverlener neemt contact op met schuldeiser en inwoner.",
            before_contact=True,
        ),
        ResultRule(
            Result.OTHER_HELP_RUNNING,
            "andere hulp loopt al",
            "Een andere hulpverlener volgt het signaal op.",
            before_contact=True,
        ),
        ResultRule(Result.DECEASED, "overleden", "De inwoner is overleden.", before_contact=True),
        ResultRule(
            Result.NOT_RESIDENT,
            "woont niet (meer) in de gemeente",
            "De inwoner staat in een andere gemeente ingeschreven.",
            before_contact=True,
        ),
        ResultRule(
            Result.REPEAT,
            "niet opgepakt: herhaald",
            "Onlangs al gemeld en opgepakt, en niet hoger geworden.",
            before_contact=True,
        ),
        ResultRule(
            Result.UNJUSTIFIED,
            "niet opgepakt: onterecht signaal",
            "Onder de drempel, buiten de termijn of over een rechtspersoon.",
            before_contact=True,
        ),
        ResultRule(
            Result.OTHER_REASON,
            "niet opgepakt: andere reden",
            "Een reden die de partner niet te horen krijgt.",
            before_contact=True,
        ),
    )
}


class Severity(StrEnum):
    """Whether a finding stops the result or only asks for a second look."""

    STOP = "stop"
    ASK = "ask"


@dataclass(frozen=True)
class Finding:
    """Something in the file that does not go with the chosen result."""

    code: str
    severity: Severity
    sentence: str


@dataclass(frozen=True)
class AttemptFact:
    """One attempt, as far as the checks need it."""

    kind: ContactKind
    on: date
    reached: bool


@dataclass(frozen=True)
class Proceedings:
    """What was done on a case before its result is recorded."""

    picked_up_on: date | None
    attempts: tuple[AttemptFact, ...] = ()
    accepted_on: date | None = None
    solved_within_days: int | None = None
    end_of_supply: bool = False
    arrear_increased: bool = False
    handover_offered: bool = False

    @property
    def reached(self) -> bool:
        """Whether at least one attempt reached the resident."""
        return any(attempt.reached for attempt in self.attempts)

    @property
    def real_attempts(self) -> tuple[AttemptFact, ...]:
        """The attempts that tried to reach the resident; paperwork does not."""
        return tuple(
            attempt for attempt in self.attempts if attempt.kind is not ContactKind.ADMINISTRATIVE
        )


def check_result(result: Result, done: Proceedings, *, on: date) -> tuple[Finding, ...]:
    """Everything in the file that contradicts ending the case with `result` on that day.

    Policy: GGM model vroegsignalering 1.0 (meaning of each result); Divosa's reports on
    registration name the mix-ups these checks look for.
    """
    return (
        *_check_dates(done, on),
        *_check_contact(result, done),
        *_check_effort(result, done),
        *_check_help(result, done),
        *_check_reason(result, done),
    )


def collection_pause_until(accepted_on: date) -> date:
    """The last day on which the partner pauses collection after help was accepted.

    Policy: 30 days after acceptance (Divosa, Jaarrapportage vroegsignalering 2023).
    """
    return accepted_on + timedelta(days=COLLECTION_PAUSE_DAYS)


def _stop(code: str, sentence: str) -> Finding:
    return Finding(code, Severity.STOP, sentence)


def _ask(code: str, sentence: str) -> Finding:
    return Finding(code, Severity.ASK, sentence)


def _check_dates(done: Proceedings, on: date) -> list[Finding]:
    found = []
    if done.picked_up_on and on < done.picked_up_on:
        found.append(
            _stop(
                "before_pick_up",
                "Het resultaat ligt vóór de dag van oppakken. Kies een latere dag.",
            )
        )
    if any(attempt.on > on for attempt in done.attempts):
        found.append(
            _stop(
                "before_last_attempt",
                "Er staat een poging van na deze dag. Kies een latere dag of verbeter de poging.",
            )
        )
    return found


def _check_contact(result: Result, done: Proceedings) -> list[Finding]:
    rule = RESULT_RULES[result]
    if rule.needs_contact and not done.reached:
        return [
            _stop(
                "no_attempt_reached",
                f"'{rule.label.capitalize()}' vraagt contact, maar bij geen poging staat 'bereikt'. "
                "Log het gesprek eerst als poging.",
            )
        ]
    if result is Result.NO_CONTACT and done.reached:
        return [
            _stop(
                "was_reached",
                "Er is wel contact geweest. Kies 'geen reactie na eerder contact' of wat het "
                "gesprek opleverde.",
            )
        ]
    if result is Result.REFERRAL_WITHOUT_RESIDENT and done.reached:
        return [
            _ask(
                "referral_but_reached",
                "U sprak de inwoner. Wist de inwoner van de verwijzing, kies dan 'vervolghulp'.",
            )
        ]
    return []


def _check_effort(result: Result, done: Proceedings) -> list[Finding]:
    if result is Result.NO_REACTION_AFTER_CONTACT and done.attempts and done.attempts[-1].reached:
        return [
            _ask(
                "last_attempt_reached",
                "De laatste poging staat op 'bereikt'. Is daarna nog geprobeerd contact te krijgen?",
            )
        ]
    if result is not Result.NO_CONTACT:
        return []
    tried = done.real_attempts
    if not tried:
        return [_stop("no_attempt", "Er is nog geen poging gelogd om de inwoner te bereiken.")]
    found = []
    if len(tried) < _ATTEMPTS_BEFORE_NO_CONTACT:
        found.append(
            _ask(
                "few_attempts",
                f"Er zijn {len(tried)} van de {_ATTEMPTS_BEFORE_NO_CONTACT} gebruikelijke "
                "pogingen gedaan. Meer pogingen bereiken meer mensen.",
            )
        )
    if done.end_of_supply and all(a.kind is not ContactKind.HOME_VISIT for a in tried):
        found.append(
            _ask("no_home_visit", "De levering dreigt te stoppen en er was nog geen huisbezoek.")
        )
    return found


def _check_help(result: Result, done: Proceedings) -> list[Finding]:
    rule = RESULT_RULES[result]
    found = []
    days = done.solved_within_days
    if result is Result.ADVICE_OR_QUICK_FIX and days is not None and days > QUICK_FIX_DAYS:
        found.append(
            _stop(
                "longer_than_quick_fix",
                f"De oplossing duurt {days} dagen. Boven de {QUICK_FIX_DAYS} dagen na het "
                "aanvaarden van hulp is het 'vervolghulp'.",
            )
        )
    if result is Result.NO_HELP_WANTED and done.accepted_on:
        found.append(
            _ask(
                "help_was_accepted",
                "De inwoner aanvaardde eerder hulp. Gaf u advies op maat, kies dan "
                "'advies of snelle oplossing'.",
            )
        )
    if rule.help_accepted and done.reached and done.accepted_on is None:
        found.append(
            _ask("acceptance_missing", "Nergens staat dat de inwoner hulp aanvaardde. Klopt dat?")
        )
    if result is Result.REFERRAL:
        found.append(
            _ask("kind_of_help_unknown", "Weet u of de hulp over geld gaat? Kies dan die soort.")
        )
    return found


def _check_reason(result: Result, done: Proceedings) -> list[Finding]:
    if result in (Result.REPEAT, Result.UNJUSTIFIED) and done.arrear_increased:
        return [
            _stop(
                "arrear_increased",
                "De achterstand is hoger geworden. Een hogere achterstand pakt u altijd op.",
            )
        ]
    if RESULT_RULES[result].before_contact and done.reached and result is Result.OTHER_REASON:
        return [
            _stop(
                "other_reason_after_contact",
                "Er is contact geweest, dus de zaak is opgepakt. Kies wat het gesprek opleverde.",
            )
        ]
    referral = result in (
        Result.REFERRAL,
        Result.REFERRAL_FINANCIAL,
        Result.REFERRAL_NON_FINANCIAL,
    )
    if referral and not done.handover_offered:
        return [
            _ask(
                "no_handover",
                "Er staat nog geen overdracht. Wie neemt het over, en is dat bevestigd?",
            )
        ]
    return []
