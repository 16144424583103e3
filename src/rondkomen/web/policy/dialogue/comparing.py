"""What differs between two versions of an instrument, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rondkomen.access.core.purposes import Purpose
from rondkomen.dialogue import queries
from rondkomen.dialogue.content import instruments
from rondkomen.dialogue.core.changing.comparing import (
    Aspect,
    Detail,
    Difference,
    Sort,
    State,
    compare,
)
from rondkomen.dialogue.core.instrument.definition import Instrument
from rondkomen.dialogue.queries import DraftRow, VersionRow
from rondkomen.kernel.refusal import Refused
from rondkomen.web.policy.dialogue.editor_page import KINDS
from rondkomen.web.ui.components import Badge
from rondkomen.web.ui.questions.drawing import say
from rondkomen.web.ui.screen import ActorRequest, screen

_SORTS: dict[Sort, Promise] = {
    Sort.INSTRUMENT: gettext_lazy("Titel en doel"),
    Sort.STEP: gettext_lazy("Stappen"),
    Sort.SECTION: gettext_lazy("Delen"),
    Sort.QUESTION: gettext_lazy("Vragen"),
    Sort.OUTPUT: gettext_lazy("Uitkomsten"),
    Sort.LINK: gettext_lazy("Verwijzingen"),
}
_STATES = {
    State.ADDED: Badge("positive", gettext_lazy("erbij")),
    State.REMOVED: Badge("negative", gettext_lazy("weg")),
    State.CHANGED: Badge("info", gettext_lazy("anders")),
}
_ASPECTS: dict[Aspect, Promise] = {
    Aspect.TEXT: gettext_lazy("Tekst"),
    Aspect.HINT: gettext_lazy("Toelichting"),
    Aspect.COMMENT: gettext_lazy("Veld voor opmerkingen"),
    Aspect.PURPOSE: gettext_lazy("Doel"),
    Aspect.FILLED_BY: gettext_lazy("Wie vult het in"),
    Aspect.SOURCE: gettext_lazy("Bron"),
    Aspect.CONDITION: gettext_lazy("Voorwaarde"),
    Aspect.PLACE: gettext_lazy("Plaats in de volgorde"),
    Aspect.HOLDER: gettext_lazy("Hoort bij"),
    Aspect.KIND: gettext_lazy("Soort vraag"),
    Aspect.REQUIRED: gettext_lazy("Verplicht"),
    Aspect.REVISITS: gettext_lazy("Legt opnieuw voor"),
    Aspect.UNKNOWN: gettext_lazy("Weet ik niet"),
    Aspect.NOT_APPLICABLE: gettext_lazy("Niet van toepassing"),
    Aspect.ITEM_ADDED: gettext_lazy("Erbij"),
    Aspect.ITEM_REMOVED: gettext_lazy("Weg"),
    Aspect.ITEM_TEXT: gettext_lazy("Tekst van een onderdeel"),
    Aspect.ITEM_HINT: gettext_lazy("Toelichting van een onderdeel"),
    Aspect.ITEM_CONDITION: gettext_lazy("Voorwaarde van een onderdeel"),
    Aspect.ITEM_PLACE: gettext_lazy("Plaats van een onderdeel"),
    Aspect.ITEM_REST: gettext_lazy("Wat een onderdeel doet"),
    Aspect.COUNTED: gettext_lazy("Wat er geteld wordt"),
    Aspect.LEAST: gettext_lazy("Laagste getal"),
    Aspect.MOST: gettext_lazy("Hoogste getal"),
    Aspect.UNIT: gettext_lazy("Eenheid"),
    Aspect.LINES: gettext_lazy("Hoogte van het veld"),
    Aspect.LONGEST: gettext_lazy("Langste tekst"),
    Aspect.AT_MOST: gettext_lazy("Hoeveel antwoorden hoogstens"),
    Aspect.ONE_PER_ROW: gettext_lazy("Eén kruisje per rij"),
    Aspect.MOST_ROWS: gettext_lazy("Hoeveel regels hoogstens"),
    Aspect.ROWS_FROM: gettext_lazy("Begint met de regels van"),
    Aspect.MOST_CARDS: gettext_lazy("Hoeveel kaartjes hoogstens"),
}
_ALWAYS = {Aspect.CONDITION}


@dataclass(frozen=True)
class Side:
    """One of the versions that can be compared."""

    id: str
    label: str
    instrument: Instrument


@dataclass(frozen=True)
class ShownDetail:
    """One thing that changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """One difference, in words."""

    badge: Badge
    code: str
    label: str
    details: tuple[ShownDetail, ...]


