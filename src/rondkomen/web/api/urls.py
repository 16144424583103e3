"""Addresses of the programming interface; each API also answers for every address below it."""

from django.urls import URLPattern, URLResolver, include, path

from rondkomen.web.api import ddas_vs, v1

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ddas-vs/v1/", include((ddas_vs.api.addresses(), "ddas-vs"))),
    path("v1/", include((v1.api.addresses(), "v1"))),
]
