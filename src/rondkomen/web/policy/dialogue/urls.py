"""Addresses of the facilitator's screens."""

from django.urls import URLPattern, URLResolver, include, path

from rondkomen.web.policy.dialogue import (
    agenda,
    following,
    instrument_urls,
    open_actions,
    paper,
    pointing,
    report,
    results,
    room,
    script,
    sessions,
    sheets,
    wall,
    whole,
)

app_name = "dialogue"
_ONE = "<uuid:session_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", sessions.overview, name="sessions"),
    path("nieuw/", sessions.new, name="new"),
    path("instrumenten/", include(instrument_urls.urlpatterns)),
    path("acties/", open_actions.overview, name="actions"),
    path("acties/bestand/<slug:kind>/", open_actions.download, name="actions-file"),
    path("acties/<uuid:action_id>/", agenda.change, name="action"),
    path("acties/<uuid:action_id>/stand/", agenda.state, name="action-state"),
    path("acties/<uuid:action_id>/terug/", agenda.undo, name="action-undo"),
    path("acties/<uuid:action_id>/verwijzing/", pointing.choose, name="action-pointing"),
    path(_ONE, room.room, name="room"),
    path(f"{_ONE}stand/", room.stand, name="stand"),
    path(f"{_ONE}openen/", room.open_for_all, name="open"),
    path(f"{_ONE}code/", room.new_code, name="new-code"),
    path(f"{_ONE}sluiten/", room.close, name="close"),
    path(f"{_ONE}uitslag/", room.results_open, name="results-open"),
    path(f"{_ONE}notitie/", room.note, name="note"),
    path(f"{_ONE}wand/", wall.wall, name="wall"),
    path(f"{_ONE}wand/stand/", wall.stand, name="wall-stand"),
    path(f"{_ONE}wand/thema/", wall.show, name="wall-theme"),
    path(f"{_ONE}wand/tijd/", wall.timer, name="wall-timer"),
    path(f"{_ONE}wand/actie/", wall.act, name="wall-action"),
    path(f"{_ONE}samen/", sheets.sheet, name="together"),
    path(f"{_ONE}samen/stand/", sheets.stand, name="together-stand"),
    path(f"{_ONE}samen/<str:instrument>/<str:question>/", sheets.write, name="together-write"),
    path(f"{_ONE}samen/<str:instrument>/<str:question>/terug/", sheets.undo, name="together-undo"),
    path(
        f"{_ONE}samen/<str:instrument>/<str:question>/weg/", sheets.remove, name="together-remove"
    ),
    path(f"{_ONE}samen/wijzigingen/", sheets.changes, name="together-changes"),
    path(f"{_ONE}papier/", paper.overview, name="paper"),
    path(f"{_ONE}papier/groep/<str:instrument>/", paper.of_the_group, name="paper-group"),
    path(f"{_ONE}papier/<uuid:participant_id>/wie/", paper.who, name="paper-who"),
    path(f"{_ONE}papier/<uuid:participant_id>/<str:instrument>/", paper.of_one, name="paper-one"),
    path(f"{_ONE}volgt/", following.following, name="following"),
    path(f"{_ONE}acties/", agenda.agenda, name="agenda"),
    path(f"{_ONE}acties/overnemen/", agenda.carry, name="carry-over"),
    path(f"{_ONE}acties/bestand/<slug:kind>/", agenda.download, name="agenda-file"),
    path(f"{_ONE}resultaten/", results.results, name="results"),
    path(f"{_ONE}draaiboek/", script.plan, name="script"),
    path(f"{_ONE}verslag.<str:kind>", report.report, name="report"),
    path(f"{_ONE}bestand/", whole.export, name="export"),
    path(f"{_ONE}wissen/", whole.erase, name="erase"),
]
