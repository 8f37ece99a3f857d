"""How often members who rank at random would agree as much."""

from __future__ import annotations

import itertools
import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

DRAWS = 20_000
_SEED = 0
_MOST_STATES = 200_000
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

    Exact where the distribution fits into memory (then None comes with it); else from `DRAWS` seeded
    permutations, counting the one observed too, and their number. Mid-ranks are counted in halves, so that
    equal sums are equal.
    """
    doubled = np.rint(ranks * 2).astype(np.int64)
    observed = _spread(doubled.sum(axis=0)[None])[0]
    exact = _exact_tail(doubled, observed)
    return (exact, None) if exact is not None else (_drawn_tail(doubled, observed), DRAWS)


def _spread(sums: Whole) -> Whole:
    """m times the sum of squared deviations of each row, in whole numbers."""
    objects = sums.shape[1]
    found: Whole = objects * (sums**2).sum(axis=1) - sums.sum(axis=1) ** 2
    return found


def _exact_tail(doubled: Whole, observed: np.int64) -> float | None:
    """Convolution over members: which of two objects has which sum does not matter, so sums are kept sorted."""
    orders = np.array(list(itertools.permutations(range(doubled.shape[1]))))
    states: Whole = np.sort(doubled[:1], axis=1)
    chances: Floats = np.ones(1)
    for row in doubled[1:]:
        arrangements, times = np.unique(row[orders], axis=0, return_counts=True)
        if len(states) * len(arrangements) > _MOST_STATES:
            return None
        sums = np.sort((states[:, None, :] + arrangements[None]).reshape(-1, doubled.shape[1]), axis=1)
        weights = (chances[:, None] * (times / len(orders))[None]).ravel()
        states, which = np.unique(sums, axis=0, return_inverse=True)
        chances = np.bincount(which.ravel(), weights).astype(np.float64)
    return float(min(chances[_spread(states) >= observed].sum(), 1.0))


def _drawn_tail(doubled: Whole, observed: np.int64) -> float:
    rng = np.random.default_rng(_SEED)
    sums = np.zeros((DRAWS, doubled.shape[1]), dtype=np.int64)
    for row in doubled:
        sums += rng.permuted(np.broadcast_to(row, sums.shape), axis=1)
    return float((1 + (_spread(sums) >= observed).sum()) / (DRAWS + 1))
