"""A process that works aside: started when something is due, gone when nothing has been for a while.

It runs at a low priority, so that whoever asks for a page or an answer goes first.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from decision.serving.loading import loading

NICENESS = 10
IDLE_SECONDS = 15.0
PAUSE_SECONDS = 0.5
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

logger = logging.getLogger(__name__)

Turn = Callable[[Callable[[], bool]], bool]


def work_aside(turn: Turn, lifeline: int) -> None:
    """Be the process, as long as whoever holds the other end of the pipe lives.

    `turn` does some work, less when told to stop, and says whether there was any; Django is ready when it is called.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")
    with loading():
        import django

        django.setup()
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, and it decides
    threading.Thread(target=_end_with_parent, args=(lifeline, stop), daemon=True).start()
    _work_until_idle(turn, stop)


def _work_until_idle(turn: Turn, stop: threading.Event) -> None:
    """Take turns until none was due for a while, or until told to stop."""
    from django.db import DatabaseError, InterfaceError, connection

    idle_since = time.monotonic()
    while not stop.is_set() and time.monotonic() - idle_since < IDLE_SECONDS:
        try:
            if turn(stop.is_set):
                idle_since = time.monotonic()
                continue
        except (DatabaseError, InterfaceError) as error:
            logger.warning("work aside waits for the database: %s", " ".join(str(error).split()))
            connection.close()
        stop.wait(PAUSE_SECONDS)
    connection.close()


def _end_with_parent(lifeline: int, stop: threading.Event) -> None:
    os.read(lifeline, 1)
    stop.set()
