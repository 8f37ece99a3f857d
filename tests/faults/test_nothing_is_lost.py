"""Two server processes, one of them killed, and the database restarted amid writes: what was acknowledged stays.

And whoever listens meanwhile holds up no stop, after which nothing is left running.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from decision.postgres import _as_runner, _binary, cluster_dir, embedded_url
from decision.serving.server import GRACE_SECONDS
from tests.faults.conftest import tokens
from tests.faults.test_recovery import Start, serving_processes, wait_until_gone
from tests.running import Server

SLUG = "together"
HERE = f"/api/v1/decisions/{SLUG}"
AT_LEAST = 3  # acknowledged writes of each writer before, between and after what breaks
PAUSE_SECONDS = 0.05  # of each writer: the point is what breaks amid writes, not how many there are
MOST_SECONDS = 180.0  # on a machine that does much besides; it takes 5


@dataclass
class Person:
    """Somebody who writes something of their own again and again, each time something new."""

    name: str
    token: str
    port: int
    asked: Callable[[int], tuple[str, str, object]]
    acknowledged: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Status and answer, over a connection of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            line.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            line.close()

    def write(self, over: threading.Event) -> None:
        number = 0
        while not over.is_set():
            number += 1
            try:
                status, _ = self.ask(*self.asked(number))
            except (OSError, http.client.HTTPException):
                status = 0
            if status in (200, 201):
                self.acknowledged.append(number)
            else:
                self.refused.append(status)
            time.sleep(PAUSE_SECONDS)


@dataclass
class Listener:
    """An event stream as a browser keeps it: opened again when it ends."""

    person: Person
    revision: int = 0

    def listen(self, over: threading.Event) -> None:
        while not over.is_set():
            with suppress(OSError, http.client.HTTPException):
                self._once(over)
            time.sleep(0.1)

    def _once(self, over: threading.Event) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.person.port, timeout=2)
        try:
            line.request("GET", f"{HERE}/events/", headers={"Authorization": f"Bearer {self.person.token}"})
            answer = line.getresponse()
            while not over.is_set() and (said := answer.readline()):
                if said.startswith(b'data: {"revision"'):
                    self.revision = json.loads(said[6:])["revision"]
        finally:
            line.close()


def weight(criterion: str) -> Callable[[int], tuple[str, str, object]]:
    return lambda number: ("PATCH", f"{HERE}/weights/", {criterion: 100 + number})


def score(number: int) -> tuple[str, str, object]:
    return (
        "PATCH",
        f"{HERE}/scores/",
        [{"framework": "flask", "criterion": "performance", "rationale": f"#{number}"}],
    )


def comment(number: int) -> tuple[str, str, object]:
    return "POST", f"{HERE}/comments/", {"text": f"#{number}"}


def vote(number: int) -> tuple[str, str, object]:
    return "PATCH", f"{HERE}/ballots/", {"weights": {"performance": number}}


WRITES = {
    "weigher": weight("performance"), "rival": weight("documentation"), "scorer": score, "talker": comment,
    "voter": vote,
}  # fmt: skip


def restart_database(data_dir: Path) -> None:
    """Without a farewell: connections break in the middle of what they do, and what is committed is recovered."""
    command = [_binary("pg_ctl"), "restart", "-m", "immediate", "-w", "-D", str(cluster_dir(data_dir))]
    with (data_dir / "postgres.log").open("ab") as log:
        done = subprocess.run(command, stdout=log, stderr=log, check=False, **_as_runner(data_dir))
    assert done.returncode == 0, (data_dir / "postgres.log").read_text()[-2000:]


@contextmanager
def at_work(tasks: list[Callable[[threading.Event], None]]) -> Iterator[None]:
    over = threading.Event()
    working = [threading.Thread(target=task, args=[over], daemon=True) for task in tasks]
    for thread in working:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in working:
            thread.join(20)


def wait_for_more(people: dict[str, Person]) -> None:
    """Until everybody has had some writes acknowledged since now."""
    goals = {name: len(one.acknowledged) + AT_LEAST for name, one in people.items()}
    wait_until(lambda: all(len(people[name].acknowledged) >= goal for name, goal in goals.items()), people)


def wait_until(is_so: Callable[[], bool], about: object) -> None:
    deadline = time.monotonic() + MOST_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, about
        time.sleep(0.05)


def pages(reader: Person, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while path:
        _, page = reader.ask("GET", path)
        found += page["results"]
        address = urlsplit(page["next"] or "")
        path = f"{address.path}?{address.query}" if address.path else ""
    return found


def subsequence(part: list[Any], whole: list[Any]) -> bool:
    """Whether `whole` holds all of `part`, in its order."""
    rest = iter(whole)
    return all(one in rest for one in part)


def test_everything_acknowledged_is_there_in_order_and_streams_catch_up(start: Start, data_dir: Path) -> None:
    server = start(WORKERS="2")
    port = urlsplit(server.url).port or 0
    people = {name: Person(name, token, port, WRITES[name]) for name, token in tokens(data_dir).items()}
    listeners = [Listener(people[name]) for name in ("weigher", "talker", "voter", "rival")]
    with at_work([one.listen for one in listeners]):
        with at_work([one.write for one in people.values()]):
            wait_for_more(people)
            restart_database(data_dir)
            wait_for_more(people)
            kill_one_process(server)
            wait_for_more(people)
        revision = revision_of(data_dir)
        wait_until(lambda: all(one.revision == revision for one in listeners), (revision, listeners))
        assert all(set(one.refused) <= {0, 503} for one in people.values()), people
        check_history(people, revision)
        check_what_is_beside_it(people)
        check_a_stop(server)
    assert wait_until_gone(data_dir, 0) == []


def kill_one_process(server: Server) -> None:
    """Another one takes its place."""
    killed = min(serving_processes(server))
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: len(serving_processes(server) - {killed}) == 2, server.output)


def check_a_stop(server: Server) -> None:
    """Open streams do not hold it up, and it takes with it the process that replaced another."""
    started = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - started < GRACE_SECONDS


def revision_of(data_dir: Path) -> int:
    """The decision's revision; its revisions have no gap."""
    with psycopg.connect(embedded_url(data_dir)) as connection:
        rows = connection.execute(
            "SELECT number FROM matrix_revision WHERE decision_id = (SELECT id FROM matrix_decision WHERE slug = %s)"
            " ORDER BY number",
            [SLUG],
        ).fetchall()
    numbers = [number for [number] in rows]
    assert numbers == list(range(1, len(numbers) + 1))
    return len(numbers)


