"""From counts to figures."""

from __future__ import annotations

from math import sqrt

import numpy as np

from decision.engine.smaa.answer import Causes, Places, Quantiles
from decision.engine.smaa.counting import UNIT, WEIGHT_UNIT, Counts, Whole, add_drawn
from decision.engine.smaa.task import Floats, Task

_CONFIDENCE_DRAWS = 10_000
_LEAST_CONFIDENCE_DRAWS = 100
_CONFIDENCE_WORK = 100_000_000
_PART = 1_000_000
_DECIMALS = 9


def shares_of(counts: Counts) -> Floats:
    """Rank acceptability indices (m, m); rows and columns add up to 1."""
    found: Floats = (counts.placed + counts.shared / UNIT) / counts.draws
    return found


def largest_error(counts: Counts) -> float:
    """The largest standard error of all shares."""
    shares = shares_of(counts)
    return sqrt(float((shares * (1 - shares)).max(initial=0.0)) / counts.draws)


def places_of(task: Task, counts: Counts, *, finished: bool) -> tuple[Places, ...]:
    """A line for every alternative that takes part; confidence factors once the study is finished."""
    m = len(task.names)
    shares = shares_of(counts)
    mean_ranks = _mean_ranks(counts)
    central = _central(counts)
    confidence = _confidence(task, central) if task.unsure and finished else [None] * m
    return tuple(
        Places(
            alternative=name,
            draws=counts.draws,
            packed=shares[i].tobytes(),
            mean_rank=mean_ranks[i],
            central=_by_leaf(task, central[i]),
            confidence=confidence[i],
            total=_quantiles(task, counts.totals[i], i) if task.totals else None,
        )
        for i, name in enumerate(task.names)
    )


def _mean_ranks(counts: Counts) -> list[float]:
    """From whole numbers to the nearest float: sums of floats would differ from machine to machine."""
    ranks = np.arange(1, len(counts.placed) + 1)
    placed = (counts.placed @ ranks).tolist()
    if not counts.shared.any():
        return [whole / counts.draws for whole in placed]
    # Shared places times ranks exceed 64 bits: their upper and lower halves do not.
    upper, lower = ((half @ ranks).tolist() for half in (counts.shared >> 32, counts.shared & 0xFFFFFFFF))
    return [
        (whole * UNIT + (high << 32) + low) / (UNIT * counts.draws)
        for whole, high, low in zip(placed, upper, lower, strict=True)
    ]


def _by_leaf(task: Task, weights: Floats | None) -> dict[str, float] | None:
    return None if weights is None else dict(zip(task.leaves, weights.tolist(), strict=True))


def _central(counts: Counts) -> list[Floats | None]:
    """Mean weights of the draws that each wins, to 9 decimals: as fine as they were summed."""
    sums = counts.weights / WEIGHT_UNIT
    whole = sums.sum(axis=1)
    return [
        np.round(row / total, _DECIMALS) if total > 0 else None
        for row, total in zip(sums, whole, strict=True)
    ]


def _confidence(task: Task, central: list[Floats | None]) -> list[float | None]:
    """P(i first | w = c_i) over scores, from draws of their own that all alternatives have in common.

    As many draws as fit into the work allowed, at most 10,000; too large a study has none.
    """
    winners = [(i, weights) for i, weights in enumerate(central) if weights is not None]
    found: list[float | None] = [None] * len(central)
    size = len(central) + sum(len(cells.rows) for cells in task.unsure)
    draws = min(_CONFIDENCE_DRAWS, _CONFIDENCE_WORK // (size * len(winners)))
    if draws < _LEAST_CONFIDENCE_DRAWS:
        return found
    at_a_time = max(1, min(draws, _PART // size))
    won = dict.fromkeys((i for i, _ in winners), 0.0)
    for part, start in enumerate(range(0, draws, at_a_time)):
        rows = min(at_a_time, draws - start)
        rng = task.rng(part, 2)
        scores = [cells.draw(rng, rows) for cells in task.unsure]
        for i, weights in winners:
            totals = np.repeat((task.values @ weights)[:, None], rows, axis=1)
            for cells, drawn in zip(task.unsure, scores, strict=True):
                add_drawn(task, cells, drawn, np.broadcast_to(weights[:, None], (len(weights), rows)), totals)
            first = totals >= totals.max(axis=0) - task.tolerance
            won[i] += float((first[i] / first.sum(axis=0)).sum())
    for i, count in won.items():
        found[i] = count / draws
    return found


def _quantiles(task: Task, histogram: Whole, row: int) -> Quantiles:
    low, width = float(task.lows[row]), float(task.widths[row])
    if width <= task.tolerance:
        return Quantiles(low, low, low)
    together = np.concatenate([[0], np.cumsum(histogram)])
    edges = low + width * np.arange(task.bins + 1) / task.bins
    # Only bins that hold something may be passed through; of an empty stretch its beginning counts.
    kept = np.concatenate([[True], np.diff(together) > 0])
    at = np.interp(np.array([0.05, 0.5, 0.95]) * together[-1], together[kept], edges[kept])
    return Quantiles(*(float(x) for x in at))


def causes_of(task: Task, counts: Counts) -> Causes | None:
    """Shares of variance, or None where nothing varies or nobody asked."""
    if not counts.causes.any():
        return None
    m = len(task.names)
    same_weights, same_scores, pairs = (int(count) for count in counts.causes[m:])
    by_chance = float(((counts.causes[:m] / pairs) ** 2).sum())
    if by_chance >= 1:
        return None
    weights, scores = (
        min(1.0, max(0.0, (same / pairs - by_chance) / (1 - by_chance)))
        for same in (same_weights, same_scores)
    )
    return Causes(weights, scores, max(0.0, 1 - weights - scores))


def pairwise_of(task: Task, counts: Counts) -> tuple[tuple[float, ...], ...] | None:
    """Shares of draws in which a row beats a column; 0 with itself."""
    if not task.pairwise:
        return None
    return tuple(tuple(row) for row in (counts.wins / (2 * counts.draws)).tolist())
