"""Addresses of the worker screens."""

from django.urls import URLPattern, URLResolver

app_name = "worker"
urlpatterns: list[URLPattern | URLResolver] = []
