"""Ranks of many rows of totals at once. Totals come alternative by alternative: (m, K), contiguous."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TOLERANCE = 1e-9
_PAIRWISE = 20
"""Up to this many alternatives, comparing all pairs is cheaper than sorting (measured: they cross near 20).
"""


def places(totals: Floats) -> npt.NDArray[np.int32]:
    """Competition ranks of every column, the largest first; only equal totals tie. O(m^2 K) up to 20, then
    sorting.
    """
    m, sets = totals.shape
    if m > _PAIRWISE:
        return _places_sorted(totals)
    ranks = np.ones((m, sets), dtype=np.int8)
    above = np.empty(sets, dtype=np.bool_)
    as_number = above.view(np.int8)
    for i in range(m):
        for j in range(i):
            np.greater(totals[j], totals[i], out=above)
            ranks[i] += as_number
            np.greater(totals[i], totals[j], out=above)
            ranks[j] += as_number
    return ranks.astype(np.int32)


def _places_sorted(totals: Floats) -> npt.NDArray[np.int32]:
    m = len(totals)
    order = np.argsort(-totals, axis=0, kind="stable")
    ordered = np.take_along_axis(totals, order, axis=0)
    position = np.broadcast_to(np.arange(1, m + 1, dtype=np.int32)[:, None], totals.shape).copy()
    position[1:][ordered[1:] == ordered[:-1]] = 0
    np.maximum.accumulate(position, axis=0, out=position)
    ranks = np.empty_like(position)
    np.put_along_axis(ranks, order, position, axis=0)
    return ranks


def near_ties(totals: Floats) -> npt.NDArray[np.intp]:
    """Columns in which two totals differ by no more than 1e-9 of the largest (or of 1)."""
    m, sets = totals.shape
    allowed = TOLERANCE * np.maximum(1.0, np.abs(totals).max(axis=0, initial=0.0))
    close = np.zeros(sets, dtype=np.bool_)
    if m > _PAIRWISE:
        close |= np.diff(np.sort(totals, axis=0), axis=0).min(axis=0) <= allowed
    else:
        for i in range(m):
            for j in range(i):
                close |= np.abs(totals[i] - totals[j]) <= allowed
    return np.flatnonzero(close)


def ranks_within_tolerance(totals: Sequence[float], noise: float = 0.0) -> list[int]:
    """Competition ranks in which a gap of up to 1e-9 of the largest total, or of `noise`, is a tie."""
    allowed = max(TOLERANCE * max(abs(total) for total in totals), noise)
    ranks = [0] * len(totals)
    order = sorted(range(len(totals)), key=lambda i: -totals[i])
    for place, i in enumerate(order, start=1):
        before = order[place - 2] if place > 1 else None
        is_tied = before is not None and totals[before] - totals[i] <= allowed
        ranks[i] = ranks[before] if is_tied and before is not None else place
    return ranks
