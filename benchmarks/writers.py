"""64 writers on one decision through the API, over two server processes: is any update lost, and is the history whole?

Half of the writers count: they read a weight, add one and send it back with `If-Match`; who is told 412 reads again.
The others write a text of their own into some cell, without a condition, so that the last one of a cell wins. In the
end the weight must have grown by as many as were acknowledged, and the history must hold every acknowledged write
once, by its writer, in an unbroken chain: revisions without a gap, and each change from what the one before left.
"""

from __future__ import annotations

import http.client
import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Barrier
from typing import Any

import psycopg

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import AS_FROM_PROXY, Server, database, steelyard

WRITERS = 64
COUNTS_EACH = 3
TEXTS_EACH = 8
SAMPLED = 25
DECISION = "python-rest-api-framework"
HERE = f"/api/v1/decisions/{DECISION}"
COUNTED = "performance"
NEVER = Bar(at_most=0)


@dataclass
class Writer:
    """One person with a token, at one of the servers; what was acknowledged, and every status."""

    name: str
    token: str
    port: int
    counts: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    _line: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str, Any]:
        """Status, ETag and answer."""
        self._line = self._line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        sent = {**AS_FROM_PROXY, "Authorization": f"Bearer {self.token}", **headers}
        if body is not None:
            sent["Content-Type"] = "application/json"
        self._line.request(method, path, None if body is None else json.dumps(body), sent)
        answer = self._line.getresponse()
        content = answer.read()
        return answer.status, answer.headers.get("ETag", ""), json.loads(content) if content else None

    def count(self) -> None:
        """Add one to the weight, until the writer's share is acknowledged."""
        while len(self.counts) < COUNTS_EACH:
            _, tag, weights = self.ask("GET", f"{HERE}/weights/")
            raised = weights[COUNTED] + 1
            status, _, _ = self.ask("PATCH", f"{HERE}/weights/", {COUNTED: raised}, **{"If-Match": tag})
            self.statuses[status] += 1
            if status == 200:
                self.counts.append(raised)
            elif status != 412:
                return

    def write(self, cells: Sequence[tuple[str, str]], start: int) -> None:
        """Put texts of one's own into one cell after the other."""
        for number in range(TEXTS_EACH):
            framework, criterion = cells[(start + number) % len(cells)]
            text = f"{self.name} wrote {number}"
            change = {"framework": framework, "criterion": criterion, "rationale": text}
            status, _, _ = self.ask("PATCH", f"{HERE}/scores/", [change])
            self.statuses[status] += 1
            if status == 200:
                self.texts.append(text)


def people() -> dict[str, str]:
    """A token for each writer, by name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "decision.settings")
    import django

    django.setup()
    from django.contrib.auth.models import User

    from decision.teams.actors import command
    from decision.teams.services import create_token

    names = [f"writer-{number:02}" for number in range(WRITERS)]
    User.objects.bulk_create(User(username=name, is_staff=True) for name in names)
    return {
        name: create_token(username=name, name="bench", scope="write", by=command()).text for name in names
    }


def deadlocks(url: str) -> int:
    """How many deadlocks the database has ended so far."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_stat_force_next_flush()")
        row = connection.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone()
    return int(row[0]) if row else 0


def all_write(writers: Sequence[Writer], cells: Sequence[tuple[str, str]]) -> float:
    """Let everybody begin at once; how many seconds it took."""
    together = Barrier(len(writers) + 1)

    def work(number: int) -> None:
        together.wait()
        if number % 2:
            writers[number].count()
        else:
            writers[number].write(cells, start=number * 5)

    with ThreadPoolExecutor(len(writers)) as pool:
        working = [pool.submit(work, number) for number in range(len(writers))]
        together.wait()
        began = time.perf_counter()
        for one in working:
            one.result()
    return time.perf_counter() - began


def history(reader: Writer) -> list[dict[str, Any]]:
    """Every change after the first revision, the oldest first."""
    found, path = [], f"{HERE}/history/?since=1&page_size=500"
    while path:
        _, _, page = reader.ask("GET", path)
        found += page["results"]
        path = (page["next"] or "").partition("127.0.0.1")[2].partition("/")[2]
        path = f"/{path}" if path else ""
    return found[::-1]


