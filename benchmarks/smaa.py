"""Rank acceptability (SMAA) in one process, beside the least that bare numpy needs and beside two libraries.

The floor is one product of arrays (totals) and one argsort (ranks) of the same size, weights ready made: no random
numbers, no ties, no counts. What is measured draws its weights, ranks, counts places, sums central weights and builds
its answer. pymcdm and scikit-criteria have no SMAA: they rank one vector of weights after the other, as many of them
as a second or so allows, and that time is scaled up to all draws; drawing and counting is not even in it.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

import numpy as np
import numpy.typing as npt

from benchmarks.engine_sets import floor, interleaved, seed_matrix
from benchmarks.figures import Bar, Figure, benchmark
from decision import engine

Floats = npt.NDArray[np.float64]
FLOOR_BAR = Bar(at_most=2.5)
MEMORY_BAR = Bar(at_most=64.0)
SEED_BAR = Bar(at_most=100.0)
FIXED = engine.ScoreDraw(kind="fixed")


@dataclass(frozen=True, slots=True)
class Size:
    """m alternatives, n criteria, so many draws; `peer_draws` of them are ranked by the libraries."""

    m: int
    n: int
    draws: int
    repeats: int
    peer_draws: int

    def __str__(self) -> str:
        return f"{self.m}x{self.n}x{self.draws}"


SIZES = (Size(4, 7, 10_000, 31, 40), Size(50, 20, 100_000, 9, 20), Size(1_000, 100, 1_000, 15, 4))


def random_matrix(m: int, n: int) -> engine.Matrix:
    """Whole scores from 0 to 100, all columns benefits."""
    scores = np.random.default_rng(0).integers(0, 101, (m, n)).tolist()
    return engine.Matrix(
        alternatives=tuple(f"x{i}" for i in range(m)),
        criteria=tuple(
            engine.Criterion(key=f"c{j}", points=Decimal(1), low=Decimal(0), high=Decimal(100))
            for j in range(n)
        ),
        cells=tuple(tuple(engine.Cell(value=Decimal(score)) for score in row) for row in scores),
    )


def as_they_are(column: Floats, cost: bool) -> Floats:
    """A normalization for pymcdm that does nothing, so that it has the least to do."""
    return column


def with_pymcdm(values: Floats, weights: Floats) -> None:
    """Its weighted sum, neither normalized nor checked, and its ranks."""
    from pymcdm.methods import WSM  # type: ignore[import-untyped]

    method, types = WSM(normalization_function=as_they_are), np.ones(values.shape[1])
    for row in weights:
        method.rank(method(values, row, types, validation=False))


def with_scikit_criteria(values: Floats, weights: Floats) -> None:
    """Its weighted sum and its ranks."""
    from skcriteria import mkdm  # type: ignore[import-untyped]
    from skcriteria.agg.simple import WeightedSumModel  # type: ignore[import-untyped]

    method = WeightedSumModel()
    for row in weights:
        method.evaluate(mkdm(values, [max] * values.shape[1], weights=row))


def peak_megabytes(call: Callable[[], object]) -> float:
    """The most memory that Python and numpy held at once during the call, beyond what they held before."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def agree(matrix: engine.Matrix, values: Floats, draws: int) -> None:
    """Stop unless first places are as frequent as among the engine's own ranks of other draws."""
    weights = np.random.default_rng(1).standard_exponential((draws, values.shape[1]))
    shares = (engine.evaluate_array(matrix, weights).ranks == 1).mean(axis=0)
    found = engine.acceptability(matrix, draws=draws, scores=FIXED)
    first = np.array([place.first for place in found.places])
    if (np.abs(first - shares) > 6 * np.sqrt(0.25 / draws)).any():
        raise SystemExit("the study and the ranking disagree")


def measure_size(size: Size) -> list[Figure]:
    """Medians over interleaved repeats at one size."""
    matrix = random_matrix(size.m, size.n)
    values = matrix.prepared.floats
    weights = np.random.default_rng(1).dirichlet(np.ones(size.n), size.draws)
    agree(matrix, values, min(size.draws, 2_000))
    some = weights[: size.peer_draws]

    def study() -> engine.Acceptability:
        return engine.acceptability(matrix, draws=size.draws, scores=FIXED, pairwise=False)

    def ranks() -> object:
        return floor(values, weights)

    seconds = interleaved({"floor": ranks, "study": study}, size.repeats)
    took = {name: median(times) * 1e3 for name, times in seconds.items()}
    ratio = median(a / b for a, b in zip(seconds["study"], seconds["floor"], strict=True))
    peers = interleaved(
        {
            "pymcdm": lambda: with_pymcdm(values, some),
            "scikit_criteria": lambda: with_scikit_criteria(values, some),
            "floor": ranks,
        },
        3,
    )
    note = f"floor {took['floor']:.2f} ms, study {took['study']:.2f} ms"
    figures = [
        Figure(f"smaa.{size}.time", ratio, "x floor", FLOOR_BAR, note),
        Figure(f"smaa.{size}.memory", peak_megabytes(study), "MB beyond the matrix", MEMORY_BAR),
    ]
    for name in ("pymcdm", "scikit_criteria"):
        scaled = median(peers[name]) * size.draws / size.peer_draws
        told = f"ranks alone, {size.peer_draws} draws scaled to {size.draws:,}: {scaled * 1e3:,.0f} ms"
        figures.append(Figure(f"smaa.{size}.{name}", scaled / median(peers["floor"]), "x floor", None, told))
    return figures


def measure_seed(repeats: int = 15) -> list[Figure]:
    """What the page of the seed matrix asks for."""
    matrix = seed_matrix()
    off = engine.ScoreDraw(off_by=1.0)
    calls: dict[str, tuple[Callable[[], object], Bar | None, str]] = {
        "100_000_draws": (
            lambda: engine.acceptability(matrix, draws=100_000),
            SEED_BAR,
            "weights from everywhere",
        ),
        "100_000_with_scores": (
            lambda: engine.acceptability(matrix, draws=100_000, scores=off, totals=True, causes=True),
            None,
            "every score within 1 point too, totals, causes, confidence",
        ),
        "multiverse": (
            lambda: engine.multiverse(matrix),
            None,
            "10,000 universes, 7 methods, 4 factors held",
        ),
        "what_to_measure": (
            lambda: engine.what_to_measure(matrix, scores=off),
            None,
            "10,000 draws of all 28 scores",
        ),
    }
    seconds = interleaved({name: call for name, (call, _, _) in calls.items()}, repeats)
    return [
        Figure(f"smaa.seed.{name}", median(seconds[name]) * 1e3, "ms", bar, note)
        for name, (_, bar, note) in calls.items()
    ]


def measure() -> list[Figure]:
    """All sizes, then the seed matrix."""
    figures = [figure for size in SIZES for figure in measure_size(size)]
    return figures + measure_seed()


if __name__ == "__main__":
    benchmark(__doc__, measure)
