"""Event streams of the real server, over real connections, with changes made in other processes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import psycopg
import pytest

from tests.running import Server

SECONDS = 30.0


class Listening:
    """A client of one stream."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.lines = response.iter_lines()

    def next_line(self) -> str:
        return next(self.lines)

    def next_revision(self) -> int:
        """The next event's revision; comments, the retry line and news are passed over.

        A stream may have news of everything at any time: whenever its process begins to listen to the database.
        """
        name = ""
        for line in self.lines:
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            if line.startswith("data: ") and name == "revision":
                return int(json.loads(line.removeprefix("data: "))["revision"])
        raise AssertionError("the stream ended")


@contextmanager
def listening(url: str, slug: str, **headers: str) -> Iterator[Listening]:
    address = f"{url}/api/v1/decisions/{slug}/events/"
    with httpx.stream("GET", address, headers=headers, timeout=SECONDS) as response:
        yield Listening(response)


@pytest.fixture
def public_decision(live_database: str, live_url: str) -> tuple[int, str]:
    """The id and slug of a seeded decision that everyone may read."""
    return row_of(
        live_database, "SELECT id, slug FROM matrix_decision WHERE visibility = 'public' ORDER BY id"
    )


def row_of(database: str, query: str) -> tuple[int, str]:
    with psycopg.connect(database) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row
    return row[0], row[1]


def change(database: str, decision: int) -> int:
    """Change a decision by raw SQL and give its new revision."""
    with psycopg.connect(database) as connection:
        row = connection.execute(
            "UPDATE matrix_decision SET description = description || '.' WHERE id = %s RETURNING revision",
            [decision],
        ).fetchone()
    assert row
    return int(row[0])


def revision(database: str, decision: int) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT revision FROM matrix_decision WHERE id = %s", [decision]).fetchone()
    assert row
    return int(row[0])


class TestAStream:
    def test_begins_with_the_current_revision(
        self, live_url: str, live_database: str, public_decision: tuple[int, str]
    ) -> None:
        number, slug = public_decision
        with listening(live_url, slug) as stream:
            assert stream.response.status_code == 200
            assert stream.next_line() == "retry: 2000"
            assert stream.next_revision() == revision(live_database, number)

    def test_is_neither_cached_nor_buffered_nor_compressed(
        self, live_url: str, public_decision: tuple[int, str]
    ) -> None:
        with listening(live_url, public_decision[1], **{"Accept-Encoding": "gzip, br"}) as stream:
            headers = stream.response.headers
        assert headers["content-type"].startswith("text/event-stream")
        assert headers["cache-control"] == "no-cache"
        assert headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in headers
        assert "content-length" not in headers

    def test_keeps_the_id_of_the_decision_to_itself(
        self, live_url: str, public_decision: tuple[int, str]
    ) -> None:
        with listening(live_url, public_decision[1]) as stream:
            assert not [name for name in stream.response.headers if name.startswith("x-steelyard")]

    def test_tells_of_a_change_by_raw_sql_from_another_process(
        self, live_url: str, live_database: str, public_decision: tuple[int, str]
    ) -> None:
        number, slug = public_decision
        with listening(live_url, slug) as stream:
            first = stream.next_revision()
            assert change(live_database, number) == first + 1
            assert stream.next_revision() == first + 1

    def test_does_not_tell_of_a_change_that_was_rolled_back(
        self, live_url: str, live_database: str, public_decision: tuple[int, str]
    ) -> None:
        number, slug = public_decision
        with listening(live_url, slug) as stream:
            first = stream.next_revision()
            with psycopg.connect(live_database) as connection:
                connection.execute("UPDATE matrix_decision SET title = 'never' WHERE id = %s", [number])
                connection.rollback()
            after = change(live_database, number)
            assert stream.next_revision() == after == first + 1

    def test_is_told_to_everyone_who_listens_and_only_to_them(
        self, live_url: str, live_database: str, public_decision: tuple[int, str]
    ) -> None:
        number, slug = public_decision
        other, other_slug = row_of(
            live_database,
            "SELECT id, slug FROM matrix_decision WHERE visibility = 'public' ORDER BY id OFFSET 1",
        )
        with ExitStack() as stack:
            streams = [stack.enter_context(listening(live_url, slug)) for _ in range(5)]
            bystander = stack.enter_context(listening(live_url, other_slug))
            elsewhere = bystander.next_revision()
            first = [stream.next_revision() for stream in streams]
            after = change(live_database, number)
            assert [stream.next_revision() for stream in streams] == [after] * 5 == [first[0] + 1] * 5
            assert change(live_database, other) == elsewhere + 1
            assert bystander.next_revision() == elsewhere + 1

    def test_loses_no_change_made_while_it_opens(
        self, live_url: str, live_database: str, public_decision: tuple[int, str]
    ) -> None:
        number, slug = public_decision
        for _ in range(10):
            address = f"{live_url}/api/v1/decisions/{slug}/events/"
            with httpx.Client(timeout=SECONDS) as client, client.stream("GET", address) as response:
                after = change(live_database, number)
                stream = Listening(response)
                while stream.next_revision() < after:
                    continue


