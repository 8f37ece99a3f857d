"""Visitors who open a stream of the same decision all ask the same question: Django answers it once.

An answer is forgotten as soon as the database says that the decision is another or that other people may see it, and
none is remembered while nobody listens to the database. Visitors are counted against the same limit as anywhere else.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from django.conf import settings

from decision.api.counting import Rate, network_of, windows
from decision.live.answers import Answer, asked
from decision.live.broadcaster import Broadcaster
from decision.serving.asgi_types import Headers, Scope
from decision.serving.wsgi_pool import WsgiPool

Key = tuple[str, bytes, bytes]
"""What an answer to a visitor depends on: the path, the host, and whether a proxy in front speaks https."""

REMEMBERED_SECONDS = 30.0
REMEMBERED_AT_MOST = 1000
COUNTED = (b"ratelimit", b"ratelimit-policy")


class Visitors:
    """What visitors are told, by what it depends on."""

    def __init__(
        self, django: WsgiPool, broadcaster: Broadcaster, rate: Rate, *, is_behind_proxy: bool
    ) -> None:
        self.django, self.broadcaster = django, broadcaster
        self.rate, self.is_behind_proxy = rate, is_behind_proxy
        self._asking: dict[Key, asyncio.Task[Answer]] = {}
        self._known: dict[Key, tuple[Answer, float]] = {}
        broadcaster.on_change = self.forget

    async def answer(self, scope: Scope) -> Answer:
        """Django's answer; asked anew for whoever is no plain visitor, and for one who comes too often."""
        if not self.broadcaster.is_informed or (key := key_of(scope)) is None:
            return await asked(self.django, scope)
        known = self._remembered(key)
        if known is None:
            if (asking := self._asking.get(key)) is None:
                return await self._first(key, scope)
            known = await asyncio.shield(asking)
        counted = windows.count(self.rate, network_of(self._address(scope)))
        if known.decision is None or not counted.is_within:  # a refusal is meant for the one who asked
            return await asked(self.django, scope)
        policy, left = self.rate.policy.encode(), counted.left.encode()
        return known.with_headers([(b"ratelimit-policy", policy), (b"ratelimit", left)], instead=COUNTED)

    def forget(self, decision: int | None) -> None:
        """A decision is another, or other people may see it; None: any may be."""
        self._asking.clear()
        for key, (answer, _) in list(self._known.items()):
            if decision in (None, answer.decision):
                del self._known[key]

    def _remembered(self, key: Key) -> Answer | None:
        answer, until = self._known.get(key, (None, 0.0))
        return answer if until > monotonic() else None

    async def _first(self, key: Key, scope: Scope) -> Answer:
        """Ask, and let all who come meanwhile wait for the same answer."""
        asking = self._asking[key] = asyncio.ensure_future(asked(self.django, scope))
        try:
            answer = await asyncio.shield(asking)
        finally:
            nothing_was_heard = self._asking.get(key) is asking
            if nothing_was_heard:
                del self._asking[key]
        if nothing_was_heard and answer.decision is not None:
            self._remember(key, answer)
        return answer

    def _remember(self, key: Key, answer: Answer) -> None:
        self._known.pop(key, None)
        self._known[key] = answer, monotonic() + REMEMBERED_SECONDS
        if len(self._known) > REMEMBERED_AT_MOST:
            del self._known[next(iter(self._known))]

    def _address(self, scope: Scope) -> str:
        if self.is_behind_proxy:
            forwarded = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
            if forwarded:
                return str(forwarded[-1].rpartition(b",")[2].strip().decode("latin-1"))
        client = scope.get("client")
        return str(client[0]) if client else ""


def key_of(scope: Scope) -> Key | None:
    """What the answer to a visitor depends on; None for everybody else, and for odd requests."""
    if scope["query_string"]:
        return None
    host = forwarded = b""
    headers: Headers = scope["headers"]
    for name, value in headers:
        if name == b"host":
            host += value
        elif name == b"x-forwarded-proto":
            forwarded += value
        elif name == b"authorization" or (name == b"cookie" and _names_session(value)):
            return None
    return scope["path"], host, forwarded


def _names_session(cookies: bytes) -> bool:
    name: str = settings.SESSION_COOKIE_NAME
    return name.encode() in cookies
