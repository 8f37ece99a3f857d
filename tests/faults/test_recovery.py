"""Whatever dies, the next start serves what was there; whatever is stopped, leaves nothing running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import psycopg
import pytest

from decision.postgres import embedded_url
from tests.faults.conftest import processes_in
from tests.running import Server

Start = Callable[..., Server]


def answer(server: Server, path: str = "/readyz") -> int:
    with urlopen(server.url + path, timeout=20) as response:
        return int(response.status)


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def rename_first_decision(data_dir: Path, title: str) -> None:
    with psycopg.connect(embedded_url(data_dir)) as connection:
        connection.execute(
            "UPDATE matrix_decision SET title = %s WHERE id = (SELECT min(id) FROM matrix_decision)", [title]
        )


def first_title(data_dir: Path) -> str:
    with psycopg.connect(embedded_url(data_dir)) as connection:
        row = connection.execute("SELECT title FROM matrix_decision ORDER BY id LIMIT 1").fetchone()
    assert row
    return str(row[0])


def wait_until_gone(data_dir: Path, seconds: float = 10) -> list[psutil.Process]:
    deadline = time.monotonic() + seconds
    while (left := processes_in(data_dir)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def serving_processes(server: Server) -> set[int]:
    found = set()
    for child in psutil.Process(server.process.pid).children():
        with suppress(psutil.Error):
            if "decision.serving.processes" in " ".join(child.cmdline()):
                found.add(child.pid)
    return found


class TestAStop:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_leaves_no_process_behind(self, start: Start, data_dir: Path, number: int) -> None:
        server = start()
        assert answer(server) == 200
        assert server.stop(number) == 0
        assert wait_until_gone(data_dir, 0) == []

    def test_takes_all_serving_processes_with_it(self, start: Start, data_dir: Path) -> None:
        server = start(WORKERS="2")
        assert answer(server) == 200
        assert server.stop() == 0
        assert wait_until_gone(data_dir, 0) == []

    def test_does_not_wait_for_open_streams(self, start: Start, data_dir: Path) -> None:
        server = start()
        address = urlsplit(server.url)
        with psycopg.connect(embedded_url(data_dir)) as connection:
            row = connection.execute(
                "SELECT slug FROM matrix_decision WHERE visibility = 'public'"
            ).fetchone()
        assert row
        with socket.create_connection((address.hostname or "", address.port or 0)) as client:
            client.settimeout(10)
            client.sendall(
                f"GET /api/v1/decisions/{row[0]}/events/ HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
            )
            assert b"200 OK" in client.recv(4096)
            started = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - started < 5


class TestAStart:
    def test_is_quick_and_loses_nothing_the_second_time(self, start: Start, data_dir: Path) -> None:
        first = start()
        rename_first_decision(data_dir, "Kept over a restart")
        first.stop()
        started = time.monotonic()
        again = start()
        assert answer(again) == 200
        assert time.monotonic() - started < 5
        assert first_title(data_dir) == "Kept over a restart"

    def test_recovers_when_the_server_was_killed(self, start: Start, data_dir: Path) -> None:
        killed = start()
        rename_first_decision(data_dir, "Kept over a kill")
        killed.stop(signal.SIGKILL)
        again = start()
        assert answer(again) == 200
        assert first_title(data_dir) == "Kept over a kill"
        again.stop()
        assert wait_until_gone(data_dir) == []

    def test_recovers_when_server_and_postgresql_were_killed(self, start: Start, data_dir: Path) -> None:
        killed = start()
        rename_first_decision(data_dir, "Kept over two kills")
        database = postmaster(data_dir)
        killed.process.kill()
        os.kill(database, signal.SIGKILL)
        killed.process.wait()
        again = start()
        assert answer(again) == 200
        assert first_title(data_dir) == "Kept over two kills"

    def test_is_not_fooled_by_a_trace_that_names_another_process(self, start: Start, data_dir: Path) -> None:
        trace = data_dir / "postgres" / "postmaster.pid"
        trace.write_text(f"{os.getpid()}\n{data_dir / 'postgres'}\n0\n5432\n\n\n\nready\n")
        assert answer(start()) == 200

    def test_finds_the_port_free_after_a_kill_of_a_server_with_several_processes(
        self, start: Start, data_dir: Path
    ) -> None:
        killed = start(WORKERS="2")
        assert answer(killed) == 200
        killed.stop(signal.SIGKILL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_server(("127.0.0.1", urlsplit(killed.url).port or 0)):
                break
            time.sleep(0.1)
        assert answer(start(PORT=str(urlsplit(killed.url).port))) == 200

    def test_replaces_a_serving_process_that_dies(self, start: Start, data_dir: Path) -> None:
        server = start(WORKERS="2")
        assert answer(server) == 200
        before = serving_processes(server)
        os.kill(min(before), signal.SIGKILL)
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and len(serving_processes(server) - {min(before)}) < 2:
            time.sleep(0.1)
        assert len(serving_processes(server) - {min(before)}) == 2
        assert answer(server) == 200

    def test_works_where_the_path_is_too_long_for_a_socket(
        self, start: Start, data_dir: Path, tmp_path: Path
    ) -> None:
        long = tmp_path / ("long" * 30) / "with space, comma"
        long.parent.mkdir()
        data_dir.rename(long)
        server = start(DATA_DIR=str(long))
        assert answer(server) == 200
        assert server.stop() == 0
        assert wait_until_gone(long, 0) == []

    def test_shares_nothing_with_another_data_directory(
        self, start: Start, data_dir: Path, tmp_path: Path, prepared_data: Path
    ) -> None:
        other = tmp_path / "other"
        subprocess.run(["cp", "-a", prepared_data, other], check=True)
        one, two = start(), start(DATA_DIR=str(other))
        rename_first_decision(data_dir, "Only here")
        assert first_title(other) != "Only here"
        assert answer(one) == answer(two) == 200
        two.stop()
        assert answer(one) == 200


class TestACommandBesideTheServer:
    def test_uses_the_running_database_and_leaves_it_running(self, start: Start, data_dir: Path) -> None:
        server = start()
        environment = {**os.environ, "DATA_DIR": str(data_dir)}
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "manage.py", "local_owner"], env=environment, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        assert answer(server) == 200
