"""Methods over many tables at once: values (K, m, n) of which larger is better and weights (K, n) give merits (K, m).

The formulas are those of `decision.engine.methods`, which takes many weights for one table; here every draw has a
table of its own. Where all columns are values, none is a cost.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Kernel = Callable[[Floats, Floats], Floats]
_SMALLEST = 1e-300


def weighted_sum(values: Floats, weights: Floats) -> Floats:
    """sum_j w_j v_ij."""
    found: Floats = np.matmul(values, weights[:, :, None])[:, :, 0]
    return found


def weighted_product(values: Floats, weights: Floats) -> Floats:
    """sum_j w_j ln v_ij, which orders as prod_j v_ij^w_j does. Values above 0."""
    return weighted_sum(np.log(np.maximum(values, _SMALLEST)), weights)


def topsis(values: Floats, weights: Floats) -> Floats:
    """Closeness on columns over their length (Hwang & Yoon 1981); 0.5 for all where all are alike."""
    scaled = _lengths_over(values, weights)
    far: Floats = np.sqrt(((scaled.max(axis=1, keepdims=True) - scaled) ** 2).sum(axis=2))
    near: Floats = np.sqrt(((scaled - scaled.min(axis=1, keepdims=True)) ** 2).sum(axis=2))
    together = far + near
    closeness: Floats = np.where(together > 0, near / np.where(together > 0, together, 1.0), 0.5)
    return closeness


def vikor(values: Floats, weights: Floats) -> Floats:
    """-Q with v = 0.5 (Opricovic & Tzeng 2004); a range of 0 counts nothing."""
    best = values.max(axis=1, keepdims=True)
    spread = best - values.min(axis=1, keepdims=True)
    regrets = (best - values) / np.where(spread > 0, spread, 1.0)
    regrets *= weights[:, None, :]
    compromise: Floats = _stretched(regrets.sum(axis=2)) + _stretched(regrets.max(axis=2))
    return -0.5 * compromise


def promethee_ii(values: Floats, weights: Floats) -> Floats:
    """Net flows with the usual criterion, by sorting: wins less losses on each column (Brans & Vincke 1985)."""
    m = values.shape[1]
    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    places = np.arange(m)[None, :, None]
    differs = ordered[:, 1:] > ordered[:, :-1]
    edge = np.ones((len(values), 1, values.shape[2]), dtype=np.bool_)
    first = np.maximum.accumulate(np.where(np.concatenate([edge, differs], axis=1), places, 0), axis=1)
    ends = np.where(np.concatenate([differs, edge], axis=1), places, m)[:, ::-1]
    last = np.minimum.accumulate(ends, axis=1)[:, ::-1]
    net = np.empty_like(values)
    np.put_along_axis(net, order, (first + last - (m - 1)).astype(np.float64), axis=1)
    net /= max(m - 1, 1)
    return weighted_sum(net, weights)


def copras(values: Floats, weights: Floats) -> Floats:
    """Weighted shares of each column's sum; without costs that is all of Zavadskas et al. 1994."""
    sums = values.sum(axis=1)
    return weighted_sum(values, weights / np.where(sums > 0, sums, 1.0))


def moora(values: Floats, weights: Floats) -> Floats:
    """Weighted values over the length of their column (Brauers & Zavadskas 2006)."""
    found: Floats = _lengths_over(values, weights).sum(axis=2)
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


def _lengths_over(values: Floats, weights: Floats) -> Floats:
    """Values times their weight over the Euclidean length of their column."""
    lengths = np.sqrt((values**2).sum(axis=1))
    found: Floats = values * (weights / np.where(lengths > 0, lengths, 1.0))[:, None, :]
    return found


def _stretched(sums: Floats) -> Floats:
    """0 for the least, 1 for the largest; 0 for all where they differ by rounding only."""
    least = sums.min(axis=1, keepdims=True)
    spread = sums.max(axis=1, keepdims=True) - least
    kept = spread > 1e-14
    return np.where(kept, (sums - least) / np.where(kept, spread, 1.0), 0.0)
