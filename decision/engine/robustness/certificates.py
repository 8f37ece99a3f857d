"""Weights that put a row first, or a mixture of rivals that beats it everywhere: found by a game and verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from decision.engine.exact import DECIMALS, largest_remainder
from decision.engine.robustness.games import solve_game
from decision.engine.robustness.ground import Floats, Whole, in_floats

_WEIGHT_STEPS = (1, 2, 4, 5, 10, 20, 50, 100, 1_000, 10_000, 10**6, 10**8, 10**DECIMALS)
_MIXTURE_STEPS = (*range(1, 13), 16, 20, 25, 50, 100, 200, 1_000, 10_000, 10**6, 10**8, 10**DECIMALS)
_LARGEST_EXACT_GAME = 2_500
_MOST_DIGITS = 5_000
"""Of all numbers of a game together: its tables grow with them at every step."""
_MACHINE = 2.0**62
_TINY = 1e-9
_ROWS_AT_ONCE = 10
_ALL_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Verdict:
    """Either `weights` (parts of `whole`, a column each) or a `mixture` (parts of `whole`, by row of a rival)."""

    wins: bool
    whole: int
    weights: tuple[int, ...] = ()
    mixture: tuple[tuple[int, int], ...] = ()


def roundest(own: Whole, rivals: Sequence[int], values: Whole, weights: Sequence[int]) -> Verdict | None:
    """The roundest shares near these weights under which none of the rivals is ahead; None where one is."""
    ahead = values[list(rivals)] - own
    return _simple_weights(ahead, weights, strictly=True) or _simple_weights(ahead, weights, strictly=False)


def is_solved_exactly(values: Whole) -> bool:
    """Whether one of these rows is compared with the others by an exact game: few numbers, and not too long ones."""
    comparisons: int = (len(values) - 1) * values.shape[1]
    if comparisons > _LARGEST_EXACT_GAME:
        return False
    digits = len(str(int(np.ptp(values, axis=0).max()))) if values.size else 1
    return comparisons * digits <= _MOST_DIGITS


def settle(own: Whole, rivals: Sequence[int], values: Whole) -> Verdict:
    """Whether some mixture of columns makes `own` (n values) at least level with all the rivals (rows of `values`).

    Exact up to 2,500 comparisons, fewer of long numbers; beyond that found by HiGHS and kept as soon as simple
    fractions verify. Up to 2,500 what does not verify is solved exactly after all.
    Potential optimality: Hazen 1986; Rios Insua & French 1991.
    """
    ahead = values[list(rivals)] - own  # rivals x columns: a row's owner gains what `own` loses
    if not len(rivals):
        return Verdict(True, 1, weights=(1, *[0] * (len(own) - 1)))
    if is_solved_exactly(np.vstack([ahead, np.zeros_like(own)])):
        return _settled_exactly(ahead, rivals)
    weights, mixture = _by_linear_program(ahead)
    found = _simple_weights(ahead, weights, strictly=True) or _simple_weights(ahead, weights, strictly=False)
    if found:
        return found
    beaten = _simple_mixture(ahead, rivals, mixture)
    if beaten:
        return beaten
    told = _settled_on_support(ahead, rivals, weights, mixture)
    if ahead.size > _LARGEST_EXACT_GAME or _holds(ahead, rivals, told):
        return told
    return _settled_exactly(ahead, rivals)


def _holds(ahead: Whole, rivals: Sequence[int], told: Verdict) -> bool:
    """Whether the verdict is proved against all rivals and on all columns."""
    if told.wins:
        return bool(products(ahead, told.weights, told.whole).max() <= 0)
    rows = [rivals.index(row) for row, _ in told.mixture]
    return bool(products(ahead[rows].T, [part for _, part in told.mixture], told.whole).min() > 0)


def _settled_exactly(ahead: Whole, rivals: Sequence[int]) -> Verdict:
    solution = solve_game(ahead.tolist())
    if solution.value > 0:
        exact = _in_parts(solution.rows)
        return _simple_mixture(ahead, rivals, exact) or _mixture(rivals, exact, sum(exact))
    exact = _in_parts(solution.columns)
    simple = _simple_weights(ahead, exact, strictly=solution.value < 0)
    return simple or Verdict(True, sum(exact), weights=tuple(exact))


def _in_parts(numbers: Sequence[Fraction]) -> list[int]:
    common = lcm(*(number.denominator for number in numbers))
    return [int(number * common) for number in numbers]


def _simple_weights(ahead: Whole, parts: Sequence[int], *, strictly: bool) -> Verdict | None:
    """The weights in the roundest shares under which no rival is ahead (`strictly`: nor level)."""
    for steps, rounded in _roundings(parts, _WEIGHT_STEPS):
        leads = products(ahead, rounded, steps)
        if leads.max() < 0 or (not strictly and leads.max() <= 0):
            return Verdict(True, steps, weights=tuple(rounded))
    return None


def _simple_mixture(ahead: Whole, rivals: Sequence[int], parts: Sequence[int]) -> Verdict | None:
    """The mixture in the roundest parts that is better on every column."""
    some = [i for i, part in enumerate(parts) if part]
    rows = ahead[some].T
    for steps, rounded in _roundings([parts[i] for i in some], _MIXTURE_STEPS):
        if products(rows, rounded, steps).min() > 0:
            return _mixture([rivals[i] for i in some], rounded, steps)
    return None


def products(table: Whole, parts: Sequence[int], together: int) -> Whole:
    """Exact sums of products with parts of a whole, by the machine's own whole numbers where they are large enough."""
    fits = table.dtype != np.object_ and float(np.abs(table).max()) * together < _MACHINE
    kind = np.int64 if fits else np.object_
    products: Whole = table.astype(kind) @ np.array(parts, dtype=kind)
    return products


