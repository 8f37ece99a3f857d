"""Whatever dies, the next start serves what was there; whatever is stopped, leaves nothing running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg

from decision.env import read_env
from decision.postgres import STOPPED_BY_SIGTERM, database_running, embedded_url
from tests.faults.conftest import processes_in
from tests.running import ROOT, Server

Start = Callable[..., Server]


def answer(server: Server, path: str = "/readyz") -> int:
    with urlopen(server.url + path, timeout=60) as response:
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


HOLD = """
import signal
from decision.env import env
from decision.postgres import database_running
with database_running(env):
    print("held", flush=True)
    signal.pause()
"""


LEAVE_FIRST = (
    HOLD.replace("import signal", "import sys").replace("signal.pause()", "sys.stdin.readline()")
    + """
print("left", flush=True)
sys.stdin.read()
"""
)


@contextmanager
def held_database(data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The embedded database as a process of its own keeps it running, without the rest of the product."""
    environment = {**os.environ, "DATA_DIR": str(data_dir), "DATABASE_URL": ""}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=ROOT, env=environment, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        try:
            yield holder
        finally:
            holder.kill()


class TestAStop:
    def test_by_a_closed_terminal_leaves_no_process_behind(self, data_dir: Path) -> None:
        with held_database(data_dir) as holder:
            holder.send_signal(signal.SIGHUP)
            assert holder.wait(60) == STOPPED_BY_SIGTERM
        assert wait_until_gone(data_dir, 0) == []


class TestAStart:
    def test_is_quick_and_loses_nothing_the_second_time_and_ctrl_c_leaves_nothing_running(
        self, start: Start, data_dir: Path
    ) -> None:
        with database_running(read_env(DATA_DIR=data_dir, DATABASE_URL="")):
            rename_first_decision(data_dir, "Kept over a restart")
        server = start()
        used = psutil.Process(server.process.pid).cpu_times()
        assert used.user + used.system < 5
        assert answer(server) == 200
        assert first_title(data_dir) == "Kept over a restart"
        assert server.stop(signal.SIGINT) == 0
        assert wait_until_gone(data_dir, 0) == []

    def test_recovers_when_postgresql_was_killed_too_and_its_trace_names_another_process(
        self, data_dir: Path
    ) -> None:
        with held_database(data_dir) as holder:
            rename_first_decision(data_dir, "Kept over two kills")
            database = postmaster(data_dir)
            holder.kill()
            os.kill(database, signal.SIGKILL)
        trace = data_dir / "postgres" / "postmaster.pid"
        trace.write_text(trace.read_text().replace(str(database), str(os.getpid()), 1))
        with database_running(read_env(DATA_DIR=data_dir, DATABASE_URL="")):
            assert first_title(data_dir) == "Kept over two kills"

    def test_is_not_misled_by_the_trace_of_a_killed_server_that_names_another_ones(
        self, data_dir: Path, tmp_path: Path, prepared_data: Path
    ) -> None:
        other = tmp_path / "other"
        subprocess.run(["cp", "-a", prepared_data, other], check=True)
        with database_running(read_env(DATA_DIR=other, DATABASE_URL="")):
            trace = other / "postgres" / "postmaster.pid"
            (data_dir / "postgres" / "postmaster.pid").write_text(trace.read_text())
            with database_running(read_env(DATA_DIR=data_dir, DATABASE_URL="")):
                assert postmaster(data_dir) != postmaster(other)
                assert first_title(data_dir)

    def test_shares_nothing_with_another_one_whose_path_is_too_long_for_a_socket(
        self, data_dir: Path, tmp_path: Path, prepared_data: Path
    ) -> None:
        long = tmp_path / ("long" * 30) / "with space, comma"
        long.parent.mkdir()
        subprocess.run(["cp", "-a", prepared_data, long], check=True)
        with database_running(read_env(DATA_DIR=data_dir, DATABASE_URL="")):
            with database_running(read_env(DATA_DIR=long, DATABASE_URL="")):
                rename_first_decision(data_dir, "Only here")
                assert first_title(long) != "Only here"
            assert wait_until_gone(long, 0) == []
            assert first_title(data_dir) == "Only here"


class TestTheOneWhoStartedTheDatabase:
    def test_leaves_it_without_a_warning_to_another_whose_stop_does_not_wait_for_it(
        self, data_dir: Path
    ) -> None:
        environment = {**os.environ, "DATA_DIR": str(data_dir), "DATABASE_URL": ""}
        command = [sys.executable, "-W", "error::ResourceWarning", "-c", LEAVE_FIRST]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as first:  # fmt: skip
            assert first.stdin
            assert first.stdout
            assert first.stdout.readline() == b"held\n", first.communicate()
            with held_database(data_dir) as other:
                first.stdin.write(b"leave\n")
                first.stdin.flush()
                assert first.stdout.readline() == b"left\n", first.communicate()
                assert first_title(data_dir)
                other.terminate()
                other.wait(60)
            _, said = first.communicate()
            assert (first.returncode, said) == (0, b"")
        assert wait_until_gone(data_dir, 0) == []


class TestACommandBesideTheServer:
    def test_uses_the_running_database_and_leaves_it_running(self, data_dir: Path) -> None:
        with database_running(read_env(DATA_DIR=data_dir, DATABASE_URL="")):
            environment = {**os.environ, "DATA_DIR": str(data_dir), "DATABASE_URL": ""}
            command = [sys.executable, "manage.py", "local_owner"]
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            assert "/sign-in/local/" in done.stdout
            assert first_title(data_dir)
        assert wait_until_gone(data_dir, 0) == []
