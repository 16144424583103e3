"""Pages for everyone: privacy, accessibility, what is new, and the living list of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rondkomen.web.ui.screen import public_screen


@public_screen
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, and where to ask."""
    return render(request, "ui/pages/privacy.html")


@public_screen
def accessibility(request: HttpRequest) -> HttpResponse:
    """How usable these screens are for everyone, and where to report a barrier."""
    return render(request, "ui/pages/accessibility.html")


@public_screen
def news(request: HttpRequest) -> HttpResponse:
    """What changed in each version."""
    return render(request, "ui/pages/news.html")