@screen(Purpose.DIALOGUE)
def comparison(request: ActorRequest, key: str) -> HttpResponse:
    """Two versions of one instrument; without a choice the newest and the one it goes on from."""
    sides = _sides(key)
    by_id = {side.id: side for side in sides}
    after = by_id.get(request.GET.get("met", "")) or sides[0]
    others = [side for side in sides if side is not after]
    if not others:
        raise Refused(
            _("Van dit instrument is er nog maar één versie; er is niets om mee te vergelijken."),
            code="one-version",
        )
    before = by_id.get(request.GET.get("van", "")) or others[0]
    found = compare(before.instrument, after.instrument, get_language() or "nl")
    context = {
        "sides": sides,
        "before": before,
        "after": after,
        "parts": [
            {"title": title, "found": lines}
            for sort, title in _SORTS.items()
            if (lines := [shown(one) for one in found if one.sort is sort])
        ],
        "counts": [(badge, sum(one.state is state for one in found)) for state, badge in _STATES.items()],
    }  # fmt: skip
    return render(request, "policy/dialogue/compare.html", context)


def _sides(key: str) -> list[Side]:
    """The draft, the own versions from new to old, and what they came from, the nearest first."""
    drafts = [row for row in queries.drafts() if row.key == key]
    versions = queries.own_versions(key)
    sides = [Side("concept", _("het concept"), row.instrument) for row in drafts]
    words = _("versie %(version)s")
    sides += [
        Side(str(row.id), words % {"version": row.version}, row.instrument) for row in versions
    ]
    if not sides:
        raise Refused(_("Dit instrument is er niet. Kies er een uit de lijst."), code="instrument")
    return [*sides, *_sources([*drafts, *versions])]


def _sources(rows: Sequence[DraftRow | VersionRow]) -> Iterator[Side]:
    """What this was copied from, what that was copied from, and what Rondkomen makes of it now."""
    words = _("‘%(title)s’, versie %(version)s")
    seen = {row.id for row in rows}
    waiting = [row.based_on_id for row in rows]
    shipped = instruments()
    for origin in waiting:  # grows while it is walked: a source may be a copy itself
        if origin is None or origin in seen:
            continue
        seen.add(origin)
        row = queries.version(origin)
        waiting.append(row.based_on_id)
        title = {"title": say(row.instrument.title), "version": row.version}
        yield Side(str(row.id), words % title, row.instrument)
        now = None if row.is_own else shipped.get(row.key)
        if now is not None and now != row.instrument:
            title = {"title": say(now.title), "version": now.version}
            label = _("‘%(title)s’ zoals Rondkomen het nu heeft, versie %(version)s") % title
            yield Side(f"nu-{row.key}", label, now)


def shown(one: Difference) -> Shown:
    """The difference in words."""
    return Shown(_STATES[one.state], one.code, one.label, tuple(_details(one)))


def _details(one: Difference) -> Iterator[ShownDetail]:
    for detail in one.details:
        label = str(_ASPECTS[detail.aspect])
        if detail.language:
            label = _("%(label)s, alleen in de andere taal") % {"label": label}
        yield ShownDetail(label, *(_said(detail, words) for words in (detail.before, detail.after)))


def _said(detail: Detail, words: str) -> str:
    if detail.aspect is Aspect.KIND:
        return str(KINDS.get(words, words))
    if not words and detail.aspect in _ALWAYS:
        return _("altijd")
    return words
