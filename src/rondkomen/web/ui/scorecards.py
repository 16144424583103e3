"""The scorecard of a partner: how well it delivers, as counts that may be sent to it."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.arrears.queries import Scorecard
from rondkomen.files import csv
from rondkomen.kernel.period import Month, Period

_HINTS = {
    "unlawful": gettext_lazy(
        "Lever alleen na persoonlijk contact, wijzen op hulp en een herinnering."
    ),
    "quarantined": gettext_lazy("Verbeter de waarden in de lijst 'wat te verbeteren'."),
    "stale": gettext_lazy("Lever binnen een maand na de signaaldatum."),
    "repeated": gettext_lazy("Lever een signaal één keer; een hogere achterstand mag wel."),
    "phone": gettext_lazy("Met een nummer bereiken wij meer mensen."),
    "unmatched": gettext_lazy("Controleer naam en adres bij uw klant."),
}


def last_months(today: date, months: int = 6) -> Period:
    """The given number of whole months up to and including this one."""
    current = Month.of(today)
    return Period(current.plus(1 - months).first, current.last)


def lines(card: Scorecard) -> list[tuple[str, int, str, str]]:
    """What is counted, how often, as a share, and what the partner can do about it."""
    counts = card.counts
    return [
        (_("Rijen geleverd"), counts.rows, "", ""),
        _line(card, _("Aangenomen"), counts.taken_in, ""),
        _line(card, _("Niet rechtmatig"), card.unlawful, _HINTS["unlawful"]),
        _line(card, _("In quarantaine"), counts.quarantined, _HINTS["quarantined"]),
        _line(card, _("Verouderd bij levering"), card.stale, _HINTS["stale"]),
        _line(card, _("Herhaald"), card.repeated, _HINTS["repeated"]),
        _line(card, _("Zonder telefoonnummer"), card.missing_phone, _HINTS["phone"]),
        _line(
            card, _("Niet gevonden in de BRP"), card.unmatched, _HINTS["unmatched"], card.checked
        ),
    ]


def _line(
    card: Scorecard, label: str, count: int, hint: str | Promise, of: int | None = None
) -> tuple[str, int, str, str]:
    return label, count, _share(card.share(count, of=of)), str(hint)


def _share(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)} %"


def as_csv(card: Scorecard) -> bytes:
    """The scorecard as a file to send."""
    return csv.write([_("Onderdeel"), _("Aantal"), _("Aandeel"), _("Wat u kunt doen")], lines(card))
