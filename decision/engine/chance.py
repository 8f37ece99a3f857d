"""How often members who rank at random would agree as much."""

from __future__ import annotations

import itertools
import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

DRAWS = 20_000
_MOST_ROWS = 2_000_000
_SEED = 0
_LARGEST_CODE = 2**56
_MOST_STATES = 50_000
"""Sums of ranks to keep in mind for the exact distribution; more, and permutations are drawn instead."""


def chi_square_tail(x: float, freedom: int) -> float:
    """P(chi^2 >= x) with a whole number of degrees of freedom, by its finite series (Abramowitz & Stegun
    26.4.4 and 26.4.5).
    """
    half = x / 2
    if half <= 0:
        return 1.0
    odd = freedom % 2
    tail = math.erfc(math.sqrt(half)) if odd else 0.0
    terms = (
        math.exp(power * math.log(half) - half - math.lgamma(power + 1))
        for power in (k + 0.5 * odd for k in range((freedom - odd) // 2))
    )
    return min(tail + math.fsum(terms), 1.0)


def permutation_tail(ranks: Floats) -> tuple[float, int | None]:
    """P(S >= the S of these mid-ranks) when every member's ranks fall on the objects at random.

    Exact where the distribution fits into memory (then None comes with it); else from up to `DRAWS` seeded
    permutations (fewer where there are many members), counting the one observed too, and their number.
    Mid-ranks are counted in halves, so that equal sums are equal.
    """
    doubled = np.rint(ranks * 2).astype(np.int64)
    observed = _spread(doubled.sum(axis=0)[None])[0]
    # Any order of members and objects has the same chance, and so gets the same figure: rows as they sort.
    rows = np.array(sorted(np.sort(doubled, axis=1).tolist()), dtype=np.int64)
    exact = _exact_tail(rows, observed)
    if exact is not None:
        return exact, None
    draws = min(DRAWS, _MOST_ROWS // len(rows))
    return _drawn_tail(rows, observed, draws), draws


def _spread(sums: Whole) -> Whole:
    """m times the sum of squared deviations of each row, in whole numbers."""
    objects = sums.shape[1]
    found: Whole = objects * (sums**2).sum(axis=1) - sums.sum(axis=1) ** 2
    return found


def _exact_tail(rows: Whole, observed: np.int64) -> float | None:
    """Convolution over members: which of two objects has which sum does not matter, so sums are kept sorted."""
    objects = rows.shape[1]
    digits = (int(rows.sum(axis=0).max()) + 1) ** np.arange(objects, dtype=object)
    if digits[-1] > _LARGEST_CODE:
        return None
    orders = np.array(list(itertools.permutations(range(objects))))
    states: Whole = rows[:1]
    chances: Floats = np.ones(1)
    for row in rows[1:]:
        arrangements, times = _distinct(row[orders], np.ones(len(orders)), digits.astype(np.int64))
        if len(states) * len(arrangements) > _MOST_STATES:
            return None
        sums = np.sort((states[:, None, :] + arrangements[None]).reshape(-1, objects), axis=1)
        weights = (chances[:, None] * (times / len(orders))[None]).ravel()
        states, chances = _distinct(sums, weights, digits.astype(np.int64))
    return float(min(chances[_spread(states) >= observed].sum(), 1.0))


def _distinct(rows: Whole, weights: Floats, digits: Whole) -> tuple[Whole, Floats]:
    """Each different row once, with its weights together; rows are told apart as numbers of these digits."""
    _, first, which = np.unique(rows @ digits, return_index=True, return_inverse=True)
    return rows[first], np.bincount(which.ravel(), weights).astype(np.float64)


def _drawn_tail(rows: Whole, observed: np.int64, draws: int) -> float:
    rng = np.random.default_rng(_SEED)
    sums = np.zeros((draws, rows.shape[1]), dtype=np.int64)
    for row in rows:
        sums += rng.permuted(np.broadcast_to(row, sums.shape), axis=1)
    return float((1 + (_spread(sums) >= observed).sum()) / (draws + 1))
