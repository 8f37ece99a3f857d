"""Room for computing: so few at once in a process that other requests always find a thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from decision.api.problems import Busy

AT_ONCE = 2  # of the four threads that a process usually has
WAIT_SECONDS = 0.3

_room = BoundedSemaphore(AT_ONCE)


@contextmanager
def room_to_compute() -> Iterator[None]:
    """Compute within. Raises `Busy` where others compute already and none of them is done soon."""
    if not _room.acquire(timeout=WAIT_SECONDS):
        raise Busy("Other answers of this kind are being computed just now: ask again in a moment.")
    try:
        yield
    finally:
        _room.release()
