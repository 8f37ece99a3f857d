"""The adapter between the event loop and Django's threads, on small WSGI applications."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from decision.serving.asgi_types import Message, Scope
from decision.serving.wsgi_pool import MEBIBYTE, WHOLE_ANSWER, WsgiApplication, WsgiPool


def make_scope(method: str = "GET", path: str = "/", headers: Iterable[tuple[bytes, bytes]] = ()) -> Scope:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"a=1&b=%20",
        "headers": list(headers),
        "http_version": "1.1",
        "scheme": "http",
        "client": ("192.0.2.7", 4711),
        "server": ("127.0.0.1", 8000),
    }


class Client:
    """The other end of one request."""

    def __init__(self, *body: bytes) -> None:
        self.parts = list(body) or [b""]
        self.sent: list[Message] = []
        self.is_gone = asyncio.Event()

    async def receive(self) -> Message:
        if self.parts:
            part = self.parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self.parts)}
        await self.is_gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])


def ask(application: WsgiApplication, scope: Scope, *body: bytes, **limits: int) -> Client:
    async def asking() -> Client:
        client = Client(*body)
        pool = WsgiPool(application, threads=2, **limits)
        await pool(scope, client.receive, client.send)
        assert pool.held == 0
        pool.close()
        return client

    return asyncio.run(asking())


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "application/json"), ("X-One", "1"), ("X-One", "2")])
    body = environ["wsgi.input"].read().decode("latin-1")
    plain = {name: value for name, value in environ.items() if isinstance(value, str)}
    return [json.dumps({**plain, "body": body}).encode()]


class TestARequest:
    def test_arrives_whole_with_its_true_length_also_when_it_was_sent_in_chunks(self) -> None:
        said = json.loads(ask(echo, make_scope("POST"), b"one ", b"two ", b"three").body)
        assert said["body"] == "one two three"
        assert said["CONTENT_LENGTH"] == "13"

    def test_carries_method_path_query_address_and_headers(self) -> None:
        headers = [
            (b"host", b"decide.example.org"),
            (b"content-type", b"text/plain"),
            (b"cookie", b"a=1"),
            (b"cookie", b"b=2"),
            (b"accept", b"text/html"),
            (b"accept", b"*/*"),
        ]
        said = json.loads(ask(echo, make_scope("PUT", "/caf%C3%A9/%FF", headers), b"x").body)
        assert said["REQUEST_METHOD"] == "PUT"
        assert said["PATH_INFO"].encode("latin-1") == b"/caf\xc3\xa9/\xff"
        assert said["QUERY_STRING"] == "a=1&b=%20"
        assert (said["REMOTE_ADDR"], said["REMOTE_PORT"]) == ("192.0.2.7", "4711")
        assert said["HTTP_HOST"] == "decide.example.org"
        assert said["CONTENT_TYPE"] == "text/plain"
        assert said["HTTP_COOKIE"] == "a=1; b=2"
        assert said["HTTP_ACCEPT"] == "text/html,*/*"

    def test_cannot_smuggle_a_header_with_an_underscore(self) -> None:
        said = json.loads(ask(echo, make_scope(headers=[(b"x_forwarded_proto", b"https")])).body)
        assert "HTTP_X_FORWARDED_PROTO" not in said

    @pytest.mark.parametrize("headers", [[(b"content-length", b"1048577")], []])
    @pytest.mark.parametrize("path", ["/api/v1/evaluate/", "/somewhere/"])
    def test_is_refused_when_it_is_too_large(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        client = ask(echo, make_scope("POST", path, headers), b"x" * MEBIBYTE, b"x", body_limit=MEBIBYTE)
        assert client.status == 413
        assert b"1 MiB" in client.body
        if path.startswith("/api/"):
            assert client.headers[b"content-type"] == b"application/problem+json"
            assert json.loads(client.body)["status"] == 413

    def test_is_put_off_when_all_together_hold_too_much(self) -> None:
        client = ask(echo, make_scope("POST", "/api/v1/evaluate/"), b"x" * 2000, held_limit=1000)
        assert client.status == 503
        assert client.headers[b"retry-after"] == b"1"

    def test_never_reaches_the_application_when_its_client_has_left(self) -> None:
        async def asking() -> list[Message]:
            client = Client()
            client.parts.clear()
            client.is_gone.set()
            pool = WsgiPool(echo, threads=1)
            await pool(make_scope("POST"), client.receive, client.send)
            return client.sent

        assert asyncio.run(asking()) == []


class TestAnAnswer:
    def test_keeps_status_headers_and_repeated_headers(self) -> None:
        client = ask(echo, make_scope())
        assert client.status == 200
        assert [value for name, value in client.sent[0]["headers"] if name == b"x-one"] == [b"1", b"2"]

    def test_goes_out_in_one_piece_when_it_is_small(self) -> None:
        def parts(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
            start_response("200 OK", [])
            return [b"a", b"b", b"c"]

        assert len(ask(parts, make_scope()).sent) == 2

    def test_is_passed_on_piece_by_piece_when_it_is_large(self) -> None:
        def large(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
            start_response("200 OK", [])
            yield from [b"x" * 100_000] * 20

        client = ask(large, make_scope())
        assert len(client.body) == 2_000_000
        assert max(len(message["body"]) for message in client.sent[1:]) < WHOLE_ANSWER + 100_001

    def test_stops_and_is_closed_when_its_client_leaves(self) -> None:
        class Endless:
            streaming = True
            given = 0
            is_closed = threading.Event()

            def __iter__(self) -> Iterator[bytes]:
                while True:
                    self.given += 1
                    yield b"more"

            def close(self) -> None:
                self.is_closed.set()

        endless = Endless()

        def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            start_response("200 OK", [])
            return endless

        async def asking() -> None:
            client = Client()
            pool = WsgiPool(application, threads=1)
            asked = asyncio.create_task(pool(make_scope(), client.receive, client.send))
            while len(client.sent) < 5:
                await asyncio.sleep(0.001)
            client.is_gone.set()
            await asyncio.wait_for(asked, 30)
            pool.close()

        asyncio.run(asking())
        assert endless.is_closed.is_set()

    def test_uses_no_more_threads_than_it_was_given(self) -> None:
        used: set[int] = set()

        def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
            used.add(threading.get_ident())
            start_response("200 OK", [])
            return [b"ok"]

        async def asking() -> None:
            pool = WsgiPool(application, threads=2)
            clients = [Client() for _ in range(50)]
            await asyncio.gather(*(pool(make_scope(), client.receive, client.send) for client in clients))
            pool.close()

        asyncio.run(asking())
        assert len(used) <= 2
