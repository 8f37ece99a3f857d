"""Calls in lasting threads."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from decision.serving.lasting_threads import LastingThreads


@pytest.fixture
def threads() -> Iterator[LastingThreads]:
    made = LastingThreads(2, "tested")
    yield made
    made.close()


def named(name: str = "tested") -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith(name)}


class Gate:
    """A call that waits until it may go on; `begun` waits until a thread has begun it."""

    def __init__(self) -> None:
        self.has_begun, self.is_open = threading.Event(), threading.Event()

    def call(self) -> bool:
        self.has_begun.set()
        return self.is_open.wait(30)

    async def begun(self) -> None:
        while not self.has_begun.is_set():
            await asyncio.sleep(0.001)


class TestACall:
    def test_gives_what_the_function_gives_from_another_thread(self, threads: LastingThreads) -> None:
        def where(number: int) -> tuple[int, str]:
            return number, threading.current_thread().name

        number, name = asyncio.run(threads.run(where, 7))
        assert number == 7
        assert name.startswith("tested_")

    def test_raises_what_the_function_raises_and_the_thread_goes_on(self, threads: LastingThreads) -> None:
        async def twice() -> float:
            with pytest.raises(ZeroDivisionError):
                await threads.run(divmod, 1, 0)
            return await threads.run(abs, -2.5)

        assert asyncio.run(twice()) == 2.5

    def test_waits_its_turn_when_all_threads_are_busy(self, threads: LastingThreads) -> None:
        gate = threading.Event()

        async def three() -> list[bool]:
            calls = [asyncio.ensure_future(threads.run(gate.wait, 30)) for _ in range(3)]
            await asyncio.sleep(0.05)
            assert len(named()) == 2
            gate.set()
            return await asyncio.gather(*calls)

        assert asyncio.run(three()) == [True, True, True]

    def test_may_be_given_up_while_it_runs(self, threads: LastingThreads) -> None:
        gate = Gate()

        async def give_up() -> str:
            call = asyncio.ensure_future(threads.run(gate.call))
            await gate.begun()
            call.cancel()
            gate.is_open.set()
            return await threads.run(str.upper, "next")

        assert asyncio.run(give_up()) == "NEXT"


class TestClosing:
    def test_lets_the_running_call_end_and_drops_the_waiting_ones(self) -> None:
        threads, gate = LastingThreads(1, "closing"), Gate()
        made: list[int] = []
        dropped: list[BaseException | None] = []

        def go_on_once_they_are_dropped() -> None:
            while len(dropped) < 2:
                time.sleep(0.001)
            gate.is_open.set()

        async def close_while_busy() -> list[object]:
            calls = [asyncio.ensure_future(threads.run(gate.call))]
            await gate.begun()
            calls.append(asyncio.ensure_future(threads.run(made.append, 1)))
            await asyncio.sleep(0)
            for number in (2, 3):
                threads.submit(lambda _, error: dropped.append(error), made.append, number)
            threading.Thread(target=go_on_once_they_are_dropped).start()
            threads.close()
            return await asyncio.gather(*calls, return_exceptions=True)

        first, waiting = asyncio.run(close_while_busy())
        assert first is True
        assert all(isinstance(outcome, asyncio.CancelledError) for outcome in (waiting, *dropped))
        assert made == []
        assert not named("closing")
