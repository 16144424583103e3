"""Addresses of the screens for practices."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.policy.inspiration import finding, keeping

app_name = "inspiration"
_ONE = "<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", finding.overview, name="practices"),
    path("nieuw/", keeping.new, name="new"),
    path(_ONE, finding.practice, name="practice"),
    path(f"{_ONE}bijhouden/", keeping.claim, name="claim"),
    path(f"{_ONE}wijzigen/", keeping.change, name="change"),
    path(f"{_ONE}terug/", keeping.undo, name="undo"),
    path(f"{_ONE}verouderd/", keeping.outdated, name="outdated"),
    path(f"{_ONE}actueel/", keeping.current, name="current"),
    path(f"{_ONE}wissen/", keeping.remove, name="remove"),
]
