"""Which members have pages open at this process, kept in the database for all processes to see.

Visitors' streams cost nothing here. What opens and closes is collected for a moment and written at once, in one of
Django's threads; a page that closes counts a little longer, so that nobody flickers who reloads it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import DatabaseError, close_old_connections

from decision.live import services
from decision.live.readers import Arrival
from decision.serving.lasting_threads import LastingThreads

T = TypeVar("T")
logger = logging.getLogger(__name__)

COLLECT_SECONDS = 0.1
LINGER_SECONDS = 3.0
BEAT_SECONDS = 15.0


class Presence:
    """The pages of one process. Belongs to one event loop."""

    def __init__(self, threads: LastingThreads) -> None:
        self.threads = threads
        self.process = uuid4()
        self.here: dict[UUID, Arrival] = {}
        self.to_open: dict[UUID, Arrival] = {}
        self.to_close: dict[UUID, float] = {}  # when each is to be taken away
        self.changed = asyncio.Event()

    def opened(self, arrival: Arrival) -> None:
        """A member opened a page."""
        self.here[arrival.id] = self.to_open[arrival.id] = arrival
        self.changed.set()

    def closed(self, arrival: Arrival, *, at_once: bool = False) -> None:
        """A page was closed, or its reader lost the right to see it (`at_once`)."""
        if self.here.pop(arrival.id, None) and self.to_open.pop(arrival.id, None) is None:
            self.to_close[arrival.id] = monotonic() + (0 if at_once else LINGER_SECONDS)
            self.changed.set()

    async def run(self) -> None:
        """Write what changes, and say every now and then that this process lives."""
        next_beat = monotonic() + BEAT_SECONDS
        while True:
            await self._wait_until(min([next_beat, *self.to_close.values()]))
            try:
                await self._write()
                if monotonic() >= next_beat:
                    next_beat = monotonic() + BEAT_SECONDS
                    await self._beat()
            except DatabaseError as error:
                logger.warning("who is here could not be written, trying again: %s", error)
                self.to_open = dict(self.here)
                await asyncio.sleep(1)

    async def stop(self) -> None:
        """Nobody is at this process any more."""
        if self.here or self.to_close:
            with suppress(DatabaseError):
                await self.threads.run(_in_thread, services.leave, self.process)

    async def _wait_until(self, moment: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.changed.wait(), max(0, moment - monotonic()))
            await asyncio.sleep(COLLECT_SECONDS)
        self.changed.clear()

    async def _write(self) -> None:
        now = monotonic()
        opened = self.to_open
        closed = [key for key, moment in self.to_close.items() if moment <= now]
        if not opened and not closed:
            return
        self.to_open = {}
        await self.threads.run(_in_thread, _note, self.process, list(opened.values()), closed)
        for key in closed:
            del self.to_close[key]

    async def _beat(self) -> None:
        if self.here and not await self.threads.run(_in_thread, services.say_alive, self.process):
            self.to_open = dict(self.here)
            await self._write()


def _note(process: UUID, opened: list[Arrival], closed: list[UUID]) -> None:
    services.note_pages(process, opened=opened, closed=closed)


def _in_thread(function: Callable[..., T], *arguments: object) -> T:
    """Call with a connection that is alive, as at the start of a request."""
    close_old_connections()
    return function(*arguments)
