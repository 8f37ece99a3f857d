"""Database queries of the decision page, a slider move and the ranking, on a matrix of 4 x 7 and on one of 200 x 50.

Counted on the first visit, when nothing is kept in memory yet.
"""

from __future__ import annotations

import sys

from benchmarks.figures import Bar, Figure, benchmark
from benchmarks.running import AS_FROM_PROXY, in_process

SEED, WIDE = "python-rest-api-framework", "wide"
BARS = {"page": 8, "slider move": 8, "ranking": 3}


def set_up() -> None:
    """Django in this process, the seeded decisions, and a matrix of 200 criteria and 50 alternatives."""
    from django.core.management import call_command

    call_command("seed", verbosity=0, stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    from tests.builders import make_wide_decision

    make_wide_decision(criteria=200, alternatives=50, slug=WIDE)


def counted(path: str, **headers: str) -> int:
    """How many queries one answer takes; stops unless it is a 200."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = Client(SERVER_NAME="127.0.0.1", headers={**AS_FROM_PROXY, **headers}).get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return len(queries)


def forget() -> None:
    """Drop what earlier requests left in memory."""
    from decision.matrix import selectors
    from decision.recent import Recent

    selectors._loaded = Recent(selectors.LOADED_AT_MOST)


def figures() -> list[Figure]:
    """Counts on both matrices."""
    found = []
    for size, slug, criterion in (("4x7", SEED, "performance"), ("200x50", WIDE, "viewpoint-1")):
        paths = {
            "page": (f"/decisions/{slug}/", {}),
            "slider move": (f"/decisions/{slug}/?moved={criterion}&to=40", {"HX-Request": "true"}),
            "ranking": (f"/api/v1/decisions/{slug}/ranking/", {}),
        }
        for name, (path, headers) in paths.items():
            forget()
            found.append(
                Figure(f"queries.{name}.{size}", counted(path, **headers), "queries", Bar(at_most=BARS[name]))
            )
    return found


def measure() -> list[Figure]:
    """On a database of its own."""
    return in_process(set_up, figures)


if __name__ == "__main__":
    benchmark(__doc__, measure)
