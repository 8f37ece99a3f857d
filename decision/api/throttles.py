"""How often somebody may ask: fixed windows counted in this process.

Each web process counts for itself, so that a limit is per process, and counting costs no round trip. Tokens and
people are counted by themselves, visitors by their address.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from decision.teams.tokens import TokenInUse

if TYPE_CHECKING:
    from rest_framework.views import APIView

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
KEPT_AT_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds; `policy` says it in a header."""

    most: int
    seconds: int
    policy: str


@lru_cache(maxsize=32)
def read_rate(scope: str, text: str) -> Rate:
    """The rate that "600/minute" names."""
    most, _, unit = text.partition("/")
    seconds = SECONDS[unit]
    return Rate(int(most), seconds, f'"{scope}";q={most};w={seconds}')


class _Windows:
    """Counts by key in the current window of each length."""

    def __init__(self) -> None:
        self._counts: dict[int, dict[str, int]] = {}
        self._begun: dict[int, int] = {}
        self._lock = Lock()

    def hit(self, key: str, seconds: int) -> tuple[int, int]:
        """Count one more; how many this window holds now, and the seconds until it ends."""
        now = int(time.time())
        number = now // seconds
        with self._lock:
            if self._begun.get(seconds) != number:
                self._begun[seconds] = number
                self._counts[seconds] = {}
            counts = self._counts[seconds]
            count = counts[key] = counts.get(key, 0) + 1
            if len(counts) > KEPT_AT_MOST:
                del counts[next(iter(counts))]
        return count, (number + 1) * seconds - now

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._counts.clear()
            self._begun.clear()


windows = _Windows()


def address_of(request: Request) -> str:
    """The caller's address: as the trusted proxies in front saw it, if there are any.

    DRF's `get_ident` says the same, but makes a mapping of all headers first.
    """
    trusted, forwarded = api_settings.NUM_PROXIES, request.META.get("HTTP_X_FORWARDED_FOR")
    if trusted and forwarded:
        hops = forwarded.split(",")
        return str(hops[-min(trusted, len(hops))].strip())
    return str(request.META.get("REMOTE_ADDR", ""))


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
        count, self.seconds_left = windows.hit(f"{scope} {key}", rate.seconds)
        view.headers["RateLimit-Policy"] = rate.policy
        view.headers["RateLimit"] = f'"{scope}";r={max(0, rate.most - count)};t={self.seconds_left}'
        return count <= rate.most

    def wait(self) -> float:
        return self.seconds_left
