"""The open streams of this process, and the one place that writes to them.

A stream has no task, queue or timer of its own: a new revision is written to every connection in one pass over
the decision's streams. Writing to a connection whose buffers are full would wait; such a client is dropped, and
comes back to be told the current revision, so that a slow one never holds the others up.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterable
from time import monotonic
from typing import Any

from decision.live.messages import KEEP_ALIVE, revision_event
from decision.serving.asgi_types import Message, Send
from decision.serving.metrics import open_streams, revisions_told, streams_dropped

logger = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS = 20.0
LONGEST_SECONDS = 900.0  # a stream ends after at most this, and its client's right to read is asked for anew
AT_ONCE = 500  # streams written to before other work of the process has its turn
REMEMBERED = 50_000  # decisions whose last announced revision is kept


class Stream:
    """One open connection."""

    __slots__ = ("decision", "ends_at", "revision", "send")

    def __init__(self, decision: int, send: Send) -> None:
        self.decision, self.send = decision, send
        self.revision = 0
        self.ends_at = monotonic() + LONGEST_SECONDS * random.uniform(0.7, 1)

    def write(self, body: bytes, *, is_last: bool = False) -> bool:
        """Write without waiting; False when the client does not keep up or is gone."""
        message: Message = {"type": "http.response.body", "body": body, "more_body": not is_last}
        writing: Any = self.send(message)
        try:
            writing.send(None)
        except StopIteration:
            return True
        except Exception:
            logger.debug("a stream can't be written to", exc_info=True)
            return False
        writing.close()
        return False


class Broadcaster:
    """Decision id → its open streams. Belongs to one event loop."""

    def __init__(self) -> None:
        self.streams: dict[int, set[Stream]] = {}
        self.announced: dict[int, int] = {}
        self.is_closed = False

    def add(self, stream: Stream, revision: int) -> None:
        """Open a stream with where its decision stands: `revision`, or what was announced since it was read."""
        self.streams.setdefault(stream.decision, set()).add(stream)
        open_streams.inc()
        revisions_told.inc()
        self._tell(stream, max(revision, self.announced.get(stream.decision, 0)))
        if self.is_closed:
            self._end(stream)

    def remove(self, stream: Stream) -> None:
        """Forget a stream whose connection is over."""
        streams = self.streams.get(stream.decision, set())
        if stream in streams:
            streams.remove(stream)
            open_streams.dec()
            if not streams:
                del self.streams[stream.decision]

    async def announce(self, decision: int, revision: int) -> None:
        """Tell every stream of a decision that it is at `revision`, unless the stream knows a later one."""
        self.announced.pop(decision, None)
        self.announced[decision] = revision
        if len(self.announced) > REMEMBERED:
            del self.announced[next(iter(self.announced))]
        streams = self.streams.get(decision, ())
        revisions_told.inc(len(streams))
        await self._each(streams, lambda stream: self._tell(stream, revision))

    async def keep_alive(self) -> None:
        """Write a comment to every stream, so that proxies keep it open; end those that have run long enough."""
        now = monotonic()
        everyone = [stream for streams in self.streams.values() for stream in streams]

        def touch(stream: Stream) -> None:
            if stream.ends_at < now:
                self._end(stream)
            elif not stream.write(KEEP_ALIVE):
                self._drop(stream)

        await self._each(everyone, touch)

    async def close(self) -> None:
        """End every stream, and every one that still comes."""
        self.is_closed = True
        await self._each([stream for streams in self.streams.values() for stream in streams], self._end)

    async def _each(self, streams: Iterable[Stream], do: Any) -> None:
        for number, stream in enumerate(list(streams), 1):
            do(stream)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)

    def _tell(self, stream: Stream, revision: int) -> None:
        if revision <= stream.revision:
            return
        stream.revision = revision
        if not stream.write(revision_event(revision)):
            self._drop(stream)

    def _end(self, stream: Stream) -> None:
        self.remove(stream)
        if not stream.write(b"", is_last=True):
            self._abort(stream)

    def _drop(self, stream: Stream) -> None:
        self.remove(stream)
        streams_dropped.inc()
        self._abort(stream)

    def _abort(self, stream: Stream) -> None:
        """ASGI has no word for cutting a connection whose client does not read; the server's transport has."""
        cycle = getattr(stream.send, "__self__", None)
        if (transport := getattr(cycle, "transport", None)) is not None:
            transport.abort()
