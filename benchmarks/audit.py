"""The audit of a decision of 200 criteria and 50 alternatives with 20,000 cited claims: milliseconds and queries.

Two claims behind every score: a figure and a sentence. There are twenty sources, some old, figures of relatives, and
printed totals that are off, so that kinds of findings have something to find. Measured from the decision's row to the
findings, with the matrix in memory, as for whoever looks first after a change; then again as for everybody after.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import median
from time import perf_counter, thread_time
from typing import TYPE_CHECKING

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import in_process

if TYPE_CHECKING:
    from decision.matrix.selectors import OpenDecision

CRITERIA, ALTERNATIVES, CLAIMS = 200, 50, 20_000
BAR_MS = 300
REPEATS = 9
WORDS = (
    "Native async support",
    "Limited async support",
    "No async of its own",
    "Fast",
    "Well documented",
    "Simple",
)


def set_up() -> None:
    """A wide decision and its claims."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # 50,000 rows without a record of each
        _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill() -> None:
    from decision.matrix.models import Alternative, Score
    from tests.builders import make_wide_decision

    decision = make_wide_decision(criteria=CRITERIA, alternatives=ALTERNATIVES)
    options = list(decision.alternatives.select_related("framework"))
    for option in options:
        option.published_total = 5
    Alternative.objects.bulk_update(options, ["published_total"])
    scores = list(
        decision.scores.select_related("alternative__framework", "weight__criterion").order_by("id")
    )
    claims = _claims(scores, [option.framework for option in options])
    through = Score.claims.through
    through.objects.bulk_create(
        [through(score=score, claim=claim) for score, pair in zip(scores, claims, strict=True) for claim in pair],
        batch_size=5_000,
    )  # fmt: skip


def _claims(scores: list, frameworks: list) -> list[tuple]:  # type: ignore[type-arg]
    from criteria.models import Metric
    from frameworks.models import Claim, Source

    sources = Source.objects.bulk_create(
        Source(slug=f"source-{number}", title=f"Source {number}") for number in range(20)
    )
    metrics = Metric.objects.bulk_create(
        Metric(slug=f"metric-{number}", name=f"Metric {number}", unit="req/s") for number in range(CRITERIA)
    )
    pairs = []
    for number, score in enumerate(scores):
        framework, criterion = score.alternative.framework, score.weight.criterion
        day = date(2020 if number % 10 == 0 else 2026, 1 + number % 6, 1)
        figure = Claim(
            source=sources[number % 20], framework=framework, kind="measurement", metric=metrics[number % CRITERIA],
            number=100 + number % 97, unit="req/s", as_of=day,
            measured_on=frameworks[number % 7] if number % 15 == 0 else None,
        )  # fmt: skip
        sentence = Claim(
            source=sources[(number * 3) % 20], framework=framework, kind="feature", criterion=criterion,
            text=f"{WORDS[number % len(WORDS)]}, case {number % 40}", as_of=day,
        )  # fmt: skip
        pairs.append((figure, sentence))
    Claim.objects.bulk_create([claim for pair in pairs for claim in pair], batch_size=5_000)
    return pairs


def measure() -> list[Figure]:
    """On a database of its own."""
    return in_process(set_up, figures)


def figures() -> list[Figure]:
    """Times and counts."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from decision.evidence import kept
    from decision.matrix.selectors import matrix_of, open_decision
    from decision.serving.server import collect_less_often
    from decision.teams.actors import visitor

    collect_less_often()  # as every server does when it starts
    opened = open_decision("wide", by=visitor())
    matrix_of(opened)
    first, spent, again = zip(*(times(opened) for _ in range(REPEATS)), strict=True)
    forget()
    with CaptureQueriesContext(connection) as queries:
        audit = kept.audit_of(opened)
    told = ", ".join(f"{count} {code}" for code, count in Counter(one.code for one in audit.findings).items())
    size = f"{CRITERIA} x {ALTERNATIVES}, {CLAIMS:,} claims"
    return [
        Figure("audit.first", 1000 * median(first), "ms", Bar(at_most=BAR_MS), f"{size}; found {told}"),
        Figure(
            "audit.first.processor",
            1000 * median(spent),
            "ms",
            None,
            "this thread, without the database",
        ),
        Figure("audit.known", 1000 * median(again), "ms", None, "until something changes"),
        Figure("audit.queries", len(queries), "queries", Bar(at_most=2), "with the matrix in memory"),
    ]


def times(opened: OpenDecision) -> tuple[float, float, float]:
    """Seconds of an audit that nothing is known of, of them this thread's own, and of the next one."""
    from decision.evidence import kept

    forget()
    began, busy = perf_counter(), thread_time()
    kept.audit_of(opened)
    first, spent = perf_counter() - began, thread_time() - busy
    began = perf_counter()
    kept.audit_of(opened)
    return first, spent, perf_counter() - began


def forget() -> None:
    """Keep no audit."""
    from decision.evidence import kept
    from decision.recent import Recent

    kept._kept = Recent(kept.KEPT_AT_MOST)


if __name__ == "__main__":
    benchmark(__doc__, measure)