def _mixture(rivals: Sequence[int], parts: Sequence[int], whole: int) -> Verdict:
    named = sorted(
        ((part, row) for part, row in zip(parts, rivals, strict=True) if part), key=lambda p: (-p[0], p[1])
    )
    return Verdict(False, whole, mixture=tuple((row, part) for part, row in named))


def _roundings(parts: Sequence[int], steps: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    return ((step, largest_remainder(parts, step)) for step in steps)


def _by_linear_program(ahead: Whole) -> tuple[list[int], list[int]]:
    """Nearly optimal mixtures of columns and of rows, in parts of 10^12.

    Rows enter the program only when they are in the way: few of a thousand matter.
    """
    table = in_floats(ahead)
    rows = np.arange(len(table)) if len(table) <= _ALL_AT_ONCE else np.unique(table.argmax(axis=0))
    while True:
        weights, most, mixture = _solved(table[rows])
        leads = table @ weights
        worst = np.argsort(-leads)[:_ROWS_AT_ONCE]
        missing = np.setdiff1d(worst[leads[worst] > most + _TINY], rows)
        if not len(missing):
            break
        rows = np.append(rows, missing)
    of_all = np.zeros(len(table))
    of_all[rows] = mixture
    return _cleaned(weights), _cleaned(of_all)


def _solved(table: Floats) -> tuple[Floats, float, Floats]:
    """The columns' best mixture, what it concedes, and the rows' best mixture."""
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # half a second to import

    p, q = table.shape
    solved = linprog(
        c=np.append(np.zeros(q), 1.0),
        A_ub=np.hstack([table, -np.ones((p, 1))]),
        b_ub=np.zeros(p),
        A_eq=np.append(np.ones(q), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, None)] * q + [(None, None)],
        method="highs",
    )
    return solved.x[:q], float(solved.x[q]), -solved.ineqlin.marginals


def _cleaned(mixture: Floats) -> list[int]:
    kept = np.where(mixture > _TINY, mixture, 0.0)
    return [round(part * 10**12) for part in (kept / kept.sum()).tolist()]


def _settled_on_support(
    ahead: Whole, rivals: Sequence[int], weights: Sequence[int], mixture: Sequence[int]
) -> Verdict:
    """Solve the game of the rows and columns that matter, and believe the linear program on the rest."""
    rows = [i for i, part in enumerate(mixture) if part]
    columns = [j for j, part in enumerate(weights) if part]
    solution = solve_game(ahead[np.ix_(rows, columns)].tolist())
    if solution.value > 0:
        parts = _in_parts(solution.rows)
        return _mixture([rivals[i] for i in rows], parts, sum(parts))
    exact = [0] * ahead.shape[1]
    for j, part in zip(columns, _in_parts(solution.columns), strict=True):
        exact[j] = part
    return Verdict(True, sum(exact), weights=tuple(exact))
