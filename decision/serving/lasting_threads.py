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
Settle = Callable[[Any, BaseException | None], None]
"""Takes what a function gave, or what it raised."""


class LastingThreads:
    """Threads that start with the first call and end with `close`. What waits is served in turn."""

    def __init__(self, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """What `function` gives or raises in one of the threads."""
        outcome: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def settle(value: Any, error: BaseException | None) -> None:
            if outcome.done():
                return
            if error is None:
                outcome.set_result(value)
            elif isinstance(error, asyncio.CancelledError):
                outcome.cancel()
            else:
                outcome.set_exception(error)

        self.submit(settle, function, *arguments)
        return await outcome

    def submit(self, settle: Settle, function: Callable[..., Any], *arguments: object) -> None:
        """Have `function` called in one of the threads and `settle` with what came of it, in this event loop."""
        if not self._threads:
            self._start()
        self._calls.put(_Call(settle, function, arguments))

    def close(self) -> None:
        """Let the running calls end and drop the waiting ones."""
        with suppress(Empty):
            while True:
                if call := self._calls.get_nowait():
                    call.settle(None, asyncio.CancelledError())
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

    __slots__ = ("arguments", "function", "loop", "settle")

    def __init__(self, settle: Settle, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
        self.settle, self.function, self.arguments = settle, function, arguments
        self.loop = asyncio.get_running_loop()

    def make(self) -> None:
        try:
            value, error = self.function(*self.arguments), None
        except BaseException as raised:  # whatever it is belongs to the caller, as with any function
            value, error = None, raised
        with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
            self.loop.call_soon_threadsafe(self.settle, value, error)
