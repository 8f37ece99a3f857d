"""The WSGI application: every page and every API answer."""

from __future__ import annotations

import os
from importlib import import_module

import django
from django import db
from django.conf import settings
from django.core.cache import close_caches
from django.core.handlers.base import reset_urlconf
from django.core.signals import request_finished, request_started

from decision.serving.handler import Handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")

django.setup(set_prefix=False)
application = Handler()
import_module(settings.ROOT_URLCONF)  # the code of every page now, and not within somebody’s first request

# Every request names its list of addresses anew, so that its end need not forget it.
# Connections last, and the start of every request looks whether they are well: its end need not look again. The cache
# is this process's memory, with nothing to close, and without DEBUG there is no list of queries to empty.
request_finished.disconnect(reset_urlconf)
request_finished.disconnect(db.close_old_connections)
request_finished.disconnect(close_caches)
if not settings.DEBUG:
    request_started.disconnect(db.reset_queries)
