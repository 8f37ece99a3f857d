"""A database of the benchmark's own and servers on it: made, warmed, and gone at the end."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psutil
import psycopg

from benchmarks.figures import Figure

ROOT = Path(__file__).parent.parent
START_SECONDS = 90
WORKERS = 2

# Steelyard as it is deployed: DEBUG off, behind a proxy that speaks https. Only the throttles' limits are out of reach.
DEPLOYED: Mapping[str, str] = {
    "DEBUG": "0",
    "ALLOWED_HOSTS": "127.0.0.1",
    "BEHIND_PROXY": "1",
    "WORKERS": str(WORKERS),
    "THREADS": "4",
    "THROTTLE_ANON": "1000000000/minute",
    "THROTTLE_TOKEN": "1000000000/minute",
    "LOG_LEVEL": "WARNING",
}
AS_FROM_PROXY: Mapping[str, str] = {
    "X-Forwarded-Proto": "https",
    "Accept": "application/json",
}


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database, on DATABASE_URL's server or on an embedded one; dropped at the end.

    Meanwhile the environment is a deployment's, for this process and those it starts.
    """
    before = dict(os.environ)
    try:
        with TemporaryDirectory(prefix="steelyard-bench-") as data_dir:
            os.environ.update(DEPLOYED, DATA_DIR=data_dir, SECRET_KEY=secrets.token_urlsafe(50))
            from decision import env
            from decision.postgres import database_running, embedded_url

            given = env.read_env()
            with database_running(given), _empty(given.DATABASE_URL or embedded_url(given.DATA_DIR)) as url:
                os.environ["DATABASE_URL"] = url
                env.env = env.read_env()  # it was read when imported, before this database was there
                yield url
    finally:
        os.environ.clear()
        os.environ.update(before)


def in_process(set_up: Callable[[], None], figures: Callable[[], list[Figure]]) -> list[Figure]:
    """The figures that are taken within this process, by Django on a database of its own."""
    with database():
        os.environ["DJANGO_SETTINGS_MODULE"] = "decision.settings"
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        set_up()
        found = figures()
        connection.close()
        return found


@contextmanager
def _empty(server: str) -> Iterator[str]:
    name = f"steelyard_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server on loopback."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def url(self, path: str) -> str:
        """The address of a path of it."""
        return f"http://127.0.0.1:{self.port}{path}"

    def cpu_seconds(self) -> float:
        """Processor time of all its processes so far."""
        root = psutil.Process(self.process.pid)
        times = [process.cpu_times() for process in (root, *root.children(recursive=True))]
        return sum(spent.user + spent.system for spent in times)


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(name: str, command: Sequence[str], port: int, path: str) -> Iterator[Server]:
    """Run `command` until the block ends; it has started when `path` answers 200."""
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    running = Server(name, port, process)
    try:
        _wait_until_answering(running, path)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def steelyard(path: str = "/readyz") -> AbstractContextManager[Server]:
    """Steelyard as it is deployed; it migrates and seeds the database by itself."""
    port = free_port()
    return server("Steelyard", ["-m", "decision.serve"], port, path)


def uvicorn(name: str, application: str, path: str, *more: str) -> AbstractContextManager[Server]:
    """An application in as many uvicorn processes as Steelyard has."""
    port = free_port()
    command = [
        "-m",
        "uvicorn",
        application,
        "--port",
        str(port),
        "--workers",
        str(WORKERS),
    ]
    return server(name, [*command, "--no-access-log", "--log-level", "warning", *more], port, path)


def _wait_until_answering(running: Server, path: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    why = "no answer"
    while time.monotonic() < deadline and running.process.poll() is None:
        try:
            fetch(running, path)
            return
        except urllib.error.HTTPError as error:
            why = f"status {error.code}"
        except OSError as error:
            why = str(error)
        time.sleep(0.2)
    raise SystemExit(f"{running.name} did not start: {why}")


def fetch(running: Server, path: str, body: bytes | None = None) -> bytes:
    """One answer; raises HTTPError for any status but 200."""
    headers = dict(AS_FROM_PROXY)
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(running.url(path), data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        content: bytes = answer.read()
        return content


def database_cpu_seconds(url: str) -> float | None:
    """Processor time of the database's connections so far; None where the server is on another machine."""
    if not (url_host := psycopg.conninfo.conninfo_to_dict(url).get("host")) or not str(url_host).startswith(
        "/"
    ):
        return None
    with psycopg.connect(url) as connection:
        pids = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        ).fetchall()
    spent = 0.0
    for (pid,) in pids:
        try:
            times = psutil.Process(pid).cpu_times()
        except psutil.Error:
            continue
        spent += times.user + times.system
    return spent
