"""The open streams of this process, and the one place that writes to them.

A stream has no task, queue or timer of its own: a new revision is written to every connection in one pass over
the decision's streams. Writing to a connection whose buffers are full would wait; such a client is dropped, and
comes back to be told the current revision, so that a slow one never holds the others up.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

from decision.live.messages import COME_AGAIN, KEEP_ALIVE, PRESENCE, RETRY, revision_event
from decision.live.readers import Reader
from decision.serving.asgi_types import Message, Send
from decision.serving.metrics import open_streams, revisions_told, streams_dropped

logger = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS = 20.0
LONGEST_SECONDS = 900.0  # a stream ends after at most this, and its client's right to read is asked for anew
AT_ONCE = 100  # streams written to before other work of the process has its turn
REMEMBERED = 50_000  # decisions whose last announced revision is kept


class Stream:
    """One open connection of a person, or of a visitor (`reader` is None)."""

    __slots__ = ("decision", "ends_at", "is_open", "reader", "revision", "send")

    def __init__(self, decision: int, send: Send, reader: Reader | None = None) -> None:
        self.decision, self.send, self.reader = decision, send, reader
        self.revision = 0
        self.is_open = True
        self.ends_at = monotonic() + LONGEST_SECONDS * random.uniform(0.7, 1)

    def write(self, message: Message) -> bool:
        """Write without waiting; False when the client does not keep up or is gone."""
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


def part(body: bytes, *, is_last: bool = False) -> Message:
    """A piece of a stream, the same for everybody whom it is written to."""
    return {"type": "http.response.body", "body": body, "more_body": not is_last}


STILL_HERE, LAST, ENDED = part(KEEP_ALIVE), part(b"", is_last=True), part(COME_AGAIN, is_last=True)
TEAM_HERE = part(PRESENCE)


class Broadcaster:
    """Decision id → its open streams. Belongs to one event loop.

    `epoch` rises whenever an answer of Django's that is still on its way may be wrong when it comes: who may listen is
    another, or nobody heard the database for a while. `is_informed` says whether somebody hears it. `on_change` is
    called with the id of each decision that is another, or with None when any may be.
    """

    def __init__(self) -> None:
        self.streams: dict[int, set[Stream]] = {}
        self.named: set[Stream] = set()
        self.announced: dict[int, int] = {}
        self.epoch = 0
        self.is_informed = self.is_closed = False
        self.on_change: Callable[[int | None], None] = _nobody

    def add(self, stream: Stream, revision: int) -> None:
        """Open a stream with where its decision stands: `revision`, or what was announced since it was read."""
        self.streams.setdefault(stream.decision, set()).add(stream)
        if stream.reader:
            self.named.add(stream)
        open_streams.inc()
        revisions_told.inc()
        stream.revision = max(revision, self.announced.get(stream.decision, 0))
        if not stream.write(part(RETRY + revision_event(stream.revision))):
            self._drop(stream)
        elif self.is_closed:
            self._end(stream)

    def remove(self, stream: Stream) -> None:
        """Forget a stream whose connection is over."""
        if not stream.is_open:
            return
        stream.is_open = False
        open_streams.dec()
        self.named.discard(stream)
        streams = self.streams[stream.decision]
        streams.remove(stream)
        if not streams:
            del self.streams[stream.decision]

    async def announce(self, decision: int, revision: int) -> None:
        """Tell every stream of a decision that it is at `revision`, unless the stream knows a later one."""
        self.announced.pop(decision, None)
        self.announced[decision] = revision
        if len(self.announced) > REMEMBERED:
            del self.announced[next(iter(self.announced))]
        self.on_change(decision)
        streams = self.streams.get(decision, ())
        revisions_told.inc(len(streams))
        event = part(revision_event(revision))

        def tell(stream: Stream) -> None:
            if revision > stream.revision:
                stream.revision = revision
                if not stream.write(event):
                    self._drop(stream)

        await self._each(streams, tell)

    async def tell(self, decision: int, event: bytes, *, members_only: bool = False) -> None:
        """Write an event to every stream of a decision, or to those of its team's members."""
        streams = self.streams.get(decision, ())
        concerned = [s for s in streams if s.reader and s.reader.member] if members_only else streams
        await self._write_to(concerned, part(event))

    async def tell_everybody(self, event: bytes) -> None:
        """Write an event to every stream there is."""
        await self._write_to(self._everyone(), part(event))

    async def tell_team(self, decision: int) -> None:
        """Tell the members who have a decision open that others came or went; nobody else learns of them."""
        await self._write_to(
            [s for s in self.streams.get(decision, ()) if s.reader and s.reader.is_present], TEAM_HERE
        )

    async def end(self, decision: int) -> None:
        """End every stream of a decision, since other people may see it now: those who still may come back."""
        self.epoch += 1
        self.on_change(decision)
        await self._each(self.streams.get(decision, ()), self._send_away)

    async def end_named(self, key: str = "") -> None:
        """End the streams of readers whom `key` names (`user:3`, `session:…`, `token:7`), or of all who have a name."""
        self.epoch += 1
        concerned = [s for s in self.named if s.reader and (not key or s.reader.answers_to(key))]
        await self._each(concerned, self._send_away)

    def end_later(self, stream: Stream, seconds: float) -> None:
        """End a stream when its reader's right to read does."""
        if seconds < LONGEST_SECONDS:
            asyncio.get_running_loop().call_later(max(0.0, seconds), self._send_away, stream)

    def lose_track(self) -> None:
        """From now on, and for a while past, nobody knows what changed."""
        self.epoch += 1
        self.is_informed = False
        self.announced.clear()
        self.on_change(None)

    async def keep_alive(self) -> None:
        """Write a comment to every stream, so that proxies keep it open; end those that have run long enough."""
        now = monotonic()

        def touch(stream: Stream) -> None:
            if stream.ends_at < now:
                self._end(stream)
            elif not stream.write(STILL_HERE):
                self._drop(stream)

        await self._each(self._everyone(), touch)

    async def close(self) -> None:
        """End every stream, and every one that still comes."""
        self.is_closed = True
        await self._each(self._everyone(), self._end)

    def _everyone(self) -> list[Stream]:
        return [stream for streams in self.streams.values() for stream in streams]

    async def _each(self, streams: Iterable[Stream], do: Callable[[Stream], None]) -> None:
        """`do` it to all of the streams that are still open when their turn comes."""
        for number, stream in enumerate(list(streams), 1):
            if stream.is_open:
                do(stream)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)

    async def _write_to(self, streams: Iterable[Stream], message: Message) -> None:
        await self._each(streams, lambda stream: None if stream.write(message) else self._drop(stream))

    def _end(self, stream: Stream, last: Message = LAST) -> None:
        self.remove(stream)
        if not stream.write(last):
            self._abort(stream)

    def _send_away(self, stream: Stream) -> None:
        if stream.is_open:
            self._end(stream, ENDED)

    def _drop(self, stream: Stream) -> None:
        self.remove(stream)
        streams_dropped.inc()
        self._abort(stream)

    def _abort(self, stream: Stream) -> None:
        """ASGI has no word for cutting a connection whose client does not read; the server's transport has."""
        cycle = getattr(stream.send, "__self__", None)
        if (transport := getattr(cycle, "transport", None)) is not None:
            transport.abort()


def _nobody(decision: int | None) -> None:
    """Nobody needs to know."""
