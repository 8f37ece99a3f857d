"""The event streams as native ASGI: Django says once who may listen, the broadcaster has the connection then."""

from __future__ import annotations

import asyncio
import logging
import re
import resource
from contextlib import suppress

from decision.live.broadcaster import KEEP_ALIVE_SECONDS, Broadcaster, Stream
from decision.live.listener import Listener
from decision.live.messages import DECISION_HEADER, RETRY
from decision.serving.asgi_types import Headers, Message, Receive, Scope, Send
from decision.serving.wsgi_pool import WsgiPool

logger = logging.getLogger(__name__)

PATH = re.compile(r"/api/v1/decisions/[-\w]+/events/\Z")
DECISION = DECISION_HEADER.lower().encode()
REVISION = re.compile(rb'"revision": *([0-9]+)')
PLENTY_OF_FILES = 4096


class LiveApp:
    """Streams of one process: who listens, and the two tasks that write to them."""

    def __init__(self, django: WsgiPool, database_url: str) -> None:
        self.django, self.database_url = django, database_url
        self.broadcaster = Broadcaster()
        self.tasks: list[asyncio.Task[None]] = []

    def takes(self, scope: Scope) -> bool:
        """Whether a request asks for a stream; every other method on the path is Django's to refuse."""
        return scope["method"] == "GET" and PATH.match(scope["path"]) is not None

    async def start(self) -> None:
        """Listen to the database. Called once, in the loop that serves."""
        warn_of_few_files()
        self.listener = Listener(self.database_url, self.broadcaster)
        self.tasks = [asyncio.create_task(self.listener.run()), asyncio.create_task(self._keep_alive())]

    async def stop(self) -> None:
        """End every stream, so that the server need not wait for them, then stop listening."""
        await self.broadcaster.close()
        for task in self.tasks:
            task.cancel()
        for task in self.tasks:
            with suppress(asyncio.CancelledError):
                await task
        self.tasks = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._authorise(scope)
        if answer.decision is None or answer.status != 200:
            await answer.forward(send)
            return
        stream = Stream(answer.decision, send)
        await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
        await send({"type": "http.response.body", "body": RETRY, "more_body": True})
        self.broadcaster.add(stream, answer.revision)
        del answer
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self.broadcaster.remove(stream)

    async def _authorise(self, scope: Scope) -> _Answer:
        """Django's answer to the same request, asked again if the listener came back meanwhile.

        Whatever changes after Django read the revision is announced, before this stream is added (and kept) or
        after (and written to it), as long as the listener listened the whole time.
        """
        while True:
            connected = self.listener.connected
            answer = _Answer()
            await self.django(scope, _no_body, answer.take)
            if connected == self.listener.connected:
                return answer

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEP_ALIVE_SECONDS)
            await self.broadcaster.keep_alive()


class _Answer:
    """What Django said to the request: the right to listen, or a refusal to pass on."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.decision: int | None = None
        self.body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            self.body += message["body"]
            return
        self.status = message["status"]
        for name, value in message["headers"]:
            if name == DECISION:
                self.decision = int(value)
            else:
                self.headers.append((name, value))
        if self.decision is not None:
            self.headers = [(name, value) for name, value in self.headers if name != b"content-length"]

    @property
    def revision(self) -> int:
        found = REVISION.search(self.body)
        return int(found[1]) if found else 0

    async def forward(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


async def _no_body() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def warn_of_few_files() -> None:
    """Every stream is an open file to the system, so raise the soft limit as far as allowed and say if it is low."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            soft = hard
    if 0 <= soft < PLENTY_OF_FILES:
        logger.warning(
            "only %d open files are allowed, enough for about %d open pages: raise `ulimit -n`",
            soft,
            max(soft - 100, 0),
        )
