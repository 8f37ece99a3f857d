"""Fixtures of the running product: a seeded database, the real server in a process of its own, a real browser."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import chromium
from tests.databases import copied

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, StorageState

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 180  # on a machine that does much besides; a first start alone takes 6
PATIENCE_MS = 30_000  # for what will be seen on a page: as long as Playwright gives what is done there


@dataclass
class Server:
    """A running `python -m decision.serve`, and what it has said so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    _ready: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def output(self) -> str:
        return "".join(self.lines)

    @property
    def url(self) -> str:
        """The printed address, without a trailing slash."""
        found = re.search(r"Steelyard is at +(http://\S+)", self.output)
        assert found, self.output
        return found[1].rstrip("/")

    @property
    def sign_in_link(self) -> str:
        found = re.search(r"Sign in at +(http://\S+)", self.output)
        assert found, self.output
        return found[1]

    def read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line)
                if line.startswith("Serving"):
                    self._ready.set()
        self._ready.set()
        self._ended.set()

    def wait_for_output(self) -> None:
        """Wait until all it said has been read; for a server that has ended."""
        assert self._ended.wait(60)

    def wait_until_ready(self) -> None:
        assert self._ready.wait(START_SECONDS), f"not ready in time:\n{self.output}"
        assert "Serving" in self.output, self.output

    def stop(self, number: int = signal.SIGTERM, seconds: float = 60) -> int:
        """Send the signal, wait for the end, give the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(seconds)


def lasting_port() -> int:
    """A port that is free again for a server that comes back: below those that systems hand out by themselves."""
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a hundred ports are taken")


def spawn(**environment: str) -> Server:
    """Start the server as `make run` does, without waiting for it."""
    variables = {**os.environ, "PORT": "0", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "decision.serve"],
        cwd=ROOT,
        env={name: value for name, value in variables.items() if value},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server(process)
    threading.Thread(target=server.read, daemon=True).start()
    return server


@contextmanager
def serving(**environment: str) -> Iterator[Server]:
    """A server that answers, stopped at the end."""
    server = spawn(**environment)
    try:
        server.wait_until_ready()
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def live_database(django_db_setup: None) -> Iterator[str]:
    """The address of a database beside the tests' own for servers in processes of their own; they seed it."""
    from django.db import connection

    with copied(f"{connection.settings_dict['NAME']}_live") as address:
        yield address


@pytest.fixture(scope="session")
def live_server_process(live_database: str) -> Iterator[Server]:
    """The product itself on a free port: its own process, its own threads, the seeded database."""
    with serving(DATABASE_URL=live_database, METRICS_ALLOW="127.0.0.1") as server:
        yield server


@pytest.fixture(scope="session")
def live_url(live_server_process: Server) -> str:
    """The address of the running product, without a trailing slash."""
    return live_server_process.url


@pytest.fixture(scope="session")
def manage(live_database: str) -> Callable[..., str]:
    """Run a manage.py command in another process, on the running product's database; gives what it says."""

    def run(*arguments: str) -> str:
        environment = {**os.environ, "DATABASE_URL": live_database}
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def browser(live_url: str) -> Iterator[Browser]:
    """One Chromium for the whole run. Without one, the test is named at the end as not run."""
    from django.db import connections
    from playwright.sync_api import expect, sync_playwright

    if (path := chromium.find()) is None:
        pytest.skip("there is no Chromium; `make test` installs one")
    # Playwright's event loop runs in this thread, and Django's ORM is used beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield running
        running.close()
        connections.close_all()


@pytest.fixture(scope="session")
def owner_state(browser: Browser, live_server_process: Server) -> StorageState:
    """What a browser keeps once the local owner has signed in by the printed link: it opens once, and never after
    another one was used."""
    signing_in = browser.new_context()
    page = signing_in.new_page()
    page.goto(live_server_process.sign_in_link)
    state = signing_in.storage_state()
    assert state["cookies"], page.content()
    signing_in.close()
    return state


def fresh_context(browser: Browser, live_url: str, state: StorageState | None = None) -> BrowserContext:
    """A browser profile; paths like "/decisions/" are below the running product."""
    return browser.new_context(
        base_url=live_url, viewport={"width": 1280, "height": 900}, storage_state=state
    )


@pytest.fixture
def context(browser: Browser, live_url: str) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    fresh = fresh_context(browser, live_url)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A visitor's page."""
    return context.new_page()


@pytest.fixture
def owner_page(browser: Browser, live_url: str, owner_state: StorageState) -> Iterator[Page]:
    """A page of the signed-in local owner, in a profile of its own."""
    fresh = fresh_context(browser, live_url, owner_state)
    yield fresh.new_page()
    fresh.close()
