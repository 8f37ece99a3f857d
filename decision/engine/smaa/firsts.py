"""First places alone, for where nothing else of a study is shown: less than half of its time."""

from __future__ import annotations

import numpy as np

from decision.engine.matrix import Matrix
from decision.engine.smaa.counting import add_drawn
from decision.engine.smaa.settings import RANGES, UNIFORM
from decision.engine.smaa.task import Floats, Task, task_of


def first_place_shares(matrix: Matrix, draws: int = 10_000, seed: int = 0) -> dict[str, float]:
    """The share of weightings, drawn evenly from all, that put each alternative first; ties split equally.

    Missing and uncertain scores are drawn too: the figure, from the same draws, that `acceptability` has; 0 for what
    a gate excludes. Raises InvalidStudy and UnboundedMissing. O(draws x m x n).
    """
    task = task_of(matrix, None, UNIFORM, RANGES, draws=draws, seed=seed, pairwise=False)
    found = dict.fromkeys(matrix.alternatives, 0.0)
    if not task.names:
        return found
    wins = np.zeros(len(task.names))
    for number, start in enumerate(range(0, draws, task.chunk)):
        wins += _wins(task, number, min(task.chunk, draws - start))
    return found | dict(zip(task.names, (wins / draws).tolist(), strict=True))


def _wins(task: Task, number: int, draws: int) -> Floats:
    """First places of one chunk, shared among those that tie."""
    weights = task.weigh(task.rng(number), draws)
    totals = task.values @ weights
    if task.unsure:
        rng = task.rng(number, 1)
        for cells in task.unsure:
            add_drawn(task, cells, cells.draw(rng, draws), weights, totals)
    first = totals >= totals.max(axis=0) - task.tolerance
    won: Floats = np.count_nonzero(first, axis=1).astype(np.float64)
    if won.sum() > draws:
        won = (first / np.count_nonzero(first, axis=0)).sum(axis=1)
    return won
