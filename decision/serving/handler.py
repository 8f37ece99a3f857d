"""Django's WSGI handler, which finds the view of an API address once and not at every request.

What an address leads to never changes while a process runs, and trying the patterns on the way to it, four deep,
costs about as much as the query behind the answer.
"""

from __future__ import annotations

from functools import lru_cache

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch, URLResolver, get_resolver

API = "/api/"
LONGEST = 200  # of an address that is remembered, so that nobody fills the memory with long ones


class Handler(WSGIHandler):
    """Answers WSGI requests."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        path = request.path_info
        if not path.startswith(API) or len(path) > LONGEST or hasattr(request, "urlconf"):
            return super().resolve_request(request)
        match = request.resolver_match = _found(get_resolver(), path)
        return match


@lru_cache(maxsize=1024)
def _found(resolver: URLResolver, path: str) -> ResolverMatch:
    """Where the path leads. Raises `Resolver404`, which is not remembered."""
    return resolver.resolve(path)
