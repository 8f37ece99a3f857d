"""Studies run beside whatever serves on this machine: one process at a time, started when a study is due."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError, connection

from .models import Study
from .services import forget_old_studies
from .worker import ONE_THREAD

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
TOO_SOON_SECONDS = 3.0
PAUSE_AFTER_FAILURE = 20.0
FORGET_SECONDS = 3600.0
STOP_SECONDS = 15.0


@contextmanager
def studying_here() -> Iterator[None]:
    """Have studies computed on this machine as long as the block lasts. Any number of machines may do so at once."""
    stop = threading.Event()
    thread = threading.Thread(target=_Aside(stop).run, name="studies", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS + 1)


class _Aside:
    """Looks for studies that are due, and keeps the process that computes them."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.process: subprocess.Popen[bytes] | None = None
        self.started = self.not_before = 0.0
        self.forgot_at: float | None = None
        self.is_away = False
        self.lifeline, self._held_open = os.pipe()

    def run(self) -> None:
        try:
            while not self.stop.wait(LOOK_SECONDS):
                self._look()
        finally:
            self._end()
            connection.close()

    def _look(self) -> None:
        try:
            if self._is_free() and time.monotonic() >= self.not_before and _is_due():
                self._start()
            if self.forgot_at is None or time.monotonic() - self.forgot_at > FORGET_SECONDS:
                self.forgot_at = time.monotonic()
                forget_old_studies()
            self.is_away = False
        except (DatabaseError, InterfaceError) as error:
            if not self.is_away:
                logger.warning("studies wait for the database: %s", " ".join(str(error).split()))
            self.is_away = True
            connection.close()
        except Exception:
            logger.exception("looking for studies failed; it is tried again in a moment")

    def _is_free(self) -> bool:
        """Whether no process computes; one that ended badly as soon as it began is not followed at once."""
        if self.process is None:
            return True
        if (status := self.process.poll()) is None:
            return False
        if status:
            logger.error("the process that computes studies ended with status %s", status)
            if time.monotonic() - self.started < TOO_SOON_SECONDS:
                self.not_before = time.monotonic() + PAUSE_AFTER_FAILURE
        self.process = None
        return True

    def _start(self) -> None:
        command = [sys.executable, "-m", "decision.robustness.worker", str(self.lifeline)]
        environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
        self.process = subprocess.Popen(command, pass_fds=(self.lifeline,), env=environment)
        self.started = time.monotonic()

    def _end(self) -> None:
        """Let the process end its step, or make it."""
        os.close(self._held_open)
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        os.close(self.lifeline)


def _is_due() -> bool:
    return Study.objects.filter(status__in=Study.UNFINISHED).exists()
