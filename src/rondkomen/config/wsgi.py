"""WSGI entry point: `granian --interface wsgi rondkomen.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rondkomen.config.settings")

application = get_wsgi_application()
