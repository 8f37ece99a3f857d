"""uvicorn's HTTP protocol with a shorter way for ordinary requests.

ASGI gives every request a task, an event and a coroutine for each part of its answer. A request whose body is small,
and whose answer is finished when it leaves its thread, needs none of them: it goes to the pool when it has come in
whole, and its answer is written at once. Whatever is not so plain (large or chunked bodies, clients that ask before
they send, upgrades, event streams) takes uvicorn's own way; so would all of it if a later uvicorn knew nothing of this.

What it overrides (`_start_asgi_task`) and writes of a cycle is as uvicorn 0.54 has it, and no promise of uvicorn's:
`tests/serving/test_protocol.py` counts what goes the long way.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from decision.serving.asgi_types import Message, Receive, Scope, Send
from decision.serving.wsgi_pool import Answering, WsgiPool, build_environ

SMALL = 64 * 1024  # bytes of a body, up to which uvicorn reads on without being asked to
BODYLESS = frozenset({204, 304})
TRANSFER = frozenset({"connection", "transfer-encoding"})


class Protocol(HttpToolsProtocol):
    """One connection."""

    waiting: RequestResponseCycle | None = None

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if (pool := self._pool_of(cycle, app)) is None:
            super()._start_asgi_task(cycle, app)
        elif cycle.more_body:
            self.waiting = cycle
        else:
            PlainAnswer(self, cycle, pool).begin()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        cycle, self.waiting = self.waiting, None
        if cycle is not None:
            self._start_asgi_task(cycle, self.app)

    def _pool_of(self, cycle: RequestResponseCycle, app: Any) -> WsgiPool | None:
        """The pool for a plain request, None for any other."""
        scope: Scope = cycle.scope  # type: ignore[assignment]
        if app is not self.app or cycle.waiting_for_100_continue or self.parser.should_upgrade():
            return None
        for name, value in scope["headers"]:
            if name == b"transfer-encoding":
                return None
            if name == b"content-length" and not (value.isdigit() and int(value) <= SMALL):
                return None
        pool_of = getattr(app, "pool_of", None)
        return pool_of(scope) if pool_of else None


class PlainAnswer(Answering):
    """A plain request on its way through a thread, and its answer's way to the transport."""

    def __init__(self, protocol: Protocol, cycle: RequestResponseCycle, pool: WsgiPool) -> None:
        receive: Receive = cycle.receive  # type: ignore[assignment]
        send: Send = cycle.send  # type: ignore[assignment]
        super().__init__(pool, cycle.scope, receive, send)  # type: ignore[arg-type]
        self.protocol, self.cycle = protocol, cycle
        self.held = 0

    def begin(self) -> None:
        """Hand the request to the pool."""
        body = bytes(self.cycle.body)
        self.held = len(body)
        self.pool.held += self.held
        self.pool.threads.submit(self._settle, self._make, build_environ(self.scope, body))

    def _make(self, environ: dict[str, Any]) -> tuple[bytes | None, bytes]:
        """In a thread: the whole answer as it goes over the wire, or None and the rest of a streamed one."""
        body = self.run(environ)
        return (None if self.is_started else self._wire(body)), body

    def _wire(self, body: bytes) -> bytes | None:
        """Head and body; None where the head does not fit the body, which uvicorn has its own words for."""
        has_body = self.status not in BODYLESS and self.scope["method"] != "HEAD"
        lines: list[str] = []
        length = ""
        for name, value in self.headers:
            plain = name.lower()
            if plain == "content-length":
                length = value
            elif plain in TRANSFER:
                return None
            lines.append(f"{plain}: {value}\r\n")
        if has_body and length != str(len(body)):
            if length:
                return None
            lines.append(f"content-length: {len(body)}\r\n")
        lines.append("\r\n" if self.cycle.keep_alive else "connection: close\r\n\r\n")
        head = [STATUS_LINE[self.status]]
        for pair in self.protocol.server_state.default_headers:
            head += (pair[0], b": ", pair[1], b"\r\n")
        head += ("".join(lines).encode("latin-1"), body if has_body else b"")
        return b"".join(head)

    def _settle(self, made: tuple[bytes | None, bytes] | None, error: BaseException | None) -> None:
        self.pool.held -= self.held
        cycle = self.cycle
        if made is None:
            self._continue(_raising(error or asyncio.CancelledError()))
        elif (wire := made[0]) is None or self.protocol.flow.write_paused:
            self._continue(self._finishing(made[1]))
        elif not cycle.disconnected:
            cycle.response_started = cycle.response_complete = True
            cycle.transport.write(wire)
            if not cycle.keep_alive:
                cycle.transport.close()
            cycle.on_response = (
                _nothing  # or connection and cycle would hold each other, as garbage, after the end
            )
            self.protocol.on_response_complete()

    def _continue(self, app: Any) -> None:
        """Go on as any ASGI application does."""
        HttpToolsProtocol._start_asgi_task(self.protocol, self.cycle, app)

    def _finishing(self, rest: bytes) -> Any:
        async def finish(scope: Scope, receive: Receive, send: Send) -> None:
            await self.finish(rest)

        return finish


def _nothing() -> None:
    pass


def _raising(error: BaseException) -> Any:
    async def fail(scope: Scope, receive: Receive, send: Send) -> Message:
        raise error

    return fail
