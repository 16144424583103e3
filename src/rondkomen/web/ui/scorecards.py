"""The scorecard of a partner: how well it delivers, as counts that may be sent to it."""

from datetime import date

from django.utils.translation import gettext as _

from rondkomen.arrears.queries import Scorecard
from rondkomen.files import csv
from rondkomen.kernel.period import Month, Period


def last_months(today: date, months: int = 6) -> Period:
    """The given number of whole months up to and including this one."""
    current = Month.of(today)
    return Period(current.plus(1 - months).first, current.last)


def lines(card: Scorecard) -> list[tuple[str, int, str, str]]:
    """What is counted, how often, as a share, and what the partner can do about it."""
    rows = card.counts.rows
    return [
        (_("Rijen geleverd"), rows, "", ""),
        (_("Aangenomen"), card.counts.taken_in, _share(card.share(card.counts.taken_in)), ""),
        (
            _("Niet rechtmatig"),
            card.unlawful,
            _share(card.share(card.unlawful)),
            _("Lever alleen na persoonlijk contact, wijzen op hulp en een herinnering."),
        ),
        (
            _("In quarantaine"),
            card.counts.quarantined,
            _share(card.share(card.counts.quarantined)),
            _("Verbeter de waarden in de lijst 'wat te verbeteren'."),
        ),
        (
            _("Verouderd bij levering"),
            card.stale,
            _share(card.share(card.stale)),
            _("Lever binnen een maand na de signaaldatum."),
        ),
        (
            _("Herhaald"),
            card.repeated,
            _share(card.share(card.repeated)),
            _("Lever een signaal één keer; een hogere achterstand mag wel."),
        ),
        (
            _("Zonder telefoonnummer"),
            card.missing_phone,
            _share(card.share(card.missing_phone)),
            _("Met een nummer bereiken wij meer mensen."),
        ),
        (
            _("Niet gevonden in de BRP"),
            card.unmatched,
            _share(card.share(card.unmatched, of=card.checked)),
            _("Controleer naam en adres bij uw klant."),
        ),
    ]


def _share(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)} %"


def as_csv(card: Scorecard) -> bytes:
    """The scorecard as a file to send."""
    return csv.write([_("Onderdeel"), _("Aantal"), _("Aandeel"), _("Wat u kunt doen")], lines(card))
