"""Searching 100,000 claims of 2,000 technologies in 200 documents: a page of results with its filters counted,
beside a plain LIKE over the same texts and names.

Each question is asked of both, warm, on one connection; the figure is the median. The plain LIKE finds what holds the
words anywhere, counts nothing by filter and knows no form of a word or number: the floor of what a search without an
index does.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import in_process

CLAIMS, FRAMEWORKS, SOURCES, METRICS, CRITERIA = 100_000, 2_000, 200, 60, 200
ROUNDS = 15
MOST_MS = 50
STEMS = (
    "async", "batch", "cache", "cloud", "cluster", "compile", "container", "cookie", "deploy", "docker", "event",
    "fast", "filter", "form", "graph", "handler", "index", "kernel", "lambda", "latency", "library", "limit",
    "logging", "memory", "message", "metric", "module", "network", "object", "parser", "plugin", "pool", "process",
    "profile", "queue", "query", "realtime", "request", "route", "schema", "script", "secure", "serial", "session",
    "shard", "socket", "stream", "table", "template", "thread", "token", "trace", "type", "upload", "validate",
    "vector", "version", "view", "widget", "worker",
)  # fmt: skip
ENDINGS = ("", "s", "ing", "ed", "er", "able", "less", "wise")
# What is asked: words that few claims hold, several, a number in another form than stored, a word of every tenth
# claim, one that all hold, a name, and nothing that is there.
QUESTIONS = {
    "rare": "shardwise kernelless",
    "words": "stream socket latency",
    "number": "84.4k",
    "frequent": "caching",
    "every": "documented",
    "name": "framework1234 memory",
    "nothing": "zeppelin",
}


def set_up() -> None:
    """Django in this process, and the generated catalogue: the same for every run."""
    from django.db import connection

    from criteria.models import Criterion, Metric, Scale
    from frameworks.models import Claim, Framework, Source

    chance = random.Random(5)
    words = [stem + ending for stem in STEMS for ending in ENDINGS]
    scale = Scale.objects.create(slug="ten", name="Ten", low=0, high=10)
    frameworks = Framework.objects.bulk_create(
        Framework(
            slug=f"framework{n}", name=f"Framework{n} {chance.choice(words)}",
            summary=" ".join(chance.choices(words, k=6)),
        )
        for n in range(FRAMEWORKS)
    )  # fmt: skip
    sources = Source.objects.bulk_create(
        Source(slug=f"source{n}", title=f"Report {n}") for n in range(SOURCES)
    )
    metrics = Metric.objects.bulk_create(
        Metric(slug=f"metric{n}", name=f"{chance.choice(words)} {n}") for n in range(METRICS)
    )
    criteria = Criterion.objects.bulk_create(
        Criterion(slug=f"criterion{n}", name=f"{chance.choice(words)} {n}", scale=scale)
        for n in range(CRITERIA)
    )
    kinds = ("measurement", "feature", "strength", "weakness", "use_case")

    def claim(n: int) -> Claim:
        kind = chance.choice(kinds)
        number = chance.choice((None, round(chance.uniform(1, 100_000), 1)))
        text = f"documented {' '.join(chance.choices(words, k=chance.randint(3, 9)))}"
        if number:
            text += f" {number:,}"
        if not n % 2_000:
            number, text = 84_400, f"{text} 84.4k+"
        return Claim(
            source=chance.choice(sources), framework=chance.choice(frameworks), kind=kind, number=number, text=text,
            metric=chance.choice(metrics) if kind == "measurement" else None,
            criterion=chance.choice(criteria) if kind != "measurement" else None, lines=[[n % 900 + 1] * 2],
        )  # fmt: skip

    with connection.cursor() as cursor:  # what the record of changes costs is not the question here
        cursor.execute("ALTER TABLE frameworks_claim DISABLE TRIGGER USER")
    for start in range(0, CLAIMS, 5_000):
        Claim.objects.bulk_create([claim(n) for n in range(start, start + 5_000)])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE frameworks_claim ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")


def search(text: str) -> int:
    """As the page does it: names, a page of claims, every filter counted."""
    from frameworks.search import ClaimFilters, find_claims, find_names, read_words
    from frameworks.selectors import claims_in_order

    hits = find_claims(find_names(read_words(text)), ClaimFilters(), limit=25)
    claims_in_order(hits.ids)
    return hits.total


PLAIN = """
SELECT claim.id, count(*) OVER () FROM frameworks_claim claim
  LEFT JOIN frameworks_framework framework ON framework.id = claim.framework_id
  LEFT JOIN criteria_metric metric ON metric.id = claim.metric_id
  LEFT JOIN criteria_criterion criterion ON criterion.id = claim.criterion_id
 WHERE {conditions} ORDER BY claim.id LIMIT 25
"""
HOLDS = "concat_ws(' ', claim.text, claim.number, framework.name, metric.name, criterion.name) ILIKE %s"


def plain(text: str) -> int:
    """The same words by LIKE, wherever they stand."""
    from django.db import connection

    words = text.split()
    with connection.cursor() as cursor:
        cursor.execute(
            PLAIN.format(conditions=" AND ".join([HOLDS] * len(words))), [f"%{word}%" for word in words]
        )
        rows = cursor.fetchall()
    return rows[0][1] if rows else 0


def median_ms(ask: Callable[[str], int], text: str) -> tuple[float, int]:
    """The median time of one question, asked once before, and how many claims it found."""
    found = ask(text)
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), found


def figures() -> list[Figure]:
    """A figure for each question by either way."""
    found = []
    for name, text in QUESTIONS.items():
        ours, count = median_ms(search, text)
        theirs, plain_count = median_ms(plain, text)
        found.append(
            Figure(f"search.{name}", ours, "ms", Bar(at_most=MOST_MS), f"“{text}”: {count:,} claims")
        )
        found.append(Figure(f"search.{name}.like", theirs, "ms", note=f"{plain_count:,} claims"))
    return found


def measure() -> list[Figure]:
    """On a database of its own."""
    return in_process(set_up, figures)


if __name__ == "__main__":
    benchmark(__doc__, measure)
