"""Addresses of the beheer screens."""

from django.urls import URLPattern, URLResolver

app_name = "beheer"
urlpatterns: list[URLPattern | URLResolver] = []
