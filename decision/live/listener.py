"""Hears of new revisions from the database, on one connection a process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from decision.live.broadcaster import Broadcaster
from decision.serving.metrics import revisions_heard

logger = logging.getLogger(__name__)

CHANNEL = "steelyard_revision"
CHECK_SECONDS = 20.0
LONGEST_PAUSE = 5.0
KEEPALIVES: dict[str, Any] = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


class Listener:
    """LISTENs, and passes on "<decision id>:<revision>". After a broken connection every stream is told anew."""

    def __init__(self, url: str, broadcaster: Broadcaster) -> None:
        self.url, self.broadcaster = url, broadcaster

    async def run(self) -> None:
        """Listen for ever, coming back with growing pauses when the database is away."""
        pause = 0.1
        while True:
            try:
                async with self._connection() as connection:
                    pause = 0.1
                    await self._listen(connection)
            except (psycopg.Error, OSError) as error:
                logger.warning("not hearing of new revisions, trying again in %.1f s: %s", pause, error)
            self.broadcaster.lose_track()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[psycopg.AsyncConnection[tuple[int, int]]]:
        connection = await psycopg.AsyncConnection.connect(
            self.url, autocommit=True, connect_timeout=10, application_name="steelyard live", **KEEPALIVES
        )
        async with connection:
            yield connection

    async def _listen(self, connection: psycopg.AsyncConnection[tuple[int, int]]) -> None:
        await connection.execute(f"LISTEN {CHANNEL}")
        self.broadcaster.lose_track()
        await self._tell_current(connection)
        self.broadcaster.is_informed = True
        while True:
            async for notice in connection.notifies(timeout=CHECK_SECONDS):
                await self._pass_on(notice.payload)
            await connection.execute(
                "SELECT 1"
            )  # a connection that died without a word answers here, with an error

    async def _pass_on(self, payload: str) -> None:
        decision, _, revision = payload.partition(":")
        if not (decision.isdecimal() and revision.isdecimal()):
            logger.warning("not a revision: %r", payload)
            return
        revisions_heard.inc()
        await self.broadcaster.announce(int(decision), int(revision))

    async def _tell_current(self, connection: psycopg.AsyncConnection[tuple[int, int]]) -> None:
        """What changed while nobody listened: one query for every decision that has a stream."""
        followed = list(self.broadcaster.streams)
        if not followed:
            return
        query = "SELECT id, revision FROM matrix_decision WHERE id = ANY(%s)"
        for decision, revision in await (await connection.execute(query, (followed,))).fetchall():
            await self.broadcaster.announce(decision, revision)