def check_history(people: dict[str, Person], revision: int) -> None:
    """Whatever was acknowledged is in the history, once, by its writer, in the order in which it was written."""
    told = pages(people["weigher"], f"{HERE}/history/?page_size=500")
    told.sort(key=lambda change: change["revision"])
    assert told[-1]["revision"] == revision
    for name, criterion in (("weigher", "performance"), ("rival", "documentation")):
        kept = [row["to"] for row in told if row["who"] == name and row["criterion"] == criterion]
        assert subsequence([100 + number for number in people[name].acknowledged], kept)
        assert len(set(kept)) == len(kept)
    texts = [row["to"] for row in told if row["who"] == "scorer" and row["field"] == "rationale"]
    assert subsequence([f"#{number}" for number in people["scorer"].acknowledged], texts)
    assert len(set(texts)) == len(texts)


def check_what_is_beside_it(people: dict[str, Person]) -> None:
    """Comments and the ballot, which have no history that others may read."""
    texts = [row["text"] for row in pages(people["talker"], f"{HERE}/comments/?page_size=500")]
    assert subsequence([f"#{number}" for number in people["talker"].acknowledged], texts)
    assert len(set(texts)) == len(texts)
    [ballot] = pages(people["voter"], f"{HERE}/ballots/")
    assert ballot["weights"]["performance"] >= people["voter"].acknowledged[-1]
