"""Counting draws, chunk by chunk, in whole numbers: sums of chunks do not depend on their order.

Up to 12 alternatives all pairs are compared; beyond that totals are sorted. For sorting, the last bits of each total
are replaced by the number of its alternative: sorting plain numbers is several times as fast as sorting an order along
with them, and the bits lost lie far below the tolerance for ties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from math import lcm
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.smaa.task import Floats, Task
from decision.engine.smaa.unsure import Unsure

Whole = npt.NDArray[np.int64]
UNIT = lcm(*range(1, 29))
"""One draw, in parts that up to 28 that tie can share equally. 10 million of them fit into 64 bits."""
WEIGHT_UNIT = 2.0**30
FEW = 12
"""Measured: they cross between 10 and 12."""


@dataclass(slots=True, eq=False)
class Counts:
    """What is known of `draws` draws. Arrays are (m, m) by alternative and place unless told otherwise.

    `shared` counts draws with ties, in UNIT; `weights` (m, n) sums the weights of the draws that each
    alternative wins, in WEIGHT_UNIT, rounded once a chunk; `wins` counts pairs, in halves; `totals` (m, bins)
    is a histogram; `causes` has the winners (m of them), then how often neighbouring draws have the same
    winner with the weights in common and with the scores in common, and the number of such pairs.
    """

    draws: int
    placed: Whole
    shared: Whole
    weights: Whole
    wins: Whole
    totals: Whole
    causes: Whole

    @classmethod
    def none(cls, task: Task) -> Self:
        """Before the first draw."""
        m, n = task.values.shape
        shapes = (
            (m, m),
            (m, m),
            (m, n),
            (m, m) if task.pairwise else (0, 0),
            (m, task.bins) if task.totals else (0, 0),
            (m + 3,) if task.causes else (0,),
        )
        return cls(0, *(np.zeros(shape, dtype=np.int64) for shape in shapes))

    def __iadd__(self, other: Counts) -> Self:
        self.draws += other.draws
        for mine, theirs in zip(self.arrays(), other.arrays(), strict=True):
            mine += theirs
        return self

    def arrays(self) -> Iterator[Whole]:
        """All but the number of draws, in a fixed order."""
        for entry in fields(self)[1:]:
            yield getattr(self, entry.name)


def count_chunk(task: Task, number: int, draws: int, into: Counts) -> None:
    """Draw chunk `number` of the task and add what it shows to `into`. O(draws x m x n)."""
    into.draws += draws
    if not task.names:
        return
    weights = task.weigh(task.rng(number), draws)
    few = len(task.names) <= FEW
    totals = task.values @ weights if few else weights.T @ task.values.T
    by_row = totals if few else totals.T
    if task.unsure:
        _draw_scores(task, number, weights, by_row, into)
    if task.totals:
        _count_totals(task, by_row, into.totals)
    if few:
        _count_few(task, totals, weights, into)
    else:
        if task.pairwise:
            _count_pairs(task, np.ascontiguousarray(totals.T), into.wins)
        _count_many(task, totals, weights, into)


def add_drawn(task: Task, cells: Unsure, drawn: Floats, weights: Floats, totals: Floats) -> None:
    """Add to totals (m x draws) what the drawn scores of these cells change against the stated ones."""
    j, rows = cells.column, cells.rows
    change = drawn - task.values[rows, j][:, None]
    change *= weights[j]
    if len(rows) == len(totals):
        totals += change
    else:
        totals[rows] += change


def _draw_scores(task: Task, number: int, weights: Floats, totals: Floats, into: Counts) -> None:
    """Totals (m, draws) with drawn scores, a column of cells at a time.

    For the causes each draw's weights meet the scores of the next draw, too (pick and freeze).
    """
    rng = task.rng(number, 1)
    asked = task.causes and task.weights_vary
    crossed = totals.copy() if asked else totals
    for cells in task.unsure:
        drawn = cells.draw(rng, weights.shape[1])
        add_drawn(task, cells, drawn, weights, totals)
        if asked:
            add_drawn(task, cells, np.roll(drawn, -1, axis=1), weights, crossed)
    if asked:
        winners, others, m = totals.argmax(axis=0), crossed.argmax(axis=0), len(totals)
        into.causes[:m] += np.bincount(winners, minlength=m)
        into.causes[m] += np.count_nonzero(winners == others)
        into.causes[m + 1] += np.count_nonzero(np.roll(winners, -1) == others)
        into.causes[m + 2] += len(winners)


def _count_few(task: Task, totals: Floats, weights: Floats, into: Counts) -> None:
    """Totals (m, draws): all pairs. A pair that ties in some draw sends these draws to `_count_ties`."""
    m, draws = totals.shape
    above = np.zeros((m, draws), dtype=np.int8)
    gap = np.empty(draws)
    up, down = np.empty(draws, dtype=np.bool_), np.empty(draws, dtype=np.bool_)
    as_up, as_down = up.view(np.int8), down.view(np.int8)
    tied = np.zeros(draws, dtype=np.bool_)
    for i in range(m):
        for j in range(i):
            np.subtract(totals[j], totals[i], out=gap)
            np.greater(gap, task.tolerance, out=up)
            np.less(gap, -task.tolerance, out=down)
            above[i] += as_up
            above[j] += as_down
            ups, downs = int(np.count_nonzero(up)), int(np.count_nonzero(down))
            if task.pairwise:
                into.wins[j, i] += draws + ups - downs
                into.wins[i, j] += draws + downs - ups
            if ups + downs < draws:
                tied |= ~(up | down)
    if tied.any():
        _count_ties(task, _packed(np.ascontiguousarray(totals[:, tied].T)), weights[:, tied], into)
        above, weights = above[:, ~tied], weights[:, ~tied]
    for i in range(m):
        into.placed[i] += np.bincount(above[i], minlength=m)
    into.weights += _rounded((above == 0).astype(np.float64) @ weights.T)


def _packed(totals: Floats) -> Floats:
    """Totals (draws, m) in place: rising, each with the number of its alternative in its last bits."""
    m = totals.shape[1]
    bits = totals.view(np.int64)
    bits &= ~_mask(m)
    bits |= np.arange(m)
    totals.sort(axis=1)
    return totals


def _mask(m: int) -> int:
    return (1 << (m - 1).bit_length()) - 1


def _count_many(task: Task, totals: Floats, weights: Floats, into: Counts) -> None:
    """Totals (draws, m), which are overwritten: sorting."""
    m = totals.shape[1]
    ordered = _packed(totals)
    gaps = ordered[:, 1:] - ordered[:, :-1]
    if gaps.min(initial=np.inf) <= task.tolerance:
        tied = (gaps <= task.tolerance).any(axis=1)
        _count_ties(task, ordered[tied], weights[:, tied], into)
        ordered, weights = ordered[~tied], weights[:, ~tied]
    order = ordered.view(np.int64)
    order &= _mask(m)
    leaders = order[:, -1].copy()
    order += np.arange(m - 1, -1, -1) * m
    into.placed += np.bincount(order.ravel(), minlength=m * m).reshape(m, m).T
    for j, column in enumerate(weights):
        into.weights[:, j] += _rounded(np.bincount(leaders, weights=column, minlength=m))


def _rounded(sums: Floats | npt.NDArray[np.signedinteger]) -> Whole:
    return np.rint(sums * WEIGHT_UNIT).astype(np.int64)


def _count_ties(task: Task, ordered: Floats, weights: Floats, into: Counts) -> None:
    """Draws in which some tie, from `_packed` totals: those within the tolerance of a neighbour share places."""
    draws, m = ordered.shape
    falling = ordered[:, ::-1]
    order = falling.view(np.int64) & _mask(m)
    starts = np.ones((draws, m + 1), dtype=np.bool_)
    starts[:, 1:-1] = falling[:, :-1] - falling[:, 1:] > task.tolerance
    places = np.arange(m + 1)
    first = np.maximum.accumulate(np.where(starts[:, :-1], places[:-1], 0), axis=1)
    after = np.minimum.accumulate(np.where(starts[:, 1:], places[1:], m)[:, ::-1], axis=1)[:, ::-1]
    size = after - first
    part = UNIT // size
    # Each gets its part of places first..after-1: + where they begin, - where they end, summed up. What a
    # large group cannot share equally stays with the order of listing, so that rows and columns still add up.
    shape = (m, m + 1)
    begin = np.bincount((order * (m + 1) + first).ravel(), part.ravel(), minlength=m * (m + 1))
    end = np.bincount((order * (m + 1) + after).ravel(), part.ravel(), minlength=m * (m + 1))
    into.shared += np.cumsum((begin - end).astype(np.int64).reshape(shape), axis=1)[:, :-1]
    rest = (UNIT - part * size).ravel()
    if rest.any():
        own_place = (order * m + places[:-1]).ravel()
        into.shared += np.bincount(own_place, rest, minlength=m * m).astype(np.int64).reshape(m, m)
    rows, at = np.nonzero(first == 0)
    leaders, shares = order[rows, at], 1.0 / size[rows, at]
    for j, column in enumerate(weights):
        into.weights[:, j] += _rounded(np.bincount(leaders, weights=column[rows] * shares, minlength=m))


def _count_pairs(task: Task, totals: Floats, wins: Whole) -> None:
    """Every pair of more than 12 (m, draws): 2 for a win, 1 for a tie."""
    draws = totals.shape[1]
    for i in range(1, len(totals)):
        gaps = totals[:i] - totals[i]
        ups = np.count_nonzero(gaps > task.tolerance, axis=1)
        downs = np.count_nonzero(gaps < -task.tolerance, axis=1)
        wins[:i, i] += draws + ups - downs
        wins[i, :i] += draws + downs - ups


def _count_totals(task: Task, totals: Floats, into: Whole) -> None:
    """Totals (m, draws) into equal bins between the least and the greatest possible."""
    for i, row in enumerate(totals):
        if task.widths[i] > task.tolerance:
            bins = ((row - task.lows[i]) * (task.bins / task.widths[i])).astype(np.intp)
            np.clip(bins, 0, task.bins - 1, out=bins)
            into[i] += np.bincount(bins, minlength=task.bins)
