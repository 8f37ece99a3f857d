"""A revealed round of 50 members on 40 criteria and 6 alternatives, compared: from stored rows to the page's data.

Ballots are random. Timed are three queries, the arithmetic and everything that the page shows, without its markup; the
decision's matrix is in memory, as it is for every reader but the first of a revision.
"""

from __future__ import annotations

import random
import statistics
import time
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import in_process

if TYPE_CHECKING:
    from decision.rounds.models import Ballot, Round

MEMBERS, CRITERIA, ALTERNATIVES = 50, 40, 6
RUNS = 50
MOST_MS, MOST_QUERIES = 100, 4


def make_round(asks: str) -> Round:
    """A revealed round with a finished ballot of every member, in rows."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from decision.matrix.loading import load_matrix
    from decision.rounds.asking import asked_of
    from decision.rounds.models import Ballot, Round
    from decision.teams.models import Membership, Role, Team
    from tests.builders import make_wide_decision

    decision = make_wide_decision(CRITERIA, ALTERNATIVES, slug=f"round-{asks}")
    decision.team = Team.objects.create(slug=f"round-{asks}", name=asks)
    decision.save()
    users = User.objects.bulk_create(User(username=f"{asks}-{number}") for number in range(MEMBERS))
    Membership.objects.bulk_create(
        Membership(team=decision.team, user=user, role=Role.CONTRIBUTOR) for user in users
    )
    asked = asked_of(load_matrix(decision.pk))
    row = Round.objects.create(decision=decision, number=1, asks=asks, asked=asked)
    now = timezone.now()
    ballots = Ballot.objects.bulk_create(
        Ballot(round=row, member=user, name=user.username, saved_at=now, finished_at=now) for user in users
    )
    fill(row, ballots)
    Round.objects.filter(pk=row.pk).update(status="revealed", revealed_at=now)
    row.refresh_from_db()
    return row


def fill(row: Round, ballots: list[Ballot]) -> None:
    """Random points and, where asked, random scores with some "no opinion"."""
    from criteria.models import Criterion
    from decision.rounds.models import BallotScore, BallotWeight
    from frameworks.models import Framework

    random.seed(7)
    criteria = list(Criterion.objects.filter(weights__decision=row.decision_id))
    frameworks = list(Framework.objects.filter(alternatives__decision=row.decision_id))
    BallotWeight.objects.bulk_create(
        BallotWeight(ballot=ballot, criterion=criterion, points=Decimal(random.randint(0, 100)))
        for ballot in ballots
        for criterion in criteria
    )
    if row.asks == "both":
        opinions = [None, *range(11)]
        BallotScore.objects.bulk_create(
            BallotScore(
                ballot=ballot, criterion=criterion, framework=framework, value=random.choice(opinions)
            )
            for ballot in ballots
            for criterion in criteria
            for framework in frameworks
        )


def timed(row: Round) -> tuple[float, float, int]:
    """Median and slowest milliseconds, and the queries of one comparison."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from decision.matrix.loading import load_matrix
    from decision.rounds.page.revealed import revealed_round

    loaded = load_matrix(row.decision_id)

    def compare() -> None:
        revealed_round(row, loaded, wanted=None, me=None, may_run=True, shows="dots")

    with CaptureQueriesContext(connection) as queries:
        compare()
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        compare()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), max(taken), len(queries)


def figures() -> list[Figure]:
    """A round for weights, and one for weights and scores."""
    found = []
    for asks in ("weights", "both"):
        median, slowest, queries = timed(make_round(asks))
        note = f"{MEMBERS} members x {CRITERIA} criteria, slowest of {RUNS}: {slowest:.1f} ms"
        found += [
            Figure(f"comparison.{asks}", median, "ms", Bar(at_most=MOST_MS), note),
            Figure(f"comparison.{asks}.queries", queries, "queries", Bar(at_most=MOST_QUERIES)),
        ]
    return found


def measure() -> list[Figure]:
    """On a database of its own."""
    return in_process(lambda: None, figures)


if __name__ == "__main__":
    benchmark(__doc__, measure)
