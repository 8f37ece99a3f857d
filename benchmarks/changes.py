"""What would have to change, answered by the engine: one weight at a time, and the fewest points against every rival.

At 1,000 alternatives and 100 criteria, and for the seed matrix everything exact that its robustness page says. Beside
it the fewest points by a general solver (HiGHS through scipy), one linear program per rival.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.engine_sets import interleaved, seed_matrix
from benchmarks.figures import Bar, Figure, benchmark
from decision import engine

ROWS, COLUMNS = 1_000, 100
REPEATS = 15
BAR_MS = 50.0
CHECKED = 12

Floats = npt.NDArray[np.float64]


def large_matrix() -> engine.Matrix:
    """Whole scores from 0 to 100 and whole points from 1 to 100, at random but always the same."""
    draw = np.random.default_rng(0)
    points = draw.integers(1, 101, COLUMNS).tolist()
    scores = draw.integers(0, 101, (ROWS, COLUMNS)).tolist()
    return engine.Matrix(
        alternatives=tuple(f"alternative {i}" for i in range(ROWS)),
        criteria=tuple(
            engine.Criterion(key=f"criterion {j}", points=Decimal(point), low=Decimal(0), high=Decimal(100))
            for j, point in enumerate(points)
        ),
        cells=tuple(tuple(engine.Cell(value=Decimal(score)) for score in row) for row in scores),
    )


def by_solver(advantage: Floats, shares: Floats) -> float:
    """The least share moved that closes the gap, as a linear program."""
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    size = len(shares)
    solved = linprog(
        c=np.full(2 * size, 0.5),
        A_ub=np.append(advantage, -advantage)[None],
        b_ub=[-advantage @ shares],
        A_eq=np.append(np.ones(size), -np.ones(size))[None],
        b_eq=[0],
        bounds=[(0, None)] * size + [(0, share) for share in shares],
    )
    return float(solved.fun)


def agree(matrix: engine.Matrix) -> Callable[[], Any]:
    """Stop unless the solver finds the same for some rivals; what the solver has to do for one of them."""
    moves = engine.smallest_moves(matrix)
    values = matrix.prepared.floats
    points = np.array([float(leaf.points) for leaf in matrix.leaves])
    leader = matrix.alternatives.index(moves[0].against)
    shares = points / points.sum()
    for move in moves[:CHECKED]:
        advantage = values[leader] - values[matrix.alternatives.index(move.alternative)]
        if move.moved is None or abs(by_solver(advantage, shares) - float(move.moved)) > 1e-7:
            raise SystemExit(f"engine and solver disagree on {move.alternative}")
    rival = matrix.alternatives.index(moves[0].alternative)
    return lambda: by_solver(values[leader] - values[rival], shares)


def all_of(matrix: engine.Matrix) -> None:
    """Everything exact about a changed winner, down to the sentences and the points to apply."""
    engine.flips(matrix)
    engine.criterion_lines(matrix)
    for move in engine.smallest_moves(matrix):
        move.sentence()
        _ = move.points
    engine.first_place_moves(matrix)
    engine.score_flips(matrix)
    engine.joint_flip(matrix)
    engine.dominance(matrix)
    engine.win_proofs(matrix)
    engine.possible_ranks(matrix)


def measure(repeats: int = REPEATS) -> list[Figure]:
    """Medians in milliseconds; matrices are prepared beforehand, as they are for a ranking."""
    large, seed = large_matrix(), seed_matrix()
    one_program = agree(large)
    all_of(seed)
    seconds = interleaved(
        {
            "both": lambda: (engine.flips(large), engine.smallest_moves(large)),
            "flips": lambda: engine.flips(large),
            "moves": lambda: engine.smallest_moves(large),
            "program": one_program,
            "dominance": lambda: engine.dominance(large),
            "seed": lambda: all_of(seed),
        },
        repeats,
    )
    took = {name: median(times) * 1e3 for name, times in seconds.items()}
    size = f"{ROWS:,} x {COLUMNS}"
    return [
        Figure(
            "changes.flips_and_moves",
            took["both"],
            "ms",
            Bar(at_most=BAR_MS),
            f"{size}; flips {took['flips']:.1f} ms, moves {took['moves']:.1f} ms",
        ),
        Figure(
            "changes.moves_by_solver",
            took["program"] * (ROWS - 1) / took["moves"],
            "x",
            None,
            f"HiGHS, {took['program']:.1f} ms for each of {ROWS - 1} rivals, over the engine for all",
        ),
        Figure("changes.dominance", took["dominance"], "ms", None, f"all pairs, {size}"),
        Figure("changes.seed_matrix", took["seed"], "ms", None, "all exact answers at 4 x 7, with sentences"),
    ]


if __name__ == "__main__":
    benchmark(__doc__, measure)
