"""Addresses of the beheer screens."""

from django.urls import URLPattern, URLResolver, path

from rondkomen.web.beheer import (
    accountability,
    gemeente,
    home,
    journal_check,
    letter_templates,
    mapping,
    partners,
    programs,
    rules,
    rules_form,
    rules_trial,
    users,
)

app_name = "beheer"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("gebruikers/", users.users, name="users"),
    path("gebruikers/nieuw/", users.new_user, name="user-new"),
    path("gebruikers/<uuid:user_id>/", users.user, name="user"),
    path("gebruikers/<uuid:user_id>/wachtwoord/", users.renew_access, name="user-renew"),
    path("gebruikers/<uuid:user_id>/account/", users.set_active, name="user-active"),
    path("verantwoording/", accountability.accountability, name="accountability"),
    path("verantwoording/controle/", journal_check.start, name="journal-check"),
    path(
        "verantwoording/controle/<uuid:job_id>/",
        journal_check.progress,
        name="journal-check-progress",
    ),
    path(
        "verantwoording/controle/<uuid:job_id>/stoppen/",
        journal_check.stop,
        name="journal-check-stop",
    ),
    path("partners/", partners.partners, name="partners"),
    path("partners/nieuw/", partners.partner, name="partner-new"),
    path("partners/<uuid:partner_id>/", partners.partner, name="partner"),
    path("partners/<uuid:partner_id>/overeenkomst/", partners.agreement, name="agreement-new"),
    path(
        "partners/<uuid:partner_id>/overeenkomst/<uuid:agreement_id>/",
        partners.agreement,
        name="agreement",
    ),
    path("partners/<uuid:partner_id>/contact/", users.new_contact, name="contact-new"),
    path("partners/<uuid:partner_id>/sleutel/", programs.add, name="program-add"),
    path("partners/<uuid:partner_id>/sleutel/sluiten/", programs.close, name="program-close"),
    path("partners/<uuid:partner_id>/profiel/", mapping.mapping, name="mapping"),
    path("regels/", rules.rules, name="rules"),
    path("regels/nieuw/", rules.new_version, name="rules-new"),
    path("regels/begin/", rules_form.start, name="rules-start"),
    path("regels/lezen/", rules.read, name="rules-read"),
    path("regels/register/", rules.register, name="rules-register"),
    path("regels/<uuid:version_id>/", rules.version, name="rules-version"),
    path("regels/<uuid:version_id>/formulier/", rules_form.edit, name="rules-form"),
    path("regels/<uuid:version_id>/formulier/lezen/", rules_form.preview, name="rules-preview"),
    path("regels/<uuid:version_id>/proef/", rules_trial.trial, name="rules-trial"),
    path(
        "regels/<uuid:version_id>/proef/<uuid:job_id>/",
        rules_trial.progress,
        name="rules-trial-progress",
    ),
    path(
        "regels/<uuid:version_id>/proef/<uuid:job_id>/stoppen/",
        rules_trial.stop,
        name="rules-trial-stop",
    ),
    path("regels/<uuid:version_id>/publiceren/", rules.publish, name="rules-publish"),
    path("regels/<uuid:version_id>/weg/", rules.discard, name="rules-discard"),
    path("brieven/", letter_templates.letters, name="letters"),
    path("brieven/<slug:kind>/", letter_templates.letter, name="letter"),
    path("brieven/<slug:kind>/lezen/", letter_templates.read, name="letter-read"),
    path("brieven/<slug:kind>/voorbeeld/", letter_templates.preview, name="letter-preview"),
    path("gemeente/", gemeente.gemeente, name="gemeente"),
]
