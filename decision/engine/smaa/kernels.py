"""Methods over many tables at once: values (m, n, K) of which larger is better and weights (n, K) give merits (m, K).

The formulas are those of `decision.engine.methods`, which takes many weights for one table; here every draw has a
table of its own. Draws lie side by side, so that numpy runs along them. All columns are values: none is a cost.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Kernel = Callable[[Floats, Floats], Floats]
_SMALLEST = 1e-300
_FEW = 12
"""Up to this many alternatives, comparing all pairs is cheaper than sorting."""


def weighted_sum(values: Floats, weights: Floats) -> Floats:
    """sum_j w_j v_ij."""
    found: Floats = values[:, 0] * weights[0]
    for j in range(1, values.shape[1]):
        found += values[:, j] * weights[j]
    return found


def weighted_product(values: Floats, weights: Floats) -> Floats:
    """sum_j w_j ln v_ij, which orders as prod_j v_ij^w_j does. Values above 0."""
    return weighted_sum(np.log(np.maximum(values, _SMALLEST)), weights)


def topsis(values: Floats, weights: Floats) -> Floats:
    """Closeness on columns over their length (Hwang & Yoon 1981); 0.5 for all where all are alike."""
    far, near = np.zeros((len(values), values.shape[2])), np.zeros((len(values), values.shape[2]))
    for column, weight in zip(values.swapaxes(0, 1), weights, strict=True):
        scaled = column * (weight / _length(column))
        far += (scaled.max(axis=0) - scaled) ** 2
        near += (scaled - scaled.min(axis=0)) ** 2
    np.sqrt(far, out=far)
    np.sqrt(near, out=near)
    together = far + near
    closeness: Floats = np.where(together > 0, near / np.where(together > 0, together, 1.0), 0.5)
    return closeness


def vikor(values: Floats, weights: Floats) -> Floats:
    """-Q with v = 0.5 (Opricovic & Tzeng 2004); a range of 0 counts nothing."""
    together, largest = np.zeros((len(values), values.shape[2])), np.zeros((len(values), values.shape[2]))
    for column, weight in zip(values.swapaxes(0, 1), weights, strict=True):
        best = column.max(axis=0)
        spread = best - column.min(axis=0)
        regret = (best - column) / np.where(spread > 0, spread, 1.0)
        regret *= weight
        together += regret
        np.maximum(largest, regret, out=largest)
    return -0.5 * (_stretched(together) + _stretched(largest))


def promethee_ii(values: Floats, weights: Floats) -> Floats:
    """Net flows with the usual criterion: wins less losses on each column (Brans & Vincke 1985)."""
    m = len(values)
    wins = _wins_by_pairs(values) if m <= _FEW else _wins_by_sorting(values)
    wins /= max(m - 1, 1)
    return weighted_sum(wins, weights)


def copras(values: Floats, weights: Floats) -> Floats:
    """Weighted shares of each column's sum; without costs that is all of Zavadskas et al. 1994."""
    found = np.zeros((len(values), values.shape[2]))
    for column, weight in zip(values.swapaxes(0, 1), weights, strict=True):
        together = column.sum(axis=0)
        found += column / np.where(together > 0, together, 1.0) * weight
    return found


def moora(values: Floats, weights: Floats) -> Floats:
    """Weighted values over the length of their column (Brauers & Zavadskas 2006)."""
    found = np.zeros((len(values), values.shape[2]))
    for column, weight in zip(values.swapaxes(0, 1), weights, strict=True):
        found += column * (weight / _length(column))
    return found


KERNELS: dict[str, Kernel] = {
    "weighted_sum": weighted_sum,
    "weighted_product": weighted_product,
    "topsis": topsis,
    "vikor": vikor,
    "promethee_ii": promethee_ii,
    "copras": copras,
    "moora": moora,
}


def _length(column: Floats) -> Floats:
    """The Euclidean length of a column (m, K); 1 where it is 0, so that it divides."""
    length = np.sqrt((column**2).sum(axis=0))
    return np.where(length > 0, length, 1.0)


def _stretched(sums: Floats) -> Floats:
    """0 for the least, 1 for the largest; 0 for all where they differ by rounding only."""
    least = sums.min(axis=0)
    spread = sums.max(axis=0) - least
    kept = spread > 1e-14
    return np.where(kept, (sums - least) / np.where(kept, spread, 1.0), 0.0)


def _wins_by_pairs(values: Floats) -> Floats:
    wins = np.zeros(values.shape, dtype=np.int8)
    for i in range(len(values)):
        for j in range(i):
            net = np.sign(values[i] - values[j]).astype(np.int8)
            wins[i] += net
            wins[j] -= net
    return wins.astype(np.float64)


def _wins_by_sorting(values: Floats) -> Floats:
    """As many wins as losses within a group of equals: the places on both its sides make its net."""
    m = len(values)
    net = np.empty_like(values)
    places = np.arange(m)
    for j in range(values.shape[1]):
        rows = np.ascontiguousarray(values[:, j].T)
        order = np.argsort(rows, axis=1)
        ordered = np.take_along_axis(rows, order, axis=1)
        starts = np.ones((len(rows), m + 1), dtype=np.bool_)
        starts[:, 1:-1] = ordered[:, 1:] > ordered[:, :-1]
        first = np.maximum.accumulate(np.where(starts[:, :-1], places, 0), axis=1)
        after = np.minimum.accumulate(np.where(starts[:, 1:], places + 1, m)[:, ::-1], axis=1)[:, ::-1]
        np.put_along_axis(rows, order, (first + after - m).astype(np.float64), axis=1)
        net[:, j] = rows.T
    return net
