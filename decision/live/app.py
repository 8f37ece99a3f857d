"""The event streams as native ASGI: Django says once who may listen, the broadcaster has the connection then."""

from __future__ import annotations

import asyncio
import logging
import re
import resource
from contextlib import suppress
from time import time

from decision.addresses import database_url
from decision.api.counting import read_rate
from decision.env import Env
from decision.live.answers import Answer
from decision.live.broadcaster import KEEP_ALIVE_SECONDS, Broadcaster, Stream
from decision.live.listener import Listener
from decision.live.presence import Presence
from decision.live.readers import Arrival, Reader, arrival_of
from decision.live.visitors import Visitors
from decision.serving.asgi_types import Receive, Scope, Send
from decision.serving.wsgi_pool import WsgiPool

logger = logging.getLogger(__name__)

PATH = re.compile(r"/api/v1/decisions/[-\w]+/events/\Z")
PLENTY_OF_FILES = 4096


class LiveApp:
    """Streams of one process: who listens, who is seen there, and the tasks that write to them."""

    def __init__(self, django: WsgiPool, env: Env) -> None:
        self.broadcaster = Broadcaster()
        self.presence = Presence(django.threads, self.broadcaster)
        self.listener = Listener(database_url(env), self.broadcaster, self.presence)
        rate = read_rate("visitor", env.THROTTLE_ANON)
        self.visitors = Visitors(django, self.broadcaster, rate, is_behind_proxy=env.BEHIND_PROXY)
        self.tasks: list[asyncio.Task[None]] = []

    def takes(self, scope: Scope) -> bool:
        """Whether a request asks for a stream; every other method on the path is Django's to refuse."""
        return scope["method"] == "GET" and PATH.match(scope["path"]) is not None

    async def start(self) -> None:
        """Listen to the database. Called once, in the loop that serves."""
        warn_of_few_files()
        self.tasks = [
            asyncio.create_task(forever)
            for forever in (self.listener.run(), self._keep_alive(), self.presence.run())
        ]

    async def stop(self) -> None:
        """End every stream, so that the server need not wait for them, then stop listening."""
        await self.broadcaster.close()
        for task in self.tasks:
            task.cancel()
        for task in self.tasks:
            with suppress(asyncio.CancelledError):
                await task
        self.tasks = []
        await self.presence.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._authorise(scope)
        if answer.decision is None or answer.status != 200:
            await answer.forward(send)
            return
        reader = answer.reader
        stream = Stream(answer.decision, send, reader)
        await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
        self.broadcaster.add(stream, answer.revision)
        del answer
        arrival = self._note(stream, reader) if reader else None
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self.broadcaster.remove(stream)
            if arrival:
                self.presence.closed(arrival)

    def _note(self, stream: Stream, reader: Reader) -> Arrival | None:
        """Somebody with a name opened a stream: until when, and for teammates to see."""
        if reader.until is not None:
            self.broadcaster.end_later(stream, reader.until - time())
        if not reader.is_present:
            return None
        arrival = arrival_of(stream.decision, reader)
        self.presence.opened(arrival)
        return arrival

    async def _authorise(self, scope: Scope) -> Answer:
        """Django's answer to the same request, asked again if it may be out of date when it comes.

        Whatever changes after Django read the revision is announced, before this stream is added (and kept) or
        after (and written to it), as long as the listener listened the whole time.
        """
        while True:
            epoch = self.broadcaster.epoch
            answer = await self.visitors.answer(scope)
            if epoch == self.broadcaster.epoch:
                return answer

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEP_ALIVE_SECONDS)
            await self.broadcaster.keep_alive()


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
