"""One process that serves: uvicorn, with the event streams ended before it waits for its connections."""

from __future__ import annotations

import gc
import socket
from importlib import import_module
from typing import Any

import uvicorn

from decision.env import Env
from decision.serving.loading import loading
from decision.serving.protocol import Protocol

GRACE_SECONDS = 10


class Server(uvicorn.Server):
    """uvicorn, which would wait for open streams until its patience ends."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        collect_less_often()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from decision.asgi import live

        await live.stop()
        await super().shutdown(sockets)


def collect_less_often() -> None:
    """Never look again at what was loaded for good, and at more of the rest at once: a request leaves few cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def serve(env: Env, listening: socket.socket) -> bool:
    """Answer on the socket until SIGTERM or SIGINT; False when it could not even begin."""
    options: dict[str, Any] = {
        "loop": "auto",
        "http": Protocol,
        "ws": "none",
        "lifespan": "on",
        "access_log": False,
        "log_config": None,
        "log_level": max(env.LOG_LEVEL, "WARNING", key=["DEBUG", "INFO", "WARNING", "ERROR"].index).lower(),
        "proxy_headers": False,
        "server_header": False,
        "timeout_keep_alive": 30,
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "backlog": 2048,
    }
    with loading():
        import_module("decision.asgi")
    server = Server(uvicorn.Config("decision.asgi:application", **options))
    server.run(sockets=[listening])
    return server.started
