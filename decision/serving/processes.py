"""Several serving processes on one socket: started, started again when one dies, and stopped together.

A process learns that its parent is gone, even by kill -9, from the end of a pipe that only the parent holds open;
it never outlives it and never keeps the port.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from prometheus_client.multiprocess import mark_process_dead

from decision.env import Env
from decision.serving.metrics import MULTIPROCESS
from decision.serving.server import GRACE_SECONDS, serve

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
TOO_SOON_SECONDS = 3.0
TOO_OFTEN = 5


@dataclass(frozen=True, slots=True)
class Worker:
    """A serving process, and since when it runs."""

    process: subprocess.Popen[bytes]
    started: float


class Workers:
    """The serving processes of one parent."""

    def __init__(self, count: int, listening: socket.socket) -> None:
        self.count, self.listening = count, listening
        self.lifeline, self._held_open = os.pipe()
        self.running: list[Worker] = []
        self.early_ends = 0
        self.counts = tempfile.TemporaryDirectory(
            prefix="steelyard-metrics-"
        )  # what the processes count, together

    def start_missing(self) -> None:
        """Start as many as are missing."""
        descriptors = (self.listening.fileno(), self.lifeline)
        while len(self.running) < self.count:
            command = [sys.executable, "-m", "decision.serving.processes", *map(str, descriptors)]
            self.running.append(self._start(command, descriptors))

    def _start(self, command: list[str], descriptors: tuple[int, ...]) -> Worker:
        environment = {**os.environ, MULTIPROCESS: self.counts.name}
        process = subprocess.Popen(command, pass_fds=descriptors, env=environment)
        return Worker(process, time.monotonic())

    def look(self) -> bool:
        """Replace processes that ended; False when they end as soon as they start."""
        for worker in [*self.running]:
            if (status := worker.process.poll()) is not None:
                self.running.remove(worker)
                mark_process_dead(worker.process.pid, self.counts.name)  # type: ignore[no-untyped-call]
                was_early = time.monotonic() - worker.started < TOO_SOON_SECONDS
                self.early_ends = self.early_ends + 1 if was_early else 0
                logger.error("a serving process ended with status %s, starting another", status)
        self.start_missing()
        return self.early_ends < TOO_OFTEN

    def stop(self) -> None:
        """Ask all to end, then make them."""
        processes = [worker.process for worker in self.running]
        for process in processes:
            with suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS + 5
        for process in processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.counts.cleanup()


def serve_in_processes(env: Env, listening: socket.socket) -> int:
    """Serve in `env.WORKERS` processes until SIGTERM or SIGINT; the exit status."""
    asked_to_stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_stop.set())
    workers = Workers(env.WORKERS, listening)
    try:
        workers.start_missing()
        while not asked_to_stop.wait(LOOK_SECONDS):
            if not workers.look():
                logger.error("serving processes end as soon as they start: see the errors above")
                return 1
    finally:
        workers.stop()
    return 0


def _end_with_parent(lifeline: int) -> None:
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def main(socket_descriptor: int, lifeline: int) -> None:
    """Be one serving process."""
    from decision.env import env

    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent too, and it decides
    serve(env, socket.socket(fileno=socket_descriptor))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
