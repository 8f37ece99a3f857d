"""The WSGI application: every page and every API answer."""

from __future__ import annotations

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # the code of every page now, and not within somebody’s first request
