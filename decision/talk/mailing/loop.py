"""The loop that runs jobs and sends mails, in one thread beside whatever serves on this machine."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from ..jobs import run_due_jobs
from .composing import compose_due
from .sending import send_next

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 3.0
LONGEST_WAIT_SECONDS = 12.0  # a mail server may take ten; see EMAIL_TIMEOUT


@dataclass(frozen=True, slots=True)
class Done:
    """What one round did."""

    jobs: list[str]
    mails: int


def work_through(stop: threading.Event | None = None) -> Done:
    """One round: jobs that are due, notifications that are due, mails that wait; until nothing is left or `stop`."""
    jobs = run_due_jobs()
    compose_due(timezone.now())
    mails = 0
    while not (stop and stop.is_set()) and send_next():
        mails += 1
    return Done(jobs, mails)


@contextmanager
def sending_here() -> Iterator[None]:
    """Run the loop in a thread as long as the block lasts. Any number of machines may do so at once."""
    stop = threading.Event()
    thread = threading.Thread(target=_loop, args=(stop,), name="sender", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LONGEST_WAIT_SECONDS)


def _loop(stop: threading.Event) -> None:
    is_away = False
    while not stop.wait(PAUSE_SECONDS):
        try:
            work_through(stop)
            is_away = False
        except (DatabaseError, InterfaceError) as error:
            if not is_away:
                logger.warning("the sender waits for the database: %s", " ".join(str(error).split()))
            is_away = True
            connection.close()
        except Exception:
            logger.exception("a round of the sender failed; the next one begins in a moment")
    connection.close()
