"""Bare Tornado telling its event streams: no users, no permissions, no query when a stream opens.

It hears of revisions on the same channel as Steelyard, and tells those of the decision whose id it was started with.
"""

from __future__ import annotations

import asyncio
import os
import sys

import psycopg
from tornado.iostream import StreamClosedError
from tornado.web import Application, RequestHandler

streams: set[Events] = set()
current = 0


class Events(RequestHandler):
    """One open stream."""

    async def get(self) -> None:
        """Begin with the current revision and stay open."""
        self.gone = asyncio.Event()
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.write(event(current))
        await self.flush()
        streams.add(self)
        await self.gone.wait()

    def on_connection_close(self) -> None:
        """Forget the stream."""
        streams.discard(self)
        self.gone.set()


class Ready(RequestHandler):
    """Says that the server has started."""

    def get(self) -> None:
        """Answer at once."""
        self.write("ok")


def event(revision: int) -> str:
    """As Steelyard writes it."""
    return f'event: revision\ndata: {{"revision": {revision}}}\n\n'


async def tell(decision: int) -> None:
    """Write every new revision to every stream."""
    global current
    connection = await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True)
    await connection.execute("LISTEN steelyard_revision")
    async for notice in connection.notifies():
        changed, _, revision = notice.payload.partition(":")
        if int(changed) != decision:
            continue
        current = int(revision)
        said = event(current)
        for stream in list(streams):
            try:
                stream.write(said)
                stream.flush()
            except StreamClosedError:
                streams.discard(stream)


async def main(port: int, decision: int) -> None:
    """Serve for ever."""
    Application([("/events/", Events), ("/readyz", Ready)]).listen(port, "127.0.0.1", backlog=2048)
    await tell(decision)


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
