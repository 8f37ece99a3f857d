"""The WSGI application: every page and every API answer."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")

application = get_wsgi_application()
