"""Addresses of the partner screens."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.partner import portal

app_name = "partner"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", portal.home, name="home"),
    path("rapport/", portal.scorecard, name="scorecard"),
    path("<uuid:delivery_id>/", portal.delivery, name="delivery"),
    path("<uuid:delivery_id>/voortgang/", portal.progress, name="delivery-progress"),
    path("<uuid:delivery_id>/stoppen/", portal.cancel, name="delivery-cancel"),
    path("<uuid:delivery_id>/verbeteren/", portal.corrections, name="delivery-corrections"),
]
