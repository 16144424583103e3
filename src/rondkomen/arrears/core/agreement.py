"""What a municipality and a partner agreed, as far as the checking of rows needs it."""

from dataclasses import dataclass, field
from datetime import date

from rondkomen.arrears.core.codes import Consent, PartnerType


@dataclass(frozen=True, slots=True)
class Effort:
    """What the partner did before reporting; `None` means not stated.

    In an agreement these are attestations for every row that does not say it itself.
    """

    personal_contact: bool | None = None
    help_mentioned: bool | None = None
    reminders: int | None = None
    consent: Consent | None = None
    current_customer: bool | None = None
    running_arrangement: bool | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The agreement between one municipality and one partner.

    `end` is the last day, or `None` for an agreement without one.
    """

    gemeente: str
    partner_type: PartnerType
    start: date
    end: date | None = None
    effort: Effort = field(default_factory=Effort)
    bsn_allowed: bool = False
    feedback_wanted: bool = True

    def covers(self, day: date) -> bool:
        """Return whether the agreement was in force on `day`.

        Policy: signals are received under an agreement per municipality and partner (LCV).
        """
        return self.start <= day and (self.end is None or day <= self.end)
