"""Addresses of the policy screens."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.policy import breaks, internal, published, publishing

app_name = "policy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", published.latest, name="monitor"),
    path("intern/", internal.latest, name="internal"),
    path("intern/reeksbreuken/", breaks.breaks, name="breaks"),
    path("intern/reeksbreuken/<uuid:break_id>/weg/", breaks.remove, name="break-remove"),
    path("intern/<str:month>/", internal.month, name="internal-month"),
    path("intern/<str:month>/tellen/", internal.count, name="count"),
    path("intern/<str:month>/tellen/<uuid:job_id>/", internal.progress, name="count-progress"),
    path("intern/<str:month>/tellen/<uuid:job_id>/stoppen/", internal.stop, name="count-stop"),
    path("intern/<str:month>/publiceren/", publishing.publish, name="publish"),
    path("intern/<str:month>/<slug:kind>/", internal.download, name="internal-download"),
    path("<str:month>/", published.month, name="month"),
    path("<str:month>/<slug:kind>/", published.download, name="download"),
]
