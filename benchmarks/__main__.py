"""Every benchmark, one after the other: about five minutes on an idle machine."""

from __future__ import annotations

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


def main() -> None:
    """Measure all and report once."""
    given = options(__doc__).parse_args()
    found = [
        figure
        for benchmark in (
            engine_sets,
            audit,
            changes,
            smaa,
            queries,
            comparison,
            robustness,
            search,
            imports,
            slider,
            http,
            streams,
            writers,
            adapters,
        )
        for figure in benchmark.measure()
    ]
    finish(found, given)


if __name__ == "__main__":
    main()