def faults(
    writers: Sequence[Writer], told: Sequence[dict[str, Any]], last: float, first: float
) -> dict[str, int]:
    """What is missing, told twice, or out of order."""
    counted = sorted(value for writer in writers for value in writer.counts)
    acknowledged = Counter(
        (writer.name, value) for writer in writers for value in (*writer.counts, *writer.texts)
    )
    recorded = Counter((change["who"], change["to"]) for change in told)
    chains: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for change in told:
        chains[change["framework"], change["criterion"], change["field"]].append(change)
    broken = sum(
        later["from"] != earlier["to"] for chain in chains.values() for earlier, later in pairwise(chain)
    )
    revisions = [change["revision"] for change in told]
    return {
        "updates lost": abs(int(last - first) - len(counted)) + len(counted) - len(set(counted)),
        "acknowledged and not in the history": sum((acknowledged - recorded).values()),
        "in the history and not acknowledged": sum((recorded - acknowledged).values()),
        "gaps and doubles among revisions": sum(
            later != earlier + 1 for earlier, later in pairwise(revisions)
        ),
        "changes that do not begin where the last ended": broken,
    }


def wrong_pasts(reader: Writer, told: Sequence[dict[str, Any]]) -> int:
    """How many of some past revisions, opened again, have another weight than the history tells."""
    _, _, weights = reader.ask("GET", f"{HERE}/weights/")
    others = sum(value for key, value in weights.items() if key != COUNTED)
    counts = [(change["revision"], change["to"]) for change in told if change["criterion"] == COUNTED
              and change["field"] == "points"]  # fmt: skip
    wrong = 0
    for revision, points in counts[:: max(1, len(counts) // SAMPLED)]:
        _, _, then = reader.ask("GET", f"{HERE}/ranking/?revision={revision}")
        wrong += abs(then["weights"][COUNTED] - points / (points + others)) > 1e-9
    return wrong


def figures(servers: Sequence[Server], url: str) -> list[Figure]:
    """Write, then look."""
    tokens = people()
    writers = [
        Writer(name, token, servers[number // 2 % len(servers)].port)
        for number, (name, token) in enumerate(tokens.items())
    ]
    reader = writers[0]
    _, _, matrix = reader.ask("GET", f"{HERE}/scores/")
    cells = [(score["framework"], score["criterion"]) for score in matrix["scores"]]
    _, _, before = reader.ask("GET", f"{HERE}/weights/")
    ended = deadlocks(url)
    seconds = all_write(writers, cells)
    reader = Writer(reader.name, reader.token, reader.port)  # servers close lines that were silent for long
    _, _, after = reader.ask("GET", f"{HERE}/weights/")
    told = history(reader)
    statuses = sum((writer.statuses for writer in writers), Counter[int]())
    others = {status: count for status, count in statuses.items() if status not in (200, 412)}
    found = [
        Figure(
            "writes acknowledged",
            statuses[200],
            "",
            note=f"{WRITERS} writers, {len(servers)} server processes",
        ),
        Figure(
            "writes refused with 412", statuses[412], "", note="each sent again until it was acknowledged"
        ),
        Figure("acknowledged a second", statuses[200] / seconds, "writes/s"),
        Figure("answers of any other status", sum(others.values()), "", NEVER, note=str(others or "")),
        Figure("deadlocks", deadlocks(url) - ended, "", NEVER),
    ]
    found += [
        Figure(name, count, "", NEVER)
        for name, count in faults(writers, told, after[COUNTED], before[COUNTED]).items()
    ]
    return [*found, Figure("past revisions opened with other weights", wrong_pasts(reader, told), "", NEVER)]


def measure() -> list[Figure]:
    """The figures, on a database and two servers of their own."""
    with database() as url:
        os.environ.update(WORKERS="1", LOG_LEVEL="ERROR")  # refusals are no news here
        with steelyard() as one, steelyard() as other:
            return figures((one, other), url)


if __name__ == "__main__":
    benchmark(__doc__, measure)