class TestARefusedStream:
    def test_is_not_found_where_there_is_no_decision(self, live_url: str) -> None:
        answer = httpx.get(f"{live_url}/api/v1/decisions/no-such-decision/events/", timeout=SECONDS)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json()["status"] == 404

    def test_keeps_tokens_out_of_the_address(self, live_url: str, public_decision: tuple[int, str]) -> None:
        address = f"{live_url}/api/v1/decisions/{public_decision[1]}/events/?token=secret"
        assert httpx.get(address, timeout=SECONDS).status_code == 400

    def test_is_not_found_where_the_decision_is_private(
        self, live_url: str, live_database: str, public_decision: tuple[int, str]
    ) -> None:
        with psycopg.connect(live_database) as connection:
            connection.execute(
                "INSERT INTO matrix_decision"
                " (slug, title, question, description, status, visibility, close_call_margin, revision,"
                " created_at, updated_at)"
                " SELECT 'private-one', title, question, description, status, 'private', close_call_margin, 1,"
                " now(), now() FROM matrix_decision LIMIT 1"
            )
        try:
            answer = httpx.get(f"{live_url}/api/v1/decisions/private-one/events/", timeout=SECONDS)
            assert answer.status_code == 404
        finally:
            with psycopg.connect(live_database) as connection:
                connection.execute("DELETE FROM matrix_decision WHERE slug = 'private-one'")

    def test_is_refused_for_other_methods(self, live_url: str, public_decision: tuple[int, str]) -> None:
        address = f"{live_url}/api/v1/decisions/{public_decision[1]}/events/"
        assert httpx.head(address, timeout=SECONDS).status_code == 200
        assert httpx.delete(address, timeout=SECONDS).status_code in {401, 403, 405}


class TestABrokenConnection:
    def test_to_the_database_is_made_again_and_every_stream_told_where_it_stands(
        self, live_url: str, live_database: str, public_decision: tuple[int, str]
    ) -> None:
        number, slug = public_decision
        with listening(live_url, slug) as stream:
            first = stream.next_revision()
            with psycopg.connect(live_database) as connection:
                ended = connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name = 'steelyard live' AND datname = current_database()"
                ).fetchall()
            assert ended
            after = change(live_database, number)
            assert stream.next_revision() == after == first + 1

    def test_to_the_client_is_forgotten(
        self, live_server_process: Server, public_decision: tuple[int, str]
    ) -> None:
        wait_until_none_is_open(live_server_process)  # of tests before
        with listening(live_server_process.url, public_decision[1]) as stream:
            stream.next_revision()
            assert open_streams(live_server_process) == 1
        wait_until_none_is_open(live_server_process)


def wait_until_none_is_open(server: Server) -> None:
    deadline = time.monotonic() + SECONDS
    while count := open_streams(server):
        assert time.monotonic() < deadline, count
        time.sleep(0.02)


def open_streams(server: Server) -> int:
    text = httpx.get(f"{server.url}/metrics", timeout=SECONDS).text
    line = next(line for line in text.splitlines() if line.startswith("steelyard_open_streams "))
    return int(float(line.split()[1]))
