"""Steelyard as it is deployed against bare FastAPI and usual Django REST Framework: the same work, the same database.

All servers run at once with two processes each, and one client drives them in turns (A B C, A B C, …), so that a busy
machine is busy for all. Read the ratios, which are medians over the rounds; the rates belong to one machine only.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.figures import Bar, Figure, finish, options
from benchmarks.load import Driven, Request, client, drive
from benchmarks.running import (
    AS_FROM_PROXY,
    Server,
    database,
    database_cpu_seconds,
    fetch,
    steelyard,
    uvicorn,
)

DECISION = "/api/v1/decisions/python-rest-api-framework"
RANKING, EVALUATE = f"{DECISION}/ranking/", f"{DECISION}/evaluate/"
BODIES = tuple(json.dumps({"weights": {"performance": points}}) for points in range(1, 98))
BARE, DECLARED, USUAL = "FastAPI", "FastAPI, answer declared", "usual DRF"
ROUNDS, SECONDS, CONNECTIONS = 5, 4.0, 32
BARS = {("GET", BARE): 1.5, ("GET", USUAL): 8.0, ("POST", BARE): 1.2}


@dataclass(frozen=True, slots=True)
class Contender:
    """An application under one of its addresses."""

    name: str
    server: Server
    prefix: str = ""

    def request(self, method: str) -> Request:
        """The read, or the what-ifs."""
        if method == "GET":
            return Request(f"{self.prefix}{RANKING}", AS_FROM_PROXY)
        return Request(
            f"{self.prefix}{EVALUATE}",
            {**AS_FROM_PROXY, "Content-Type": "application/json"},
            BODIES,
        )


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of one contender."""

    driven: Driven
    server_cpu_us: float
    database_cpu_us: float | None


def check_agreement(contenders: Sequence[Contender]) -> None:
    """Stop unless all answer the same totals and ranks, as stored and under another weighting."""
    for path, body in ((RANKING, None), (EVALUATE, BODIES[29].encode())):
        answers = [standings(json.loads(fetch(c.server, c.prefix + path, body))) for c in contenders]
        for contender, answer in zip(contenders, answers, strict=True):
            if answer != answers[0]:
                raise SystemExit(f"{contender.name} answers {answer}, {contenders[0].name} {answers[0]}")


def standings(answer: Any) -> dict[str, tuple[int, float]]:
    """Rank and total by framework, from any contender's answer."""
    found = {}
    for standing in answer["ranking"]:
        framework = standing["framework"]
        slug = framework if isinstance(framework, str) else framework["slug"]
        found[slug] = (standing["rank"], round(float(standing["total"]), 9))
    return found


def take_turn(contender: Contender, method: str, database_url: str, seconds: float) -> Round:
    """Drive one contender once."""
    server_before, database_before = (
        contender.server.cpu_seconds(),
        database_cpu_seconds(database_url),
    )
    driven = drive(contender.server.port, contender.request(method), seconds, CONNECTIONS)
    if driven.failed or not driven.answers:
        raise SystemExit(f"{contender.name}: {driven.failed} failed of {driven.answers} answers to {method}")
    server_cpu = contender.server.cpu_seconds() - server_before
    database_after = database_cpu_seconds(database_url)
    database_cpu = (
        None if database_before is None or database_after is None else database_after - database_before
    )
    per = 1e6 / driven.answers
    return Round(driven, server_cpu * per, None if database_cpu is None else database_cpu * per)


def compete(
    contenders: Sequence[Contender],
    method: str,
    database_url: str,
    rounds: int,
    seconds: float,
) -> dict[str, list[Round]]:
    """All rounds of all contenders, taken in turns after a short warm-up."""
    for contender in contenders:
        drive(contender.server.port, contender.request(method), 1, CONNECTIONS)
    taken: dict[str, list[Round]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for contender in contenders:
            turn = take_turn(contender, method, database_url, seconds)
            taken[contender.name].append(turn)
            sys.stderr.write(f"{method} round {number}: {contender.name} {turn.driven.per_second:.0f}/s\n")
    return taken


def figures_of(method: str, taken: dict[str, list[Round]]) -> list[Figure]:
    """Rates of all and the ratios of the first over the others."""
    ours, *others = taken
    found = [_rate(f"{method} {name}", turns) for name, turns in taken.items()]
    for name in others:
        pairs = zip(taken[ours], taken[name], strict=True)
        ratios = [first.driven.per_second / second.driven.per_second for first, second in pairs]
        bar = BARS.get((method, name))
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        found.append(
            Figure(
                f"{method} {ours} / {name}", median(ratios), "x", Bar(at_least=bar) if bar else None, spread
            )
        )
    return found


def _rate(name: str, turns: Sequence[Round]) -> Figure:
    driven = [turn.driven for turn in turns]
    p50, p99 = median(one.p50_ms for one in driven), median(one.p99_ms for one in driven)
    note = f"p50 {p50:.1f} ms, p99 {p99:.1f} ms; CPU {median(turn.server_cpu_us for turn in turns):.0f} µs server"
    if databases := [turn.database_cpu_us for turn in turns if turn.database_cpu_us is not None]:
        note += f" + {median(databases):.0f} µs database"
    return Figure(name, median(one.per_second for one in driven), "answers/s", note=note)


def measure(rounds: int = ROUNDS, seconds: float = SECONDS) -> list[Figure]:
    """Start everything, make sure that all agree, and let them compete."""
    with ExitStack() as stack:
        database_url = stack.enter_context(database())
        product = stack.enter_context(steelyard())
        fastapi = stack.enter_context(uvicorn(BARE, "benchmarks.peers.fastapi_asyncpg:app", RANKING))
        usual = stack.enter_context(
            uvicorn(
                "usual DRF",
                "benchmarks.peers.usual_drf.server:app",
                RANKING,
                "--lifespan",
                "off",
            )
        )
        contenders = [
            Contender("Steelyard", product),
            Contender(BARE, fastapi),
            Contender(DECLARED, fastapi, "/declared"),
            Contender(USUAL, usual),
        ]
        check_agreement(contenders)
        found = []
        for method in ("GET", "POST"):
            found += figures_of(method, compete(contenders, method, database_url, rounds, seconds))
        sys.stderr.write(f"driven by {client()}, {CONNECTIONS} connections\n")
        return found


def main() -> None:
    """The command line."""
    parser: argparse.ArgumentParser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of one turn")
    given = parser.parse_args()
    finish(measure(given.rounds, given.seconds), given)


if __name__ == "__main__":
    main()
