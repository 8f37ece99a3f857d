"""How often somebody may ask: fixed windows counted in this process.

Each web process counts for itself, so that a limit is per process, and counting costs no round trip. Tokens and
people are counted by themselves, visitors by their address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from decision.teams.tokens import TokenInUse

from .counting import network_of, read_rate, windows

if TYPE_CHECKING:
    from rest_framework.views import APIView


def address_of(request: Request) -> str:
    """The caller's address: as the trusted proxies in front saw it, if there are any.

    DRF's `get_ident` says the same, but makes a mapping of all headers first.
    """
    trusted, forwarded = api_settings.NUM_PROXIES, request.META.get("HTTP_X_FORWARDED_FOR")
    if trusted and forwarded:
        hops = forwarded.split(",")
        return network_of(hops[-min(trusted, len(hops))].strip())
    return network_of(request.META.get("REMOTE_ADDR", ""))


class Throttle(BaseThrottle):
    """Counts a request and says in `RateLimit` headers what is left (draft-ietf-httpapi-ratelimit-headers)."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        user, token = request.user, request.auth
        if user.is_authenticated:
            key = f"token {token.id}" if isinstance(token, TokenInUse) else f"user {user.pk}"
            return self.count("signed_in", key, view)
        return self.count("visitor", address_of(request), view)

    def count(self, scope: str, key: str, view: APIView) -> bool:
        """Count for `key`; whether it is within the scope's rate."""
        rate = read_rate(scope, api_settings.DEFAULT_THROTTLE_RATES[scope])
        counted = windows.count(rate, key)
        self.seconds_left = counted.seconds_left
        view.headers["RateLimit-Policy"] = rate.policy
        view.headers["RateLimit"] = counted.left
        return counted.is_within

    def wait(self) -> float:
        return self.seconds_left
