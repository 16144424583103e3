"""Why the engine gave a pair its score, as a picture with a table."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from rondkomen.web.ui import charts


def waterfall(explanation: Mapping[str, object]) -> charts.Chart | None:
    """Each comparison's weight in powers of two, adding up to the total; None without comparisons."""
    comparisons = explanation.get("comparisons")
    if not isinstance(comparisons, list) or not comparisons:
        return None
    pieces = [charts.Contribution(_("Uitgangspunt"), float(str(explanation.get("prior", 0))))]
    pieces += [
        charts.Contribution(str(piece["label"]), float(piece["weight"]), str(piece["text"]))
        for piece in comparisons
    ]
    competition = float(str(explanation.get("competition", 0)))
    if competition:
        pieces.append(charts.Contribution(_("Andere kandidaten"), -competition))
    return charts.waterfall(
        _("Waarom deze score"),
        tuple(pieces),
        total_label=_("samen"),
        heads=(_("Vergelijking"), _("Gewicht")),
    )


def sentences(explanation: Mapping[str, object]) -> list[str]:
    """The comparisons in words, the heaviest first."""
    comparisons = explanation.get("comparisons")
    if not isinstance(comparisons, list):
        return []
    ranked = sorted(comparisons, key=lambda piece: -abs(float(piece["weight"])))
    return [str(piece["text"]) for piece in ranked]
