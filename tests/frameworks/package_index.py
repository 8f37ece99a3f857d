"""A package index on this machine, speaking the format that public ones speak, and lying where it is told to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class PackageIndex:
    """Answers by package: an object to send as JSON, or a function that takes the handler over."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    url: str = ""


def a_package(
    name: str = "left", version: str = "1.2.0", day: str = "2026-11-02", **info: Any
) -> dict[str, Any]:
    """What an index says of a package."""
    return {
        "info": {"name": name, "version": version, "license": None, "license_expression": "MIT", **info},
        "urls": [{"upload_time_iso_8601": f"{day}T10:00:00.000000Z", "size": 1}],
        "releases": {},
        "last_serial": 1,
    }


@contextmanager
def serving() -> Iterator[PackageIndex]:
    """An index that answers while the block runs."""
    index = PackageIndex()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            index.asked.append(self.path)
            answer = index.answers.get(self.path.removeprefix("/pypi/").removesuffix("/json"))
            if callable(answer):
                answer(self)
                return
            send(
                self, 404 if answer is None else 200, json.dumps(answer or {"message": "Not Found"}).encode()
            )

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    index.url = f"http://127.0.0.1:{server.server_port}/pypi"
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()


def send(handler: Any, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
    """A whole answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    for name, value in ({"Content_Length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    with suppress(OSError):  # whoever asked may have hung up, as it should
        handler.wfile.write(body)


def drip(handler: Any) -> None:
    """An answer that never ends, a byte at a time."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.02)


def silence(handler: Any) -> None:
    """No answer as long as anybody waits for one."""
    with suppress(OSError):
        handler.rfile.read(1)
