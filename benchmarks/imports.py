"""Importing 100,000 claims from a CSV file beside the seeds: the dry run, all of them new, one field of each changed.

The file comes close to the 10 MB that are read at once. Half of its claims have a metric and a figure, the others a
sentence about a criterion; a tenth speak of a technology that takes part in seeded decisions. As on the desk: the
difference first, then the import of exactly that difference. The record of changes is written as ever.
"""

from __future__ import annotations

import csv
import io
import resource
from time import perf_counter

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import in_process

CLAIMS = 100_000
PREVIEW_SECONDS, IMPORT_SECONDS = 5, 30
HEADER = (
    "key",
    "source",
    "framework",
    "kind",
    "metric",
    "criterion",
    "number",
    "unit",
    "text",
    "lines",
    "as_of",
)


def set_up() -> None:
    """The seeds, a document, and fifty technologies more."""
    from django.core.management import call_command

    call_command("seed", verbosity=0)
    from criteria.models import Metric
    from decision.serving.server import collect_less_often
    from frameworks.models import Framework, Source

    Framework.objects.bulk_create(Framework(slug=f"tech{n}", name=f"Tech {n}") for n in range(45))
    Metric.objects.create(slug="speed", name="Speed", unit="req/s", low=0)
    Source.objects.create(slug="report", title="Report", document="report.txt")
    collect_less_often()  # as every server does when it starts


def file_of(count: int, say: str) -> bytes:
    """So many claims as CSV."""
    slugs = [f"tech{n}" for n in range(45)] + ["fastapi", "flask", "django", "tornado", "django-channels"]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for n in range(count):
        slug, line = slugs[n % len(slugs)], n % 900 + 1
        if n % 2:
            writer.writerow(
                [
                    f"k{n}",
                    "report",
                    slug,
                    "measurement",
                    "speed",
                    "",
                    n,
                    "req/s",
                    f"{say} {n}",
                    line,
                    "2026-01-02",
                ]
            )
        else:
            writer.writerow(
                [f"k{n}", "report", slug, "feature", "", "performance", "", "", f"{say} case {n}", line, ""]
            )
    return out.getvalue().encode()


def seconds_of(content: bytes) -> tuple[float, float]:
    """How long the difference and its import take."""
    from decision.teams.actors import command
    from frameworks.services import compare_claims, import_claims

    began = perf_counter()
    digest = compare_claims(content, is_json=False, by=command()).digest
    looked = perf_counter()
    import_claims(content, is_json=False, digest=digest, by=command())
    return looked - began, perf_counter() - looked


def figures(count: int = CLAIMS) -> list[Figure]:
    """Seconds, and how that grows."""
    tenth = sum(seconds_of(file_of(count // 10, "Tenth")))
    preview, stored = seconds_of(file_of(count, "About"))
    again, changed = seconds_of(file_of(count, "Circa"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = f"{count:,} claims"
    return [
        Figure("imports.preview", preview, "s", Bar(at_most=PREVIEW_SECONDS), f"{size}, nearly all new"),
        Figure("imports.new", stored, "s", Bar(at_most=IMPORT_SECONDS), size),
        Figure("imports.preview_of_changes", again, "s", None, f"{size}, each stored otherwise"),
        Figure("imports.changed", changed, "s", Bar(at_most=IMPORT_SECONDS), size),
        Figure("imports.growth", (preview + stored) / tenth, "x", Bar(at_most=15), "ten times the claims"),
        Figure("imports.memory", memory, "MB", None, "most that the process had, Django included"),
    ]  # fmt: skip


def measure() -> list[Figure]:
    """On a database of its own."""
    return in_process(set_up, figures)


if __name__ == "__main__":
    benchmark(__doc__, measure)
