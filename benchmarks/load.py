"""The client: keeps connections to loopback busy for a few seconds and counts answers.

wrk where it is installed, else the small client below in a process of its own; the same for every server.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import cast

LONGEST_SECONDS = 60
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)

SCRIPT = """
wrk.method = {method}
{headers}
local bodies, ready, turn = {{ {bodies} }}, {{}}, 0
init = function()
  for i, body in ipairs(bodies) do ready[i] = wrk.format(nil, nil, nil, body) end
  if #ready == 0 then ready[1] = wrk.format() end
end
request = function()
  turn = turn % #ready + 1
  return ready[turn]
end
done = function(summary, latency, requests)
  local e = summary.errors
  local failed = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format('\\n{{"answers": %d, "seconds": %.6f, "failed": %d, "p50_ms": %.3f, "p99_ms": %.3f}}',
    summary.requests, summary.duration / 1e6, failed, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for, over and over: a GET, or a POST of the bodies in turn."""

    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()

    @property
    def method(self) -> str:
        return "POST" if self.bodies else "GET"

    def raw(self, port: int) -> list[str]:
        """As it goes over the wire; bodies are ASCII."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        head = "\r\n".join(lines)
        return [f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}" for body in self.bodies] or [
            f"{head}\r\n\r\n"
        ]


@dataclass(frozen=True, slots=True)
class Driven:
    """What came back in one round. Times are those of single answers."""

    answers: int
    seconds: float
    failed: int
    p50_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds


def client() -> str:
    """The name of the client that `drive` uses here."""
    return "wrk" if shutil.which("wrk") else "benchmarks.load"


def drive(port: int, request: Request, seconds: float, connections: int) -> Driven:
    """Ask 127.0.0.1:`port` on so many connections at once, for at most a minute."""
    seconds = min(seconds, LONGEST_SECONDS)
    run = _with_wrk if client() == "wrk" else _with_own
    said = run(port, request, seconds, connections)
    return Driven(**json.loads(said.splitlines()[-1]))


def _with_wrk(port: int, request: Request, seconds: float, connections: int) -> str:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "request.lua"
        headers = "\n".join(f"wrk.headers[{_lua(n)}] = {_lua(v)}" for n, v in request.headers.items())
        bodies = ", ".join(map(_lua, request.bodies))
        script.write_text(SCRIPT.format(method=_lua(request.method), bodies=bodies, headers=headers))
        url = f"http://127.0.0.1:{port}{request.path}"
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{max(1, round(seconds))}s",
            "-s",
            str(script),
            url,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _lua(text: str) -> str:
    return json.dumps(text)


def _with_own(port: int, request: Request, seconds: float, connections: int) -> str:
    command = [
        sys.executable,
        "-m",
        "benchmarks.load",
        str(port),
        str(seconds),
        str(connections),
    ]
    done = subprocess.run(
        command,
        input=json.dumps(request.raw(port)),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


class Connection(asyncio.Protocol):
    """One lasting connection: asks, waits for the whole answer, asks again."""

    def __init__(self, requests: Iterator[bytes], took: list[float], failures: list[bytes]) -> None:
        self.requests, self.took, self.failures = requests, took, failures
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self.received += data
        head_end = self.received.find(b"\r\n\r\n")
        if head_end < 0:
            return
        length = LENGTH.search(self.received, 0, head_end)
        if length is None or len(self.received) < head_end + 4 + int(length[1]):
            return
        self.took.append(time.perf_counter() - self.asked)
        if not self.received.startswith(b"HTTP/1.1 200"):
            self.failures.append(self.received[:200])
        self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        self.failures.append(repr(error).encode())

    def _ask(self) -> None:
        self.received, self.asked = b"", time.perf_counter()
        self.transport.write(next(self.requests))


async def _busy(port: int, raw: list[str], seconds: float, connections: int) -> Driven:
    took: list[float] = []
    failures: list[bytes] = []
    requests = itertools.cycle([request.encode() for request in raw])
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    for _ in range(connections):
        await loop.create_connection(lambda: Connection(requests, took, failures), "127.0.0.1", port)
    await asyncio.sleep(seconds - (time.perf_counter() - start))
    spent = time.perf_counter() - start
    percent = quantiles(took, n=100) if len(took) > 1 else [0.0] * 99
    return Driven(len(took), spent, len(failures), percent[49] * 1e3, percent[98] * 1e3)


def main() -> None:
    """One round; the raw requests come from standard input."""
    import uvloop

    port, seconds, connections = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    driven = uvloop.run(_busy(port, json.load(sys.stdin), min(seconds, LONGEST_SECONDS), connections))
    told = {name: getattr(driven, name) for name in ("answers", "seconds", "failed", "p50_ms", "p99_ms")}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
