"""Every benchmark, one after the other: about eight minutes on an idle machine."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks import (
    adapters,
    audit,
    changes,
    comparison,
    engine_sets,
    http,
    imports,
    queries,
    robustness,
    search,
    slider,
    smaa,
    streams,
    writers,
)
from benchmarks.figures import finish, options

ALL = (
    engine_sets, audit, changes, smaa, queries, comparison, robustness, search, imports, slider, http, streams,
    writers, adapters,
)  # fmt: skip


def main() -> None:
    """Measure all and report once, each in a process of its own: Django learns of one database, and memory adds up."""
    given = options(__doc__).parse_args()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as alone:
        found = [figure for benchmark in ALL for figure in alone.submit(benchmark.measure).result()]
    finish(found, given)


if __name__ == "__main__":
    main()
