"""Django's WSGI handler, which finds out once what does not change: the view of an API address, whether a host is
one of ours, the scheme of a request.

Trying the patterns on the way to an address, four deep, costs about as much as the query behind the answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.urls import ResolverMatch, URLResolver, get_resolver
from django.utils.functional import cached_property

API = "/api/"
MOST_HOSTS = 64  # that are remembered; a wildcard allows any number
LONGEST = 200  # of an address that is remembered, so that nobody fills the memory with long ones


class AskedRequest(WSGIRequest):
    """A request that several ask the same."""

    allowed_hosts: ClassVar[set[str]] = set()

    @cached_property
    def scheme(self) -> str | None:
        return super().scheme

    def get_host(self) -> str:
        host: str = self._get_raw_host()  # type: ignore[attr-defined]  # the stubs leave it out
        if host not in self.allowed_hosts:
            host = super().get_host()
            if len(self.allowed_hosts) < MOST_HOSTS:
                self.allowed_hosts.add(host)
        return host


class Handler(WSGIHandler):
    """Answers WSGI requests."""

    request_class = AskedRequest

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
