"""10,000 weight sets of the seed matrix in one call of the engine, beside the bare numpy product and ranks.

The floor is one product of arrays (totals) and one argsort (ranks) of the same size: no checks, no ties.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.figures import Bar, Figure, benchmark
from decision import engine

SETS = 10_000
REPEATS = 41
SEED_MATRIX = Path(__file__).parent.parent / "fixtures/decisions/python-rest-api-framework.json"
CALL_BAR = 3.0

Floats = npt.NDArray[np.float64]


def seed_matrix() -> engine.Matrix:
    """The weighted matrix of the 2025 comparison, straight from its fixture."""
    entry = json.loads(SEED_MATRIX.read_text(encoding="utf-8"), parse_float=Decimal)
    scores = {(score["framework"], score["criterion"]): score["value"] for score in entry["scores"]}
    frameworks = [option["framework"] for option in entry["alternatives"]]
    criteria = [
        engine.Criterion(
            key=line["criterion"],
            points=Decimal(line["points"]),
            low=Decimal(0),
            high=Decimal(10),
        )
        for line in entry["weights"]
    ]
    return engine.Matrix(
        alternatives=tuple(frameworks),
        criteria=tuple(criteria),
        cells=tuple(
            tuple(engine.Cell(value=Decimal(scores[framework, criterion.key])) for criterion in criteria)
            for framework in frameworks
        ),
    )


def floor(values: Floats, points: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Weighted sums and the order of the alternatives, best first: the least that bare numpy needs."""
    totals = points @ values.T
    return totals, np.argsort(-totals, axis=1)


def interleaved(calls: dict[str, Callable[[], Any]], repeats: int) -> dict[str, list[float]]:
    """Seconds of every call, taken in turns so that a busy machine is busy for all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def agree(matrix: engine.Matrix, values: Floats, points: Floats) -> None:
    """Stop unless engine and floor give the same totals, and the same ranks wherever nothing ties."""
    sums, order = floor(values, points)
    results = engine.evaluate_array(matrix, points)
    if not np.allclose(results.totals * points.sum(axis=1, keepdims=True), sums, rtol=1e-12, atol=0):
        raise SystemExit("engine and numpy disagree on totals")
    untied = np.diff(np.sort(sums, axis=1), axis=1).min(axis=1) > 1e-6
    in_order = np.take_along_axis(results.ranks, order, axis=1)
    if not np.array_equal(in_order[untied], np.tile(np.arange(1, values.shape[0] + 1), (untied.sum(), 1))):
        raise SystemExit("engine and numpy disagree on ranks")


def measure(repeats: int = REPEATS) -> list[Figure]:
    """Medians of whole points, of points with 4 decimals and of parsed JSON, each over its own floor."""
    seconds = interleaved(calls(seed_matrix()), repeats)
    took = {name: f"{median(times) * 1e3:.2f} ms" for name, times in seconds.items()}

    def figure(kind: str, name: str, base: str, note: str) -> Figure:
        times = median(a / b for a, b in zip(seconds[name], seconds[base], strict=True))
        unit = "x floor" if base == "floor" else "x floor with the same dicts"
        return Figure(f"engine.sets.{kind}", times, unit, Bar(at_most=CALL_BAR), note)

    size = f"{SETS:,} sets at 4 x 7; floor {took['floor']}"
    near = "near ties are decided exactly"
    return [
        figure("whole_points", "whole", "floor", f"{size}, engine {took['whole']}"),
        figure("four_decimals", "fine", "floor", f"engine {took['fine']}"),
        figure("any_floats", "any", "floor", f"engine {took['any']}; {near}"),
        figure("parsed_json", "parsed", "dicts", f"engine {took['parsed']}, of it reading {SETS:,} dicts"),
    ]


def calls(matrix: engine.Matrix) -> dict[str, Callable[[], Any]]:
    """What is timed, by name. Stops unless engine and floor agree on all of it."""
    values = np.array([[float(cell.value) for cell in row if cell] for row in matrix.cells])
    keys = [criterion.key for criterion in matrix.criteria]
    draw = np.random.default_rng(0)
    whole = draw.integers(0, 101, (SETS, len(keys))).astype(np.float64)
    fine = np.round(draw.uniform(0, 100, (SETS, len(keys))), 4)
    any_float = draw.uniform(0, 1, (SETS, len(keys)))
    sets = [dict(zip(keys, row, strict=True)) for row in whole.astype(int).tolist()]
    for points in (whole, fine, any_float):
        agree(matrix, values, points)
    return {
        "floor": lambda: floor(values, whole),
        "whole": lambda: engine.evaluate_array(matrix, whole),
        "fine": lambda: engine.evaluate_array(matrix, fine),
        "any": lambda: engine.evaluate_array(matrix, any_float),
        "parsed": lambda: engine.evaluate_sets(matrix, sets),
        "dicts": lambda: floor(values, np.array([list(given.values()) for given in sets], dtype=np.float64)),
    }


if __name__ == "__main__":
    benchmark(__doc__, measure)
