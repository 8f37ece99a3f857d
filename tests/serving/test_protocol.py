"""The short way of plain requests, over real connections, and the ways out of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import uvicorn

from decision.serving.asgi_types import Receive, Scope, Send
from decision.serving.protocol import SMALL, Protocol
from decision.serving.wsgi_pool import WsgiPool

SECONDS = 30.0
gate, begun = threading.Event(), threading.Event()


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Does what the path says."""
    path, body = environ["PATH_INFO"], environ["wsgi.input"].read()
    if path == "/fails":
        raise ZeroDivisionError
    if path == "/nothing":
        start_response("204 No Content", [])
        return []
    if path == "/wrong":
        start_response("200 OK", [("Content-Length", "3")])
        return [b"longer"]
    if path == "/closes":
        start_response("200 OK", [("Connection", "close"), ("Content-Length", "3")])
        return [b"bye"]
    if path == "/large":
        start_response("200 OK", [])
        return [b"x" * 300_000, b"y" * 300_000]
    if path == "/waits":
        begun.set()
        gate.wait(SECONDS)
    text = f"{environ['REQUEST_METHOD']} {path} {environ['QUERY_STRING']} {environ.get('HTTP_X_NAME', '')} "
    answer = text.encode() + (b"%d bytes" % len(body) if len(body) > 20 else body)
    start_response(
        "200 OK", [("Content-Length", str(len(answer))), ("X-Städte".encode().decode("latin-1"), "é")]
    )
    return [answer]


class Application:
    """Counts what came the long way."""

    def __init__(self) -> None:
        self.pool = WsgiPool(wsgi, threads=2)
        self.long_ways = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.long_ways += 1
        await self.pool(scope, receive, send)

    def pool_of(self, scope: Scope) -> WsgiPool | None:
        return None if scope["path"] == "/stream" else self.pool


class Running:
    """A server on a port of its own."""

    def __init__(self) -> None:
        self.application = Application()
        config = uvicorn.Config(
            self.application,
            http=Protocol,
            lifespan="off",
            proxy_headers=False,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=int(SECONDS),
        )
        self.server = uvicorn.Server(config)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]})
        self.thread.start()
        while not self.server.started:
            time.sleep(0.005)

    def connect(self) -> Connection:
        return Connection(self.listening.getsockname()[1])

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.listening.close()
        self.application.pool.close()


class Connection:
    """One connection, spoken to in bytes."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self.file = self.socket.makefile("rb")

    def ask(self, path: str, *lines: str, method: str = "GET", body: bytes = b"") -> None:
        head = "\r\n".join([f"{method} {path} HTTP/1.1", "Host: tested", *lines])
        self.socket.sendall(f"{head}\r\n\r\n".encode() + body)

    def answer(self, *, has_body: bool = True) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the next answer."""
        status = int(self.file.readline().split()[1])
        headers = {}
        while line := self.file.readline().strip().decode("latin-1"):
            name, _, value = line.partition(": ")
            headers[name] = value
        if not has_body:
            return status, headers, b""
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(self.file.readline(), 16):
                parts.append(self.file.read(size))
                self.file.readline()
            self.file.readline()
            return status, headers, b"".join(parts)
        return status, headers, self.file.read(int(headers.get("content-length", "0")))

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def is_closed(self) -> bool:
        return self.socket.recv(1) == b""


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    started = Running()
    yield started
    started.stop()


@pytest.fixture
def connection(running: Running) -> Iterator[Connection]:
    running.application.long_ways = 0
    gate.clear()
    begun.clear()
    made = running.connect()
    yield made
    gate.set()
    made.close()


