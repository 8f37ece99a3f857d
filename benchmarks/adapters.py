"""What running a WSGI application under uvicorn costs: our pool of lasting threads beside a2wsgi, a usual one.

The application does nothing, so the difference is the adapters' alone. Both run as many threads in as many processes.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from statistics import median
from typing import Any

from benchmarks.figures import Figure, benchmark
from benchmarks.load import Request, drive
from benchmarks.running import DEPLOYED, uvicorn

ANSWER = b"x" * 2000
THREADS = 4
ROUNDS, SECONDS, CONNECTIONS = 5, 3.0, 32


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer at once."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(ANSWER)))])
    return [ANSWER]


def with_pool() -> Any:
    """The application as Steelyard serves it."""
    from decision.serving.wsgi_pool import WsgiPool

    return WsgiPool(application, threads=THREADS)


def with_a2wsgi() -> Any:
    """The application behind a2wsgi."""
    from a2wsgi import WSGIMiddleware

    return WSGIMiddleware(application, workers=THREADS)  # type: ignore[arg-type]


def measure() -> list[Figure]:
    """Medians over interleaved rounds."""
    os.environ.update(DEPLOYED, SECRET_KEY=secrets.token_urlsafe(50))
    rates: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                uvicorn(name, f"benchmarks.adapters:{name}", "/", "--factory", "--lifespan", "off")
            )
            for name in ("with_pool", "with_a2wsgi")
        ]
        for number in range(ROUNDS):
            for server in servers:
                driven = drive(server.port, Request("/"), SECONDS, CONNECTIONS)
                rates[server.name].append(driven.per_second)
                sys.stderr.write(f"round {number + 1}: {server.name} {driven.per_second:.0f}/s\n")
    ratio = median(a / b for a, b in zip(rates["with_pool"], rates["with_a2wsgi"], strict=True))
    found = [Figure(f"adapters {name}", median(values), "answers/s") for name, values in rates.items()]
    return [*found, Figure("adapters with_pool / with_a2wsgi", ratio, "x")]


if __name__ == "__main__":
    benchmark(__doc__, measure)
