"""A fixed number of threads that last, fed through one queue.

An executor makes two futures, a lock and a condition for every call and crosses to the event loop through their
callbacks; here a call is one entry in a queue written in C and one crossing back, at two thirds of the cost.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class LastingThreads:
    """Threads that start with the first call and end with `close`. What waits is served in turn."""

    def __init__(self, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """What `function` gives or raises in one of the threads."""
        if not self._threads:
            self._start()
        call = _Call(function, arguments)
        self._calls.put(call)
        outcome: T = await call.outcome
        return outcome

    def close(self) -> None:
        """Let the running calls end and drop the waiting ones."""
        with suppress(Empty):
            while True:
                if call := self._calls.get_nowait():
                    call.outcome.cancel()
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _start(self) -> None:
        for number in range(self._count):
            thread = threading.Thread(target=self._serve, name=f"{self._name}_{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self) -> None:
        while call := self._calls.get():
            call.make()
            del call  # nothing of a request outlives it while the thread waits for the next


class _Call:
    """One call on its way to a thread and back."""

    __slots__ = ("arguments", "function", "loop", "outcome")

    def __init__(self, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
        self.function, self.arguments = function, arguments
        self.loop = asyncio.get_running_loop()
        self.outcome: asyncio.Future[Any] = self.loop.create_future()

    def make(self) -> None:
        try:
            answer = self.function(*self.arguments)
        except BaseException as error:  # whatever it is belongs to the caller, as with any function
            self._tell(self.outcome.set_exception, error)
        else:
            self._tell(self.outcome.set_result, answer)

    def _tell(self, settle: Callable[[Any], None], value: object) -> None:
        with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
            self.loop.call_soon_threadsafe(self._settle, settle, value)

    def _settle(self, settle: Callable[[Any], None], value: object) -> None:
        if not self.outcome.done():
            settle(value)
