"""Closing a case before contact: the reasons, who may see them, what the partner may hear.

What DDAS calls the end result decides what the partner is told (`feedback`); this table adds
who may choose a reason and who may read it afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from rondkomen.access.core.roles import Role
from rondkomen.kernel.money import Cents
from rondkomen.kernel.period import Month
from rondkomen.outreach.core.codes import ClosingReason, Result

_CASE_WORK = frozenset({Role.EARLY_DETECTION_WORKER, Role.TEAM_LEAD})
_EVERYBODY = _CASE_WORK | {Role.COUNSELLOR, Role.POLICY_OFFICER, Role.AUDITOR}
_RESTRICTED = frozenset({Role.TEAM_LEAD, Role.AUDITOR})

SHIELDED_LABEL = "afgeschermde reden"
REPEAT_WINDOW_MONTHS = 6


@dataclass(frozen=True)
class ClosingRule:
    """One reason to close before contact: its words, its result and who may choose or see it."""

    reason: ClosingReason
    label: str
    explanation: str
    result: Result
    may_choose: frozenset[Role]
    may_see: frozenset[Role]
    next_step: str
    law: str


_GGM = "Gemeentelijk Gegevensmodel, model vroegsignalering 1.0, EnumEindresultaat"

CLOSING_RULES: dict[ClosingReason, ClosingRule] = {
    rule.reason: rule
    for rule in (
        ClosingRule(
            ClosingReason.ALREADY_IN_DEBT_HELP,
            "al in schuldhulp",
            "Een schuldhulpverlener is al betrokken en neemt contact op met schuldeiser en inwoner.",
            Result.KNOWN_TO_DEBT_HELP,
            _CASE_WORK,
            _CASE_WORK | {Role.COUNSELLOR, Role.AUDITOR},
            "Geef het signaal door aan de betrokken schuldhulpverlener.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.OTHER_HELP_RUNNING,
            "andere hulp loopt",
            "Een andere hulpverlener neemt het signaal over. Een bewindvoerder telt hier niet als "
            "hulpverlener: die staat naast de inwoner.",
            Result.OTHER_HELP_RUNNING,
            _CASE_WORK,
            _CASE_WORK | {Role.AUDITOR},
            "Spreek met die hulpverlener af wie het signaal opvolgt.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.DECEASED,
            "overleden",
            "De inwoner is overleden.",
            Result.DECEASED,
            _CASE_WORK,
            _EVERYBODY,
            "Wonen er nabestaanden? Bied hun hulp aan, zeker als water of energie dreigt te stoppen.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.MOVED_AWAY,
            "verhuisd naar een andere gemeente",
            "De inwoner staat in een andere gemeente ingeschreven. Verhuisd binnen de gemeente? "
            "Dan pakt u de zaak wel op.",
            Result.NOT_RESIDENT,
            _CASE_WORK,
            _EVERYBODY,
            "Draag het signaal over aan de gemeente waar de inwoner nu woont.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.ADDRESS_UNKNOWN,
            "woonplaats onbekend",
            "De inwoner woont niet meer op dit adres en waar wel, is niet bekend.",
            Result.OTHER_REASON,
            _CASE_WORK,
            _EVERYBODY,
            "Komt er een nieuw adres in de gemeente, heropen de zaak dan.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.REPEAT_WITHOUT_INCREASE,
            "herhaald signaal, niet hoger",
            "Dezelfde partner meldde deze achterstand onlangs al, dat is opgepakt, en het bedrag "
            "is niet hoger geworden.",
            Result.REPEAT,
            _CASE_WORK,
            _EVERYBODY,
            "Loopt er nog een zaak? Ga daarin verder.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.BELOW_THRESHOLD,
            "onder de lokale drempel",
            "De achterstand is lager dan het bedrag dat de gemeente hanteert.",
            Result.UNJUSTIFIED,
            _CASE_WORK,
            _EVERYBODY,
            "Wordt de achterstand hoger, dan pakt u het volgende signaal wel op.",
            _GGM + "; de wet zelf kent geen drempel",
        ),
        ClosingRule(
            ClosingReason.LEGAL_PERSON,
            "rechtspersoon",
            "Het signaal gaat over een rechtspersoon, zoals een bv. Een eenmanszaak, vof, cv of "
            "maatschap is een mens en pakt u wel op.",
            Result.UNJUSTIFIED,
            _CASE_WORK,
            _EVERYBODY,
            "Meld bij de partner dat rechtspersonen niet thuishoren in de levering.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.DETENTION,
            "in detentie",
            "De inwoner zit vast.",
            Result.OTHER_REASON,
            _CASE_WORK,
            _RESTRICTED,
            "De teamleider kijkt of hulp vanuit detentie of aan het gezin past.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.STAFF_SAFETY,
            "veiligheid van medewerkers",
            "Contact leggen is niet veilig voor de medewerker.",
            Result.OTHER_REASON,
            frozenset({Role.TEAM_LEAD}),
            _RESTRICTED,
            "De teamleider kiest een veilige manier om hulp aan te bieden.",
            _GGM,
        ),
        ClosingRule(
            ClosingReason.CAPACITY,
            "geen capaciteit",
            "Er zijn te weinig medewerkers om deze zaak op te pakken.",
            Result.OTHER_REASON,
            frozenset({Role.TEAM_LEAD}),
            _CASE_WORK | {Role.POLICY_OFFICER, Role.AUDITOR},
            "Stuur ten minste een brief met het hulpaanbod.",
            _GGM + "; de wet vraagt een aanbod bij elk aangewezen signaal",
        ),
    )
}


def may_choose(reason: ClosingReason, roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles may close a case for this reason.

    Policy: CLOSING_RULES.may_choose.
    """
    return bool(CLOSING_RULES[reason].may_choose & roles)


def shown_reason(reason: ClosingReason, roles: frozenset[Role]) -> str:
    """The label of the reason, or a neutral one for who may not see it.

    Policy: CLOSING_RULES.may_see; detention and staff safety are sensitive.
    """
    rule = CLOSING_RULES[reason]
    return rule.label if rule.may_see & roles else SHIELDED_LABEL


@dataclass(frozen=True)
class EarlierSignal:
    """A signal an earlier case was opened for, as far as the repeat rule needs it."""

    partner_ref: UUID
    amount: Cents
    month: Month
    picked_up: bool


def repeat_of(
    *, partner_ref: UUID, month: Month, earlier: Sequence[EarlierSignal]
) -> EarlierSignal | None:
    """The latest earlier signal that a new one of this partner repeats, if there is one.

    Policy: GGM model vroegsignalering 1.0: a repeat follows a recent signal of the same partner
    that was picked up; "recent" is six months, the window of Divosa's monitor since 2023.
    """
    oldest = month.plus(-REPEAT_WINDOW_MONTHS)
    same = [
        signal
        for signal in earlier
        if signal.partner_ref == partner_ref and signal.picked_up and oldest <= signal.month < month
    ]
    return max(same, key=lambda signal: signal.month, default=None)


def is_higher(amount: Cents, previous: Cents) -> bool:
    """Whether the arrear grew, by however little.

    Units: eurocents.
    Policy: GGM model vroegsignalering 1.0: a higher arrear is always picked up.
    """
    return amount > previous
