"""What a municipality and a partner agreed, as far as the checking of rows needs it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rondkomen.arrears.core.codes import Consent, PartnerType
from rondkomen.kernel.dutch.dates import parse_date
from rondkomen.kernel.refusal import Refused


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

    `end` is the last day, or `None` for an agreement without one. An empty `gemeente` leaves open
    for which municipality rows are checked.
    """

    gemeente: str
    partner_type: PartnerType
    start: date
    end: date | None = None
    effort: Effort = field(default_factory=Effort)
    bsn_allowed: bool = False

    def covers(self, day: date) -> bool:
        """Return whether the agreement was in force on `day`.

        Policy: signals are received under an agreement per municipality and partner (LCV).
        """
        return self.start <= day and (self.end is None or day <= self.end)


def terms_from(data: object) -> Terms:
    """Return the agreement that a partner's own JSON file describes.

    Raises: Refused with the place and what to do.
    """
    if not isinstance(data, dict):
        raise Refused("Een overeenkomst is een JSON-object. Begin met { en eindig met }.")
    known = {*Terms.__slots__}
    unknown = sorted(set(data) - known)
    if unknown:
        raise Refused(
            f"De overeenkomst kent '{unknown[0]}' niet. Gebruik: {', '.join(sorted(known))}.",
            where=unknown[0],
        )
    try:
        return Terms(
            gemeente=str(data.get("gemeente", "")),
            partner_type=PartnerType(data.get("partner_type", "")),
            start=_day(data.get("start")) or date.min,
            end=_day(data.get("end")),
            effort=_effort_from(data.get("effort") or {}),
            bsn_allowed=data.get("bsn_allowed") is True,
        )
    except (ValueError, TypeError, AttributeError) as wrong:
        kinds = ", ".join(kind.value for kind in PartnerType)
        raise Refused(
            "De overeenkomst is niet te lezen. Schrijf datums als 2026-01-31, bij 'effort' alleen de"
            f" velden van de beschrijving, en kies partner_type uit: {kinds}."
        ) from wrong


def _day(text: object) -> date | None:
    return parse_date(str(text)) if text else None


def _effort_from(data: dict[str, Any]) -> Effort:
    consent = data.get("consent")
    return Effort(**{**data, "consent": Consent(consent) if consent else None})
