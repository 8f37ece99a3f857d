"""Fixed windows counted in this process; nothing here needs Django, so that event streams count by the same ones."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address
from threading import Lock

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
KEPT_AT_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds; `policy` says it in a header."""

    scope: str
    most: int
    seconds: int
    policy: str


@lru_cache(maxsize=32)
def read_rate(scope: str, text: str) -> Rate:
    """The rate that "600/minute" names."""
    most, _, unit = text.partition("/")
    seconds = SECONDS[unit]
    return Rate(scope, int(most), seconds, f'"{scope}";q={most};w={seconds}')


def network_of(address: str) -> str:
    """What an address counts as: itself, but in IPv6 its /64, all of which one connection has to choose from."""
    if ":" not in address:
        return address
    try:
        found = IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found.ipv4_mapped or f"{int(found) >> 64:x}::/64")


@dataclass(frozen=True, slots=True)
class Counted:
    """Where somebody stands in the current window. `left` is what the `RateLimit` header says."""

    is_within: bool
    left: str
    seconds_left: int


class Windows:
    """Counts by key in the current window of each length."""

    def __init__(self) -> None:
        self._counts: dict[int, dict[str, int]] = {}
        self._begun: dict[int, int] = {}
        self._lock = Lock()

    def count(self, rate: Rate, key: str) -> Counted:
        """Count one more of `key` under `rate`."""
        now = int(time.time())
        number = now // rate.seconds
        name = f"{rate.scope} {key}"
        with self._lock:
            if self._begun.get(rate.seconds) != number:
                self._begun[rate.seconds] = number
                self._counts[rate.seconds] = {}
            counts = self._counts[rate.seconds]
            count = counts[name] = counts.get(name, 0) + 1
            if len(counts) > KEPT_AT_MOST:
                del counts[next(iter(counts))]
        seconds_left = (number + 1) * rate.seconds - now
        left = f'"{rate.scope}";r={max(0, rate.most - count)};t={seconds_left}'
        return Counted(count <= rate.most, left, seconds_left)

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._counts.clear()
            self._begun.clear()


windows = Windows()
