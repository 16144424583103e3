"""Addresses of the partner screens."""

from django.urls import URLPattern, URLResolver

app_name = "partner"
urlpatterns: list[URLPattern | URLResolver] = []
