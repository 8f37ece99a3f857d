"""Served as Steelyard is: by uvicorn, with Django in four lasting threads and lasting connections.

Django's own ASGI handler would make a thread and a connection for every request and be several times slower, and
gunicorn's threads do the same as these. With the server equal, only the application differs.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from decision.serving.wsgi_pool import WsgiPool

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.peers.usual_drf.settings"

app = WsgiPool(get_wsgi_application(), threads=4)
