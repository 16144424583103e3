"""The address space: one prefix per audience."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("rondkomen.web.ui.urls")),
    path("", include("rondkomen.web.worker.urls")),
    path("monitor/", include("rondkomen.web.policy.urls")),
    path("gesprek/", include("rondkomen.web.policy.dialogue.urls")),
    path("inspiratie/", include("rondkomen.web.policy.inspiration.urls")),
    path("meedoen/", include("rondkomen.web.participant.urls")),
    path("partner/", include("rondkomen.web.partner.urls")),
    path("beheer/", include("rondkomen.web.beheer.urls")),
    path("api/", include("rondkomen.web.api.urls")),
]

if settings.OIDC_ENABLED:
    urlpatterns.append(path("oidc/", include("mozilla_django_oidc.urls")))

handler400 = "rondkomen.web.ui.errors.bad_request"
handler403 = "rondkomen.web.ui.errors.permission_denied"
handler404 = "rondkomen.web.ui.errors.not_found"
handler500 = "rondkomen.web.ui.errors.server_error"