class TestAPlainRequest:
    def test_is_answered_in_the_short_way_time_and_again(
        self, running: Running, connection: Connection
    ) -> None:
        for number in range(3):
            connection.ask(f"/a?n={number}", "X-Name: one", "X_Name: other")
            status, headers, body = connection.answer()
            assert (status, body) == (200, b"GET /a n=%d one " % number)
            assert headers["content-length"] == str(len(body))
            assert "date" in headers
            assert "connection" not in headers
        assert running.application.long_ways == 0

    def test_may_bring_a_small_body_in_pieces(self, running: Running, connection: Connection) -> None:
        connection.ask("/b", "Content-Length: 6", method="POST", body=b"ab")
        time.sleep(0.02)
        connection.socket.sendall(b"cd")
        time.sleep(0.02)
        connection.socket.sendall(b"ef")
        assert connection.answer()[2] == b"POST /b   abcdef"
        assert running.application.long_ways == 0

    def test_is_answered_in_turn_when_several_are_sent_at_once(
        self, running: Running, connection: Connection
    ) -> None:
        for number in range(4):
            connection.ask(f"/{number}", "Content-Length: 1", method="POST", body=b"%d" % number)
        bodies = [connection.answer()[2] for _ in range(4)]
        assert bodies == [b"POST /%d   %d" % (number, number) for number in range(4)]

    def test_by_head_has_the_length_and_no_body(self, connection: Connection) -> None:
        connection.ask("/a", method="HEAD")
        status, headers, _ = connection.answer(has_body=False)
        assert (status, headers["content-length"]) == (200, "10")
        connection.ask("/a")
        assert connection.answer()[0] == 200

    def test_may_have_nothing_for_an_answer(self, connection: Connection) -> None:
        connection.ask("/nothing")
        status, headers, _ = connection.answer(has_body=False)
        assert (status, headers.get("transfer-encoding")) == (204, None)
        connection.ask("/a")
        assert connection.answer()[0] == 200

    @pytest.mark.parametrize("line", ["Connection: close", ""])
    def test_is_the_last_where_the_client_says_so(self, connection: Connection, line: str) -> None:
        if line:
            connection.ask("/a", line)
        else:
            connection.socket.sendall(b"GET /a HTTP/1.0\r\n\r\n")
        status, headers, _ = connection.answer()
        assert (status, headers["connection"]) == (200, "close")
        assert connection.is_closed()

    def test_of_a_client_that_left_harms_nobody(self, running: Running, connection: Connection) -> None:
        connection.ask("/waits")
        assert begun.wait(SECONDS)
        connection.socket.shutdown(socket.SHUT_RDWR)
        gate.set()
        other = running.connect()
        other.ask("/a")
        assert other.answer()[0] == 200
        other.close()
        wait_until(lambda: running.application.pool.held == 0)


class TestAnUnusualRequest:
    def test_takes_the_long_way_with_a_large_body(self, running: Running, connection: Connection) -> None:
        body = b"x" * (SMALL + 1)
        connection.ask("/b", f"Content-Length: {len(body)}", method="POST", body=body)
        assert connection.answer()[2] == b"POST /b   %d bytes" % len(body)
        assert running.application.long_ways == 1

    def test_takes_the_long_way_in_chunks(self, running: Running, connection: Connection) -> None:
        body = b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        connection.ask("/b", "Transfer-Encoding: chunked", method="POST", body=body)
        assert connection.answer()[2] == b"POST /b   abcde"
        assert running.application.long_ways == 1

    def test_is_told_to_go_on_where_it_asks_first(self, connection: Connection) -> None:
        connection.ask("/b", "Content-Length: 2", "Expect: 100-continue", method="POST")
        assert connection.file.readline().startswith(b"HTTP/1.1 100")
        connection.file.readline()
        connection.socket.sendall(b"ab")
        assert connection.answer()[2] == b"POST /b   ab"

    def test_takes_the_long_way_where_no_pool_answers_it(
        self, running: Running, connection: Connection
    ) -> None:
        connection.ask("/stream")
        assert connection.answer()[0] == 200
        assert running.application.long_ways == 1

    def test_is_refused_where_it_is_no_http(self, connection: Connection) -> None:
        connection.socket.sendall(b"this is no request\r\n\r\n")
        assert connection.answer()[0] == 400
        assert connection.is_closed()


class TestAnUnusualAnswer:
    def test_of_many_bytes_comes_whole(self, connection: Connection) -> None:
        connection.ask("/large")
        assert connection.answer()[2] == b"x" * 300_000 + b"y" * 300_000
        connection.ask("/a")
        assert connection.answer()[0] == 200

    def test_may_close_the_connection(self, connection: Connection) -> None:
        connection.ask("/closes")
        assert connection.answer()[2] == b"bye"
        assert connection.is_closed()

    def test_is_an_error_where_the_application_fails(self, connection: Connection) -> None:
        connection.ask("/fails")
        assert connection.answer()[0] == 500

    def test_of_another_length_than_it_says_ends_the_connection(self, connection: Connection) -> None:
        connection.ask("/wrong")
        connection.answer(has_body=False)
        assert connection.is_closed()


def test_a_stopping_server_answers_what_it_has_begun() -> None:
    gate.clear()
    begun.clear()
    running = Running()
    connection = running.connect()
    connection.ask("/waits")
    assert begun.wait(SECONDS)
    running.server.should_exit = True
    wait_until(lambda: running.listening.fileno() == -1)  # it stops, and takes nobody new
    gate.set()
    status, _, body = connection.answer()
    assert (status, body) == (200, b"GET /waits   ")
    assert connection.is_closed()
    connection.close()
    running.stop()
