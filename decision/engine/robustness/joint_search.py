"""Where to look for the least combined change of one score and the weights: every place where the best can lie.

For a rival let d be the leader's advantages and let one score lower d_j by x, at a cost of x over the scale's width.
What remains is a fractional knapsack (`smallest_moves`), whose size falls with x: linearly or bending downwards between
the places where the order of the advantages or the last giver changes, so that the least total lies at such a place —
except where j takes what the others give: there the size is (A - B x) / (C + x), and the total has one lowest point
inside. Where the weight of j is locked, x closes its share of the gap alone, and the size bends upwards where a giver
is used up.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_LEVEL = 1e-13


def least_total(
    d: Floats, shares: Floats, gap: float, j: int, room: float, width: float
) -> tuple[float, float]:
    """The least share moved + x / width over 0 <= x <= room, and that x. `shares` are those that may move, and `gap` is
    what is to be closed, locked weights included.
    """
    changes = _within(places(d, shares, gap, j, width), room)
    table = np.repeat(d[None], len(changes), axis=0)
    table[:, j] -= changes
    totals = sizes(table, shares, gap - changes * shares[j]) + changes / width
    best = int(totals.argmin())
    return float(totals[best]), float(changes[best])


def least_total_locked(
    d: Floats, shares: Floats, gap: float, share: float, room: float, width: float
) -> tuple[float, float]:
    """The same where the score is on a criterion of this `share`, which is locked and not among `d` and `shares`."""
    order = np.argsort(-d)
    closed = np.cumsum(shares[order] * (d[order] - d.min())) if len(d) else np.empty(0)
    with np.errstate(all="ignore"):
        found = (gap - np.append(0.0, closed)) / share
    changes = _within(found, room)
    gaps = gap - changes * share
    moved = sizes(np.repeat(d[None], len(changes), axis=0), shares, gaps) if len(d) else _none_moves(gaps)
    totals = moved + changes / width
    best = int(totals.argmin())
    return float(totals[best]), float(changes[best])


def _within(places: Floats, room: float) -> Floats:
    return np.append(np.unique(np.clip(places[np.isfinite(places)], 0.0, room)), [0.0, room])


def _none_moves(gaps: Floats) -> Floats:
    return np.where(gaps <= _LEVEL, 0.0, np.inf)


def places(d: Floats, shares: Floats, gap: float, j: int, width: float) -> Floats:
    """The changes x at which the least total can lie, some of them idle or outside of what is allowed."""
    others = np.delete(np.arange(len(d)), j)
    order = others[np.argsort(-d[others], kind="stable")]
    falling, weights, own = d[order], shares[order], shares[j]
    crossings = d[j] - falling
    with np.errstate(all="ignore"):
        alone = np.array([gap / own])
        if not len(order):
            return np.append(alone, 0.0)
        given = np.append(0.0, np.cumsum(weights))
        closed_to_other = np.cumsum(weights * (falling - falling[-1]))
        used_up = (gap - closed_to_other) / own
        lead = falling - d[j]
        closed_to_j = np.cumsum(weights * lead)
        used_up_by_j = (gap - closed_to_j) / (own + given[1:])
        rest = gap - np.append(0.0, closed_to_j[:-1])
        lowest = np.sqrt(np.maximum((rest + (own + given[:-1]) * lead) * width, 0.0)) - lead
    return np.concatenate([[0.0], alone, crossings, used_up, used_up_by_j, lowest])


def sizes(table: Floats, shares: Floats, gaps: Floats) -> Floats:
    """The share that must move for each line of advantages to close its gap; infinite where none can."""
    least = table.min(axis=1, keepdims=True)
    order = np.argsort(-table, axis=1)
    falling = np.take_along_axis(table, order, axis=1) - least
    weights = shares[order]
    closed = np.cumsum(weights * falling, axis=1)
    enough = closed >= gaps[:, None] - _LEVEL
    last = enough.argmax(axis=1)[:, None]
    step = np.take_along_axis(falling, last, axis=1)[:, 0]
    given = np.take_along_axis(np.cumsum(weights, axis=1) - weights, last, axis=1)[:, 0]
    before = np.take_along_axis(closed - weights * falling, last, axis=1)[:, 0]
    with np.errstate(all="ignore"):
        moved = given + np.where(step > 0, (gaps - before) / step, 0.0)
    return np.where(gaps <= _LEVEL, 0.0, np.where(enough[:, -1], np.maximum(moved, 0.0), np.inf))
