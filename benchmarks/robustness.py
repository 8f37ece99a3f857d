"""The whole robustness answer over HTTP, computed and from memory; and other requests while a study runs aside.

The seeded matrix of 4 x 7 with 100,000 draws: a new seed each time, so that everything drawn is computed anew, and the
first of all as a server answers it that has just started. Then a study of 1,000 x 100: how long a ranking takes
meanwhile, beside how long it took before, and how far the study came.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import WORKERS, Server, database, fetch, steelyard

SEED, HUGE = "python-rest-api-framework", "huge"
DRAWS, STUDY_DRAWS = 100_000, 1_000_000
ROUNDS, ASKED, PAUSE_SECONDS, STUDY_SECONDS = 21, 200, 0.02, 30
ADDRESS = "/api/v1/decisions/{}/{}"


def set_up() -> None:
    """The seeded decisions, and one of 1,000 alternatives and 100 criteria."""
    import django
    from django.core.management import call_command
    from django.db import connection, transaction

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0, stdout=sys.stderr)
    from tests.builders import make_wide_decision

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # 100,000 rows without a record of each
        make_wide_decision(criteria=100, alternatives=1000, slug=HUGE)
    connection.close()


def milliseconds(ask: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def answering(running: Server) -> list[Figure]:
    """The answer computed, and the answer kept."""
    path = ADDRESS.format(SEED, f"robustness/?draws={DRAWS}&seed=")
    first = milliseconds(lambda: fetch(running, f"{path}0"))
    anew = [milliseconds(lambda seed=seed: fetch(running, f"{path}{seed}")) for seed in range(1, ROUNDS + 1)]
    for _ in range(4 * WORKERS):  # until every process has it
        fetch(running, f"{path}1")
    kept = [milliseconds(lambda: fetch(running, f"{path}1")) for _ in range(ROUNDS)]
    return [
        Figure(
            "robustness.4x7.first", first, "ms", note=f"{DRAWS:,} draws, by a server that has just started"
        ),
        Figure("robustness.4x7.anew", statistics.median(anew), "ms", Bar(at_most=150), f"{DRAWS:,} draws"),
        Figure(
            "robustness.4x7.kept",
            statistics.median(kept),
            "ms",
            note="from memory",
        ),
    ]


def latencies(running: Server, seconds: float) -> list[float]:
    """How long rankings take, one every 20 ms."""
    path, found = ADDRESS.format(SEED, "ranking/"), []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found.append(milliseconds(lambda: fetch(running, path)))
        time.sleep(PAUSE_SECONDS)
    return found


def studying(running: Server) -> list[Figure]:
    """A ranking before and while a large study runs aside."""
    before = latencies(running, 5)
    study = _begin(running)
    began = time.monotonic()
    while not json.loads(fetch(running, study))["draws_done"] and time.monotonic() - began < STUDY_SECONDS:
        time.sleep(0.1)
    started = time.monotonic() - began
    meanwhile = latencies(running, STUDY_SECONDS)
    done = json.loads(fetch(running, study))["draws_done"]
    cut = [statistics.quantiles(times, n=100) for times in (before, meanwhile)]
    return [
        Figure("ranking.alone.p50", cut[0][49], "ms"),
        Figure("ranking.alone.p99", cut[0][98], "ms"),
        Figure("ranking.while_studied.p50", cut[1][49], "ms"),
        Figure("ranking.while_studied.p99", cut[1][98], "ms", Bar(at_most=100), "a study of 1,000 x 100 runs aside"),
        Figure("study.first_told", started, "s", note="from asking until the first draws are told"),
        Figure("study.draws", done / (STUDY_SECONDS + started), "draws/s", note="1,000 x 100"),
    ]  # fmt: skip


def _begin(running: Server) -> str:
    """The path of a study that has been begun."""
    import urllib.request

    from benchmarks.running import AS_FROM_PROXY

    body = json.dumps({"draws": STUDY_DRAWS}).encode()
    headers = {**AS_FROM_PROXY, "Content-Type": "application/json"}
    path = ADDRESS.format(HUGE, "studies/")
    with urllib.request.urlopen(
        urllib.request.Request(running.url(path), body, headers), timeout=30
    ) as answer:
        return str(answer.headers["Location"])


def measure() -> list[Figure]:
    """On a database and a server of its own."""
    with database():
        os.environ["DJANGO_SETTINGS_MODULE"] = "decision.settings"
        set_up()
        with steelyard() as running:
            return [*answering(running), *studying(running)]


if __name__ == "__main__":
    benchmark(__doc__, measure)
