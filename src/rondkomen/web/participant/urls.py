"""Addresses for participants. A session carries its municipality, so that one knows whose it is."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.participant import answering, ending, joining, writing

app_name = "participant"
_SESSION = "<str:gemeente_id>/<uuid:session_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", joining.start, name="start"),
    path("<str:gemeente_id>/", joining.code, name="code"),
    path(_SESSION, answering.go_on, name="session"),
    path(f"{_SESSION}vraag/<str:instrument>/<str:question>/", answering.first, name="question"),
    path(f"{_SESSION}opnieuw/<str:instrument>/<str:question>/", answering.again, name="again"),
    path(f"{_SESSION}samen/", writing.sheet, name="together"),
    path(f"{_SESSION}samen/stand/", writing.stand, name="together-stand"),
    path(f"{_SESSION}samen/<str:instrument>/<str:question>/", writing.write, name="together-write"),
    path(
        f"{_SESSION}samen/<str:instrument>/<str:question>/terug/",
        writing.undo,
        name="together-undo",
    ),
    path(
        f"{_SESSION}samen/<str:instrument>/<str:question>/weg/",
        writing.remove,
        name="together-remove",
    ),
    path(f"{_SESSION}gegevens/", ending.own_words, name="own-words"),
    path(f"{_SESSION}klaar/", ending.overview, name="overview"),
    path(f"{_SESSION}uitslag/", ending.results, name="results"),
    path(f"{_SESSION}stoppen/", ending.stop, name="stop"),
    path("<str:gemeente_id>/<str:code>/", joining.join, name="join"),
]
