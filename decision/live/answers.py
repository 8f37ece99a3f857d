"""What Django says to the request for a stream: the right to listen, or a refusal to pass on."""

from __future__ import annotations

import re
from collections.abc import Collection

from decision.live.messages import DECISION_HEADER, READER_HEADER
from decision.live.readers import Reader, reader_from
from decision.serving.asgi_types import Headers, Message, Scope, Send
from decision.serving.wsgi_pool import WsgiPool

DECISION, READER = DECISION_HEADER.lower().encode(), READER_HEADER.lower().encode()
REVISION = re.compile(rb'"revision": *([0-9]+)')


class Answer:
    """Django's answer. `decision` is None for a refusal, `reader` for a visitor."""

    __slots__ = ("body", "decision", "headers", "reader", "status")

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.decision: int | None = None
        self.reader: Reader | None = None
        self.body = b""

    async def take(self, message: Message) -> None:
        """One ASGI message of the answer."""
        if message["type"] == "http.response.body":
            self.body += message["body"]
            return
        self.status = message["status"]
        for name, value in message["headers"]:
            if name == DECISION:
                self.decision = int(value)
            elif name == READER:
                self.reader = reader_from(value)
            else:
                self.headers.append((name, value))
        if self.decision is not None:
            self.headers = [(name, value) for name, value in self.headers if name != b"content-length"]

    @property
    def revision(self) -> int:
        """The revision at which Django found the decision."""
        found = REVISION.search(self.body)
        return int(found[1]) if found else 0

    def with_headers(self, more: Headers, instead: Collection[bytes]) -> Answer:
        """The same answer with these headers in place of those named."""
        other = Answer()
        other.status, other.decision, other.reader = self.status, self.decision, self.reader
        other.body = self.body
        other.headers = [pair for pair in self.headers if pair[0] not in instead] + more
        return other

    async def forward(self, send: Send) -> None:
        """Pass a refusal on as it is."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


async def asked(django: WsgiPool, scope: Scope) -> Answer:
    """What Django says to a request without a body."""
    answer = Answer()
    await django(scope, _no_body, answer.take)
    return answer


async def _no_body() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
