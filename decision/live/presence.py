"""Which members have pages open at this process, kept in the database for all processes to see.

Visitors' streams cost nothing here. What opens and closes is collected for a moment and written at once, in one of
Django's threads; a page that closes counts a little longer, so that nobody flickers who reloads it.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from time import monotonic
from uuid import UUID, uuid4

from django.db import Error, close_old_connections

from decision.live.broadcaster import Broadcaster
from decision.live.readers import Arrival
from decision.serving.lasting_threads import LastingThreads

logger = logging.getLogger(__name__)

COLLECT_SECONDS = 0.1
LINGER_SECONDS = 3.0
BEAT_SECONDS = 15.0
APART_SECONDS = 1.0
REMEMBERED = 10_000  # decisions whose last telling is kept


class Presence:
    """The pages of one process. Belongs to one event loop."""

    def __init__(self, threads: LastingThreads, broadcaster: Broadcaster) -> None:
        self.threads, self.broadcaster = threads, broadcaster
        self.process = uuid4()
        self.here: dict[UUID, Arrival] = {}
        self.to_open: dict[UUID, Arrival] = {}
        self.to_close: dict[UUID, float] = {}  # when each is to be taken away
        self.changed = asyncio.Event()
        self.to_tell: set[int] = set()
        self.told: dict[int, float] = {}

    def opened(self, arrival: Arrival) -> None:
        """A member opened a page."""
        self.here[arrival.id] = self.to_open[arrival.id] = arrival
        self.changed.set()

    def closed(self, arrival: Arrival) -> None:
        """A page was closed."""
        self.here.pop(arrival.id, None)
        self.to_open.pop(arrival.id, None)
        self.to_close[arrival.id] = monotonic() + LINGER_SECONDS
        self.changed.set()

    def note_again(self) -> None:
        """The database may have forgotten who is here."""
        if self.here:
            self.to_open = dict(self.here)
            self.changed.set()

    def heard(self, decision: int) -> None:
        """Others came or went, maybe at another process: the team is told, at most once a second."""
        if decision in self.to_tell:
            return
        self.to_tell.add(decision)
        pause = self.told.get(decision, 0) + APART_SECONDS - monotonic()
        asyncio.get_running_loop().call_later(max(0, pause), self._tell, decision)

    def _tell(self, decision: int) -> None:
        self.to_tell.discard(decision)
        if len(self.told) > REMEMBERED:
            self.told.clear()
        self.told[decision] = monotonic()
        self.telling = asyncio.ensure_future(self.broadcaster.tell_team(decision))

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
            except Error as error:
                logger.warning("who is here could not be written, trying again: %s", error)
                self.to_open = dict(self.here)
                await asyncio.sleep(1)

    async def stop(self) -> None:
        """Nobody is at this process any more."""
        if self.here or self.to_close:
            with suppress(Error):
                await self.threads.run(_leave, self.process)

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
        await self.threads.run(_note, self.process, list(opened.values()), closed)
        for key in closed:
            del self.to_close[key]

    async def _beat(self) -> None:
        if self.here and not await self.threads.run(_say_alive, self.process):
            self.to_open = dict(self.here)
            await self._write()


# In a thread of Django's, and loaded there: this module is part of what serves, and is read before the models are.


def _note(process: UUID, opened: list[Arrival], closed: list[UUID]) -> None:
    from decision.live import services

    close_old_connections()
    services.note_pages(process, opened=opened, closed=closed)


def _say_alive(process: UUID) -> bool:
    from decision.live import services

    close_old_connections()
    return services.say_alive(process)


def _leave(process: UUID) -> None:
    from decision.live import services

    close_old_connections()
    services.leave(process)
