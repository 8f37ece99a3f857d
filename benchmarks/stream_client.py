"""A client of thousands of event streams, in a process of its own.

It opens them, so many at a time, and says how long that took; then, for every line it reads, it waits until each
stream has been told once more and says when (seconds of the machine's monotonic clock).
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from typing import Any, cast

OPENING_AT_ONCE = 200
PATIENCE_SECONDS = 60.0
EVENT = b"event: revision\n"


class Audience:
    """All streams, and how many of them still wait for what is awaited."""

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.heard = 1
        self.times: list[float] = []
        self.lost: list[str] = []

    async def wait(self, count: int) -> None:
        """Until so many were told, or one was lost, or patience ends."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.times) < count and not self.lost and time.monotonic() < deadline:
            await asyncio.sleep(0.005)


class Stream(asyncio.Protocol):
    """One stream: counts the events that it has been sent."""

    __slots__ = ("audience", "events", "opened", "transport")

    def __init__(self, audience: Audience) -> None:
        self.audience, self.events = audience, 0
        self.opened = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self.audience.request)

    def data_received(self, data: bytes) -> None:
        if not self.events and b"HTTP/1.1 200" not in data and EVENT not in data:
            self.audience.lost.append(data[:200].decode("latin-1"))
        self.events += data.count(EVENT)
        if not self.opened.done():
            if self.events:
                self.opened.set_result(None)
        elif self.events >= self.audience.heard:
            self.audience.times.append(time.monotonic())

    def connection_lost(self, error: Exception | None) -> None:
        self.audience.lost.append(repr(error))
        if not self.opened.done():
            self.opened.set_result(None)


async def open_all(port: int, audience: Audience, count: int) -> float:
    """Open the streams; the seconds until the last has got its first event."""
    loop = asyncio.get_running_loop()
    places = asyncio.Semaphore(OPENING_AT_ONCE)

    async def open_one() -> None:
        try:
            _, stream = await loop.create_connection(lambda: Stream(audience), "127.0.0.1", port)
            await stream.opened
        finally:
            places.release()

    started = time.monotonic()
    opening = []
    for _ in range(count):
        await places.acquire()
        opening.append(asyncio.ensure_future(open_one()))
        if audience.lost:
            break
    await asyncio.gather(*opening)
    return time.monotonic() - started


def say(**what: Any) -> None:
    """One JSON document to whoever started us."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


async def attend(port: int, path: str, count: int) -> None:
    """Open, report, and be told for as long as somebody asks."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-Proto: https\r\n\r\n"
    audience = Audience(request.encode())
    seconds = await open_all(port, audience, count)
    say(seconds=seconds, lost=audience.lost[:3])
    gc.collect()
    gc.disable()
    while await asyncio.to_thread(sys.stdin.readline):
        audience.heard += 1
        audience.times.clear()
        say(ready=True)
        await audience.wait(count)
        say(times=audience.times, lost=audience.lost[:3])


def main() -> None:
    """Port, path and number of streams come from the command line."""
    import uvloop

    uvloop.run(attend(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))


if __name__ == "__main__":
    main()
