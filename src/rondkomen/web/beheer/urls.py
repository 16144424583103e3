"""Addresses of the beheer screens."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.beheer import accountability, gemeente, home, mapping, partners, users

app_name = "beheer"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("gebruikers/", users.users, name="users"),
    path("gebruikers/nieuw/", users.new_user, name="user-new"),
    path("gebruikers/<uuid:user_id>/", users.user, name="user"),
    path("gebruikers/<uuid:user_id>/account/", users.set_active, name="user-active"),
    path("verantwoording/", accountability.accountability, name="accountability"),
    path("partners/", partners.partners, name="partners"),
    path("partners/nieuw/", partners.partner, name="partner-new"),
    path("partners/<uuid:partner_id>/", partners.partner, name="partner"),
    path("partners/<uuid:partner_id>/overeenkomst/", partners.agreement, name="agreement-new"),
    path(
        "partners/<uuid:partner_id>/overeenkomst/<uuid:agreement_id>/",
        partners.agreement,
        name="agreement",
    ),
    path("partners/<uuid:partner_id>/profiel/", mapping.mapping, name="mapping"),
    path("gemeente/", gemeente.gemeente, name="gemeente"),
]
