"""Addresses of the instruments of the municipality, within those of the conversation."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.policy.dialogue import comparing, editing, instruments, other_kind

_DRAFT = "concept/<uuid:draft_id>/"
_VERSION = "<slug:key>/<str:version>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", instruments.overview, name="instruments"),
    path("nieuw/", instruments.new, name="instrument-new"),
    path("bestand/", instruments.import_file, name="instrument-import"),
    path(_DRAFT, editing.draft, name="draft"),
    path(f"{_DRAFT}opbouw/", editing.arrange, name="draft-arrange"),
    path(f"{_DRAFT}terug/", editing.undo, name="draft-undo"),
    path(f"{_DRAFT}weg/", editing.discard, name="draft-discard"),
    path(f"{_DRAFT}definitief/", editing.definitive, name="draft-definitive"),
    path(f"{_DRAFT}bestand/", instruments.download_draft, name="draft-file"),
    path(f"{_DRAFT}vraag/<str:code>/soort/", other_kind.change, name="draft-kind"),
    path(f"{_DRAFT}<str:kind>/<str:code>/", editing.part, name="draft-part"),
    path("<slug:key>/vergelijken/", comparing.comparison, name="instrument-compare"),
    path(f"{_VERSION}kopie/", instruments.copy, name="instrument-copy"),
    path(f"{_VERSION}wijzigen/", instruments.change, name="instrument-change"),
    path(f"{_VERSION}intrekken/", instruments.withdraw, name="instrument-withdraw"),
    path(f"{_VERSION}bestand/<slug:kind>/", instruments.download, name="instrument-file"),
]
