"""What takes long runs beside whatever serves on this machine: one process at a time for each kind of work, started
when some is due."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection

from .worker import ONE_THREAD

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
TOO_SOON_SECONDS = 3.0
PAUSE_AFTER_FAILURE = 20.0
FORGET_SECONDS = 3600.0
STOP_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: the module whose process does it, whether any is due, and what forgets the old."""

    name: str
    module: str
    is_due: Callable[[], bool]
    forget_old: Callable[[], object]


@contextmanager
def working_aside(*works: Work) -> Iterator[None]:
    """Have this work done on this machine as long as the block lasts. Any number of machines may do so at once."""
    stop = threading.Event()
    thread = threading.Thread(target=_look_after, args=(works, stop), name="aside", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS + 1)


def _look_after(works: tuple[Work, ...], stop: threading.Event) -> None:
    lifeline, held_open = os.pipe()
    asides = [_Aside(work, lifeline) for work in works]
    try:
        while not stop.wait(LOOK_SECONDS):
            for aside in asides:
                aside.look()
    finally:
        os.close(held_open)
        for aside in asides:
            aside.end()
        os.close(lifeline)
        connection.close()


class _Aside:
    """Looks for work of one kind, and keeps the process that does it."""

    def __init__(self, work: Work, lifeline: int) -> None:
        self.work, self.lifeline = work, lifeline
        self.process: subprocess.Popen[bytes] | None = None
        self.started = self.not_before = 0.0
        self.forgot_at: float | None = None
        self.is_away = False

    def look(self) -> None:
        """Start the process if there is something to do and none does it."""
        try:
            if self._is_free() and time.monotonic() >= self.not_before and self.work.is_due():
                self._start()
            if self.forgot_at is None or time.monotonic() - self.forgot_at > FORGET_SECONDS:
                self.forgot_at = time.monotonic()
                self.work.forget_old()
            self.is_away = False
        except (DatabaseError, InterfaceError) as error:
            if not self.is_away:
                logger.warning("%s wait for the database: %s", self.work.name, " ".join(str(error).split()))
            self.is_away = True
            connection.close()
        except Exception:
            logger.exception("looking for %s failed; it is tried again in a moment", self.work.name)

    def _is_free(self) -> bool:
        """Whether no process works; one that ended badly as soon as it began is not followed at once."""
        if self.process is None:
            return True
        if (status := self.process.poll()) is None:
            return False
        if status:
            logger.error("the process of %s ended with status %s", self.work.name, status)
            if time.monotonic() - self.started < TOO_SOON_SECONDS:
                self.not_before = time.monotonic() + PAUSE_AFTER_FAILURE
        self.process = None
        return True

    def _start(self) -> None:
        command = [sys.executable, "-m", self.work.module, str(self.lifeline)]
        environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
        self.process = subprocess.Popen(command, pass_fds=(self.lifeline,), env=environment)
        self.started = time.monotonic()

    def end(self) -> None:
        """Let the process end its step, or make it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
