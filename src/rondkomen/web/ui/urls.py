"""Addresses of sign-in, the own account and the pages for everyone."""

from django.conf import settings
from django.urls import URLPattern, path
from django.views.i18n import set_language

from rondkomen.web.ui import pages, signin
from rondkomen.web.ui.screen import public_screen

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("aanmelden/", signin.sign_in, name="sign-in"),
    path("afmelden/", signin.sign_out, name="sign-out"),
    path("aanmelden/code/", signin.code, name="second-factor"),
    path("aanmelden/app/", signin.setup, name="second-factor-setup"),
    path("", signin.home, name="home"),
    path("account/", signin.account, name="account"),
    path("account/wachtwoord/", signin.password, name="password"),
    path("taal/", public_screen(set_language), name="language"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("nieuw/", pages.news, name="news"),
]

if settings.DEBUG:
    from rondkomen.web.ui import living

    urlpatterns.append(path("onderdelen/", living.components, name="components"))
