"""Totals in order: ranks, who is first and by how much, in tolerance of rounding."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TOLERANCE = 1e-9


def snapped(totals: Floats) -> Floats:
    """Totals (K, m) in which those less than 1e-9 (relative to the largest, or 1) apart are made equal,
    chains of them too, so that ties are ties.
    """
    order = np.argsort(totals, axis=1, kind="stable")
    ordered = np.take_along_axis(totals, order, axis=1)
    allowed = TOLERANCE * np.maximum(1.0, np.abs(totals).max(axis=1, initial=0.0))
    starts = np.ones(totals.shape, dtype=np.bool_)
    starts[:, 1:] = np.diff(ordered, axis=1) > allowed[:, None]
    first = np.maximum.accumulate(np.where(starts, np.arange(totals.shape[1]), 0), axis=1)
    found = np.empty_like(totals)
    np.put_along_axis(found, order, np.take_along_axis(ordered, first, axis=1), axis=1)
    return found


def ranks_of(totals: Floats, ranked: Sequence[int]) -> tuple[int | None, ...]:
    """Competition ranks of snapped totals (m,) among the ranked; None for the others."""
    among, inside = totals[list(ranked)], set(ranked)
    return tuple(1 + int((among > total).sum()) if i in inside else None for i, total in enumerate(totals))


def winners_of(totals: Floats, ranked: Sequence[int], alternatives: Sequence[str]) -> tuple[str, ...]:
    """The alternatives tied first among the ranked."""
    best = max((totals[i] for i in ranked), default=0.0)
    return tuple(alternatives[i] for i in ranked if totals[i] == best)


def margin_of(totals: Floats, ranked: Sequence[int]) -> float | None:
    """The lead of the first over the second, 0 in a tie; None with fewer than two."""
    if len(ranked) < 2:
        return None
    second, first = np.sort(totals[list(ranked)])[-2:]
    return float(first - second)
