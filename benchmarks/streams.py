"""Ten thousand open event streams on one process, told of a change that came through the database, beside Tornado's.

Both servers hold their streams at the same time, and a decision of either is changed in turns. A stream is told when
its client has read the event; the clock starts before the transaction that makes the change. Meanwhile somebody asks
Steelyard for a ranking every few milliseconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

import psutil
import psycopg

from benchmarks.figures import Bar, Figure, finish, options
from benchmarks.running import AS_FROM_PROXY, ROOT, Server, database, fetch, free_port, server, steelyard

STREAMS, ROUNDS = 10_000, 5
RANKING = "/api/v1/decisions/python-rest-api-framework/ranking/"
ASKING_SECONDS = 0.02
OPENED_BAR, KIB_BAR, NO_SLOWER = 1500.0, 16.0, 1.0


@dataclass(slots=True)
class Told:
    """How one server fared."""

    name: str
    opened_per_second: float = 0.0
    kib_a_stream: float = 0.0
    medians_ms: list[float] = field(default_factory=list)
    p99s_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


class Audience:
    """The client process of one server."""

    def __init__(self, running: Server, path: str, count: int) -> None:
        self.running, self.count = running, count
        command = [sys.executable, "-m", "benchmarks.stream_client", str(running.port), path, str(count)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def said(self) -> dict[str, Any]:
        """What the client says next; stops the benchmark where it has lost streams."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"lost": ["the client ended"]}
        if answer.get("lost"):
            raise SystemExit(f"{self.running.name}: streams were lost: {answer['lost']}")
        return answer

    def expect(self) -> None:
        """Have the client wait for the next event on every stream."""
        assert self.process.stdin is not None
        self.process.stdin.write("next\n")
        self.process.stdin.flush()
        self.said()

    def close(self) -> None:
        """End the client and with it all of its streams."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()


class Asking:
    """Somebody who asks for a ranking again and again; `took` are milliseconds by phase."""

    def __init__(self, port: int) -> None:
        self.port, self.phase, self.is_over = port, "before", False
        self.took: dict[str, list[float]] = {}
        self.failures: list[str] = []
        self.thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.is_over:
            started, phase = time.monotonic(), self.phase
            connection.request("GET", RANKING, headers=dict(AS_FROM_PROXY))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                self.failures.append(str(answer.status))
            self.took.setdefault(phase, []).append((time.monotonic() - started) * 1e3)
            time.sleep(ASKING_SECONDS)
        connection.close()


@contextmanager
def asking(port: int) -> Iterator[Asking]:
    """Ask until the block ends."""
    somebody = Asking(port)
    somebody.thread.start()
    try:
        yield somebody
    finally:
        somebody.is_over = True
        somebody.thread.join()


def memory_kib(running: Server) -> float:
    """Resident memory of all processes of a server."""
    root = psutil.Process(running.process.pid)
    return sum(one.memory_info().rss for one in (root, *root.children(recursive=True))) / 1024


def open_streams(running: Server, path: str, count: int, told: Told) -> Audience:
    """Open the streams of a server, and note how fast and at what memory."""
    before = memory_kib(running)
    audience = Audience(running, path, count)
    told.opened_per_second = count / audience.said()["seconds"]
    told.kib_a_stream = (memory_kib(running) - before) / count
    sys.stderr.write(f"{running.name}: {count} streams open, {told.opened_per_second:.0f}/s\n")
    return audience


def change(database_url: str, decision: int, audience: Audience, told: Told) -> None:
    """Change a decision and note when its streams were told."""
    audience.expect()
    cpu = audience.running.cpu_seconds()
    with psycopg.connect(database_url) as connection:
        started = time.monotonic()
        connection.execute(
            "UPDATE matrix_decision SET description = description || '.' WHERE id = %s", [decision]
        )
    times = audience.said()["times"]
    if len(times) < audience.count:
        raise SystemExit(f"{told.name}: only {len(times)} of {audience.count} streams were told")
    took = [(at - started) * 1e3 for at in times]
    told.medians_ms.append(median(took))
    told.p99s_ms.append(quantiles(took, n=100, method="inclusive")[98])
    told.cpu_ms.append((audience.running.cpu_seconds() - cpu) * 1e3)
    sys.stderr.write(f"{told.name}: told at the median {told.medians_ms[-1]:.0f} ms\n")


def two_decisions(database_url: str) -> list[tuple[int, str]]:
    """Ids and slugs of two decisions that everybody may read."""
    with psycopg.connect(database_url) as connection:
        query = "SELECT id, slug FROM matrix_decision WHERE visibility = 'public' ORDER BY id LIMIT 2"
        return connection.execute(query).fetchall()


def allow_many_files(count: int) -> None:
    """Every stream is an open file at both ends, each in a process of its own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 500
    if soft < wanted:
        if hard != resource.RLIM_INFINITY and hard < wanted:
            raise SystemExit(f"{count} streams need {wanted} open files, and only {hard} are allowed.")
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def measure(count: int = STREAMS, rounds: int = ROUNDS) -> list[Figure]:
    """Open all, then change a decision of either server in turns."""
    allow_many_files(count)
    ours, theirs = Told("Steelyard"), Told("Tornado")
    with ExitStack() as stack:
        database_url = stack.enter_context(database())
        os.environ["WORKERS"] = "1"
        product = stack.enter_context(steelyard())
        (mine, slug), (other, _) = two_decisions(database_url)
        fetch(product, RANKING)
        port = free_port()
        command = ["-m", "benchmarks.peers.tornado_streams", str(port), str(other)]
        tornado = stack.enter_context(server("Tornado", command, port, "/readyz"))
        somebody = stack.enter_context(asking(product.port))
        somebody.phase = "opening"
        listening = open_streams(product, f"/api/v1/decisions/{slug}/events/", count, ours)
        stack.callback(listening.close)
        somebody.phase = "holding"
        watching = open_streams(tornado, "/events/", count, theirs)
        stack.callback(watching.close)
        for _ in range(rounds):
            somebody.phase = "telling"
            change(database_url, mine, listening, ours)
            somebody.phase = "holding"
            change(database_url, other, watching, theirs)
        if somebody.failures:
            raise SystemExit(f"rankings failed meanwhile: {somebody.failures[:3]}")
        return [*figures_of(ours, theirs, count), *figures_of_asking(somebody)]


