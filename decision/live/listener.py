"""Hears from the database what is new, on one connection a process."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg import sql

from decision.live.broadcaster import Broadcaster
from decision.live.messages import EVERYTHING, news_event
from decision.live.presence import Presence
from decision.serving.metrics import revisions_heard

logger = logging.getLogger(__name__)

REVISION, NEWS, PRESENCE, ACCESS = (
    "steelyard_revision",
    "steelyard_news",
    "steelyard_presence",
    "steelyard_access",
)
OF_THE_TEAM = ("comments", "round", "proposals")  # topics of which nobody outside the team is to know
CHECK_SECONDS = 20.0
LONGEST_PAUSE = 5.0
Row = tuple[int, int, bool]
KEEPALIVES: dict[str, Any] = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


class Listener:
    """LISTENs, and passes on what is announced: "<decision>:<revision>", "<decision>:<topic>", "<decision>" whose
    readers came or went, and "<decision>", "user:<id>" … whose right to read may have ended.

    After a broken connection every stream is told anew, or ended where the right to it may be gone.
    """

    def __init__(self, url: str, broadcaster: Broadcaster, presence: Presence) -> None:
        self.url, self.broadcaster, self.presence = url, broadcaster, presence
        self.channels = {
            REVISION: self._revision,
            NEWS: self._news,
            PRESENCE: self._presence,
            ACCESS: self._access,
        }

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
    async def _connection(self) -> AsyncIterator[psycopg.AsyncConnection[Row]]:
        connection = await psycopg.AsyncConnection.connect(
            self.url, autocommit=True, connect_timeout=10, application_name="steelyard live", **KEEPALIVES
        )
        async with connection:
            yield connection

    async def _listen(self, connection: psycopg.AsyncConnection[Row]) -> None:
        for channel in self.channels:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        self.broadcaster.lose_track()
        await self._tell_current(connection)
        self.broadcaster.is_informed = True
        while True:
            async for notice in connection.notifies(timeout=CHECK_SECONDS):
                await self._pass_on(notice.channel, notice.payload)
            await connection.execute(
                "SELECT 1"
            )  # a connection that died without a word answers here, with an error

    async def _pass_on(self, channel: str, payload: str) -> None:
        try:
            await self.channels[channel](payload)
        except ValueError:
            logger.warning("not for %s: %r", channel, payload)

    async def _revision(self, payload: str) -> None:
        decision, _, revision = payload.partition(":")
        at = int(decision), int(revision)
        revisions_heard.inc()
        await self.broadcaster.announce(*at)

    async def _news(self, payload: str) -> None:
        decision, _, topic = payload.partition(":")
        if not topic.isidentifier():
            raise ValueError(payload)
        is_of_team = topic in OF_THE_TEAM
        await self.broadcaster.tell(int(decision), news_event(topic), members_only=is_of_team)

    async def _presence(self, payload: str) -> None:
        self.presence.heard(int(payload))

    async def _access(self, payload: str) -> None:
        if ":" in payload:
            await self.broadcaster.end_named(payload)
        else:
            await self.broadcaster.end(int(payload))

    async def _tell_current(self, connection: psycopg.AsyncConnection[Row]) -> None:
        """What changed while nobody listened: one query for every decision that has a stream.

        Whoever has a name comes again, and so do visitors where they may not read any more.
        """
        # Loaded here: this module is part of what serves, and is read before the models are.
        from decision.teams.permissions import READABLE_BY_ADDRESS

        await self.broadcaster.end_named()
        followed = list(self.broadcaster.streams)
        query = "SELECT id, revision, visibility = ANY(%s) FROM matrix_decision WHERE id = ANY(%s)"
        given = (list(READABLE_BY_ADDRESS), followed)
        rows = await (await connection.execute(query, given)).fetchall() if followed else []
        for decision in set(followed) - {decision for decision, _, is_readable in rows if is_readable}:
            await self.broadcaster.end(decision)
        for decision, revision, _ in rows:
            await self.broadcaster.announce(decision, revision)
        await self.broadcaster.tell_everybody(news_event(EVERYTHING))
        self.presence.note_again()
