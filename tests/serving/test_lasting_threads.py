"""Calls in lasting threads."""

from __future__ import annotations

import asyncio
import threading
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
            calls = [asyncio.ensure_future(threads.run(gate.wait, 5)) for _ in range(3)]
            await asyncio.sleep(0.05)
            assert len(named()) == 2
            gate.set()
            return await asyncio.gather(*calls)

        assert asyncio.run(three()) == [True, True, True]

    def test_may_be_given_up_while_it_runs(self, threads: LastingThreads) -> None:
        gate = threading.Event()

        async def give_up() -> str:
            call = asyncio.ensure_future(threads.run(gate.wait, 5))
            await asyncio.sleep(0.05)
            call.cancel()
            gate.set()
            return await threads.run(str.upper, "next")

        assert asyncio.run(give_up()) == "NEXT"


class TestClosing:
    def test_lets_the_running_call_end_and_drops_the_waiting_ones(self) -> None:
        threads, gate, made = LastingThreads(1, "closing"), threading.Event(), []

        async def close_while_busy() -> list[object]:
            calls = [asyncio.ensure_future(threads.run(made.append, number)) for number in range(3)]
            await asyncio.sleep(0)
            threading.Timer(0.1, gate.set).start()
            threads.close()
            return await asyncio.gather(*calls, return_exceptions=True)

        async def hold() -> list[object]:
            held = asyncio.ensure_future(threads.run(gate.wait, 5))
            await asyncio.sleep(0.05)
            outcomes = await close_while_busy()
            return [await held, *outcomes]

        first, *others = asyncio.run(hold())
        assert first is True
        assert all(isinstance(outcome, asyncio.CancelledError) for outcome in others)
        assert made == []
        assert not named("closing")