def figures_of(ours: Told, theirs: Told, count: int) -> list[Figure]:
    """What is promised of the streams, and the same of the peer."""
    found = [
        Figure("streams opened", ours.opened_per_second, "/s", Bar(at_least=OPENED_BAR), f"{count} streams"),
        Figure("streams opened by Tornado", theirs.opened_per_second, "/s"),
        Figure("memory a stream", ours.kib_a_stream, "KiB", Bar(at_most=KIB_BAR)),
        Figure("memory a stream of Tornado", theirs.kib_a_stream, "KiB"),
    ]
    for told in (ours, theirs):
        note = f"{min(told.medians_ms):.0f} to {max(told.medians_ms):.0f}; CPU {median(told.cpu_ms):.0f} ms"
        found.append(Figure(f"{told.name} told, median", median(told.medians_ms), "ms", note=note))
        note = f"{min(told.p99s_ms):.0f} to {max(told.p99s_ms):.0f}"
        found.append(Figure(f"{told.name} told, 99th percentile", median(told.p99s_ms), "ms", note=note))
    for name, mine, other in (
        ("told, median, Steelyard / Tornado", ours.medians_ms, theirs.medians_ms),
        ("told, 99th percentile, Steelyard / Tornado", ours.p99s_ms, theirs.p99s_ms),
    ):
        ratio = median(a / b for a, b in zip(mine, other, strict=True))
        found.append(Figure(name, ratio, "x", Bar(at_most=NO_SLOWER)))
    return found


def figures_of_asking(somebody: Asking) -> list[Figure]:
    """How long rankings took while streams were opened, held and told."""
    found = []
    for phase, took in somebody.took.items():
        if len(took) > 1:
            p99 = quantiles(took, n=100, method="inclusive")[98]
            note = f"99th percentile {p99:.1f} ms, longest {max(took):.1f} ms"
            found.append(
                Figure(f"a ranking while {phase}", median(took), "ms", note=f"{note}, {len(took)} asked")
            )
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser: argparse.ArgumentParser = options(__doc__)
    parser.add_argument("--streams", type=int, default=STREAMS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args(arguments)
    finish(measure(given.streams, given.rounds), given)


if __name__ == "__main__":
    main()
