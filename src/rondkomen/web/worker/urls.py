"""Addresses of the worker screens."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.worker import (
    case,
    cbs,
    deliveries,
    matching,
    partners,
    quarantine,
    review,
    today,
    unmatched,
)

app_name = "worker"
urlpatterns: list[URLPattern | URLResolver] = [
    path("vandaag/", today.today, name="today"),
    path("zaken/<uuid:case_id>/", case.case, name="case"),
    path("zaken/<uuid:case_id>/poging/", case.log_attempt, name="case-attempt"),
    path("zaken/<uuid:case_id>/oppakken/", case.pick_up, name="case-pick-up"),
    path("leveringen/", deliveries.listing, name="deliveries"),
    path("leveringen/nieuw/", deliveries.upload, name="delivery-upload"),
    path("leveringen/<uuid:delivery_id>/", deliveries.delivery, name="delivery"),
    path("leveringen/<uuid:delivery_id>/voortgang/", deliveries.progress, name="delivery-progress"),
    path("leveringen/<uuid:delivery_id>/stoppen/", deliveries.cancel, name="delivery-cancel"),
    path(
        "leveringen/<uuid:delivery_id>/verbeteren/",
        deliveries.corrections,
        name="delivery-corrections",
    ),
    path("leveringen/quarantaine/", quarantine.listing, name="quarantine"),
    path("leveringen/quarantaine/<uuid:row_id>/", quarantine.item, name="quarantined"),
    path("leveringen/partner/<uuid:partner_id>/", partners.scorecard, name="partner-scorecard"),
    path("matchen/", matching.overview, name="matching"),
    path("matchen/start/", matching.start, name="matching-start"),
    path("matchen/voortgang/<uuid:job_id>/", matching.progress, name="matching-progress"),
    path("matchen/beoordelen/", review.queue, name="review"),
    path("matchen/beoordelen/<uuid:review_id>/", review.item, name="review-item"),
    path("matchen/beoordelen/<uuid:review_id>/besluit/", review.decide, name="review-decide"),
    path("matchen/beoordelen/<uuid:review_id>/ongedaan/", review.undo, name="review-undo"),
    path("matchen/beoordeeld/", review.decided, name="reviewed"),
    path("matchen/niet-gevonden/", unmatched.listing, name="unmatched"),
    path("matchen/niet-gevonden/<uuid:unmatched_id>/", unmatched.item, name="unmatched-item"),
    path("matchen/losmaken/<uuid:signal_ref>/", unmatched.split, name="signal-split"),
    path("cbs/", cbs.overview, name="cbs"),
    path("cbs/maken/", cbs.start, name="cbs-start"),
    path("cbs/voortgang/<uuid:job_id>/", cbs.progress, name="cbs-progress"),
    path("cbs/<uuid:delivery_id>/", cbs.delivery, name="cbs-delivery"),
    path("cbs/<uuid:delivery_id>/bestand/<int:page>/", cbs.file, name="cbs-file"),
]
