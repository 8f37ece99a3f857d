"""Middleware of our own: only what no library does."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from csp.middleware import CSPMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django_htmx.middleware import HtmxMiddleware

from frameworks.selectors import successor

COMPRESSED = ("text/html", "text/css", "text/javascript")


class CompressPages(GZipMiddleware):
    """Compresses pages with their styles and scripts (where WhiteNoise has not), and nothing else: gzip would weaken
    the API's ETags, which scripts send back in If-Match."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)


NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'"


class PolicyOfPages(CSPMiddleware):
    """Composes the policy for pages only: whatever else is answered runs nothing, and need not wait for it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Security-Policy", NOTHING_RUNS)
        return response


class MessagesOnPages(MessageMiddleware):
    """Messages for whoever reads pages: the API has none, and need not make room for them."""

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith("/api/"):
            super().process_request(request)


class LeadOn:
    """An address within a decision that names a framework which was merged leads to what it is part of now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or request.method not in ("GET", "HEAD"):
            return response
        # `captured_kwargs` are those of the innermost pattern alone; the decision's slug stands in the one before.
        given = getattr(match, "extra_kwargs", None) or {}
        named = {name: value for name, value in match.kwargs.items() if name not in given}
        now = successor("framework", named["framework"]) if "framework" in named else None
        if now is None:
            return response
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponsePermanentRedirect(
            reverse(match.view_name, kwargs={**named, "framework": now}) + query
        )


class HtmxOnPages(HtmxMiddleware):
    """Knows what htmx asks, on pages: nobody else answers in fragments."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response if request.path_info.startswith("/api/") else super().__call__
        return cast(HttpResponseBase, answer(request))
