"""Runs a WSGI application for ASGI requests in a fixed pool of lasting threads.

A usual adapter crosses between thread and event loop for every part of a request and an answer. Here the body is
complete before a thread sees the request, and a finished answer crosses once; only streamed answers cross more
often, and those wait for the client. benchmarks/adapters.py has the comparison.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from decision.serving.asgi_types import Headers, Receive, Scope, Send
from decision.serving.lasting_threads import LastingThreads

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
MEBIBYTE = 1024 * 1024
WHOLE_ANSWER = 256 * 1024  # bytes collected before an answer counts as one that is streamed


class Refused(Exception):
    """The request is answered without the application."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        self.status, self.title, self.detail = status, title, detail


class ClientGone(Exception):
    """Nobody is there to answer."""


class WsgiPool:
    """An ASGI application that answers with a WSGI one. Bodies are limited, one by one and all together."""

    def __init__(
        self,
        application: WsgiApplication,
        threads: int = 4,
        body_limit: int = 12 * MEBIBYTE,
        held_limit: int = 96 * MEBIBYTE,
    ) -> None:
        self.application = application
        self.body_limit, self.held_limit = body_limit, held_limit
        self.held = 0
        self.threads = LastingThreads(threads, "django")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body: list[bytes] = []
        try:
            await self._read(scope, receive, body)
            await Answering(self, scope, receive, send).give(b"".join(body))
        except Refused as refusal:
            await _refuse(scope, send, refusal)
        except ClientGone:
            pass
        finally:
            self.held -= sum(map(len, body))

    async def _read(self, scope: Scope, receive: Receive, body: list[bytes]) -> None:
        announced = _content_length(scope)
        if announced > self.body_limit:
            raise self._too_large()
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientGone
            more = message.get("more_body", False)
            if chunk := message.get("body", b""):
                size += len(chunk)
                if size > self.body_limit:
                    raise self._too_large()
                if self.held + len(chunk) > self.held_limit:
                    raise Refused(503, "Busy", "Too many large requests at once: try again in a moment.")
                body.append(chunk)
                self.held += len(chunk)

    def _too_large(self) -> Refused:
        limit = f"{self.body_limit / MEBIBYTE:g} MiB"
        return Refused(
            413, "Request too large", f"The request's body is over the limit of {limit}: send less at once."
        )

    def close(self) -> None:
        """Let the running requests end and take no more."""
        self.threads.close()


class Answering:
    """One request on its way through a thread."""

    def __init__(self, pool: WsgiPool, scope: Scope, receive: Receive, send: Send) -> None:
        self.pool, self.scope, self.receive, self.send_ = pool, scope, receive, send
        self.loop = asyncio.get_running_loop()
        self.status = 500
        self.headers: list[tuple[str, str]] = []
        self.is_started = self.is_client_gone = False

    async def give(self, body: bytes) -> None:
        await self.finish(await self.pool.threads.run(self.run, build_environ(self.scope, body)))

    async def finish(self, rest: bytes) -> None:
        """Send the last part, and the head if nothing was sent yet."""
        if not self.is_started:
            await self._start()
        await self.send_({"type": "http.response.body", "body": rest, "more_body": False})

    def _start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        if exc_info and self.is_started:
            raise exc_info[1].with_traceback(exc_info[2])
        self.status, self.headers = int(status[:3]), headers

    async def _start(self) -> None:
        self.is_started = True
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in self.headers]
        await self.send_({"type": "http.response.start", "status": self.status, "headers": headers})

    def run(self, environ: dict[str, Any]) -> bytes:
        """In a thread: the whole answer, or the last part of one that was streamed."""
        result = self.pool.application(environ, self._start_response)
        try:
            at_once = not getattr(result, "streaming", False)
            parts: list[bytes] = []
            size = 0
            for part in result:
                parts.append(part)
                size += len(part)
                if size > WHOLE_ANSWER or not at_once:
                    self._stream(b"".join(parts))
                    parts, size = [], 0
                if self.is_client_gone:
                    return b""
            return b"".join(parts)
        finally:
            if close := getattr(result, "close", None):
                close()

    def _stream(self, part: bytes) -> None:
        asyncio.run_coroutine_threadsafe(self._send_part(part), self.loop).result()

    async def _send_part(self, part: bytes) -> None:
        """Send, waiting for a slow client; from the first part on, notice when it leaves."""
        if not self.is_started:
            self.watch = asyncio.ensure_future(self._watch())
            await self._start()
        await self.send_({"type": "http.response.body", "body": part, "more_body": True})

    async def _watch(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass
        self.is_client_gone = True


def _content_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


def build_environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """The request as WSGI tells it. A header with an underscore is left out: it would pass for one with a hyphen."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    raw_path = scope.get("raw_path") or scope["path"].encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": unquote_to_bytes(raw_path.partition(b"?")[0]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for key, value in _header_variables(scope["headers"]):
        if key in environ:
            value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value
    return environ


def _header_variables(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        if key := _variable(name):
            yield key, value.decode("latin-1")


@lru_cache(maxsize=256)
def _variable(name: bytes) -> str:
    """The header's name in WSGI, empty for one that is left out."""
    if b"_" in name or name == b"content-length":
        return ""
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key == "CONTENT_TYPE" else f"HTTP_{key}"


async def _refuse(scope: Scope, send: Send, refusal: Refused) -> None:
    """Answer in the shape of the place: problem+json under /api/, a sentence elsewhere."""
    if scope["path"].startswith("/api/"):
        kind = b"application/problem+json"
        body = (
            f'{{"type":"about:blank","title":"{refusal.title}","status":{refusal.status},'
            f'"detail":"{refusal.detail}","errors":[]}}'
        ).encode()
    else:
        kind, body = b"text/plain; charset=utf-8", f"{refusal.title}. {refusal.detail}\n".encode()
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body)), (b"connection", b"close")]
    if refusal.status == 503:
        headers.append((b"retry-after", b"1"))
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
