"""Addresses of the beheer screens."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.beheer import gemeente, home, users

app_name = "beheer"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("gebruikers/", users.users, name="users"),
    path("gebruikers/nieuw/", users.new_user, name="user-new"),
    path("gebruikers/<uuid:user_id>/", users.user, name="user"),
    path("gebruikers/<uuid:user_id>/account/", users.set_active, name="user-active"),
    path("gemeente/", gemeente.gemeente, name="gemeente"),
]
