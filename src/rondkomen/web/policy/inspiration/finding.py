"""Finding practices: by theme, municipality, year and words, and reading one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rondkomen.access.core.purposes import Purpose
from rondkomen.access.queries import gemeente, user_names
from rondkomen.knowledge import queries
from rondkomen.knowledge.core.keeping import LONGEST_REASON, may_claim
from rondkomen.knowledge.core.practices import THEMES, Keeping, Practice, Wanted, find
from rondkomen.web.policy.inspiration.words import Told, theme_names, told
from rondkomen.web.ui.components import Happening
from rondkomen.web.ui.screen import ActorRequest, screen

_ON_A_PAGE = 25


class FilterForm(forms.Form):
    """What somebody looks for; everything may stay open."""

    all_optional = True
    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Gemeente"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Jaar"), required=False)
    words = forms.CharField(label=gettext_lazy("Woorden"), max_length=100, required=False)

    def __init__(self, data: QueryDict, practices: Sequence[Practice]) -> None:
        super().__init__(data)
        places = sorted({place for one in practices for place in one.municipalities})
        years = sorted({one.year for one in practices if one.year}, reverse=True)
        for name, choices in (
            ("theme", list(theme_names().items())),
            ("municipality", [(place, place) for place in places]),
            ("year", [(str(year), str(year)) for year in years]),
        ):
            self.fields[name].choices = [("", _("alle")), *choices]  # type: ignore[attr-defined]  # a choice field

    def wanted(self) -> Wanted:
        """What is asked; a value that does not exist asks nothing."""
        self.is_valid()
        given = self.cleaned_data
        year = given.get("year", "")
        return Wanted(
            theme=given.get("theme", ""),
            municipality=given.get("municipality", ""),
            year=int(year) if year else None,
            words=given.get("words", ""),
        )


@dataclass(frozen=True)
class ThemeGroup:
    """The practices under one theme; each stands once, under the first theme it is about."""

    letter: str
    title: str
    lines: tuple[Told, ...]


class OutdatedForm(forms.Form):
    """Why a practice no longer holds."""

    reason = forms.CharField(
        label=gettext_lazy("Waarom geldt dit niet meer?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@screen(Purpose.DIALOGUE)
def overview(request: ActorRequest) -> HttpResponse:
    """The practices that fit what is asked, under their themes."""
    name = gemeente(request.actor.gemeente_id).name
    practices = queries.practices()
    form = FilterForm(request.GET, practices)
    wanted = form.wanted()
    found = find(practices, wanted)
    if not wanted.theme:
        found = tuple(sorted(found, key=lambda one: one.themes[0]))
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "groups": _groups([told(one, gemeente=name) for one in page], wanted.theme),
        "count": len(found),
    }
    return render(request, "policy/inspiration/practices.html", context)


@screen(Purpose.DIALOGUE)
def practice(request: ActorRequest, key: str) -> HttpResponse:
    """One practice, and what this municipality may do with it."""
    return render(request, "policy/inspiration/practice.html", shown(request, key, OutdatedForm()))


def shown(request: ActorRequest, key: str, form: OutdatedForm) -> dict[str, object]:
    """What the page of one practice shows.

    Raises: Refused when there is no such practice here.
    """
    name = gemeente(request.actor.gemeente_id).name
    found = queries.practice(key)
    changes = queries.changes(key)
    marked = found.outdated
    refs = {one.author_ref for one in changes} | ({marked.author} if marked else set())
    names = user_names({ref for ref in refs if ref})
    return {
        "told": told(found, gemeente=name),
        "themes": [title for letter, title in theme_names().items() if letter in found.themes],
        "form": form,
        "may_claim": may_claim(found, name),
        "is_kept": found.keeping is not Keeping.SHIPPED,
        "is_claimed": found.keeping is Keeping.CLAIMED,
        "marked_by": names.get(marked.author, "") if marked and marked.author else "",
        "happened": [
            Happening(
                one.at,
                _("Tekst gewijzigd"),
                names.get(one.author_ref, "") if one.author_ref else "",
            )
            for one in changes
        ],
    }


def _groups(lines: Sequence[Told], theme: str) -> list[ThemeGroup]:
    def letter(line: Told) -> str:
        return theme or line.practice.themes[0]

    names = theme_names()
    return [
        ThemeGroup(one, names[one], tuple(line for line in lines if letter(line) == one))
        for one in THEMES
        if any(letter(line) == one for line in lines)
    ]
