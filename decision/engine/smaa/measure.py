"""What to measure next: the uncertain and missing scores, by how likely knowing them would change the winner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.figures import figures
from decision.engine.matrix import Matrix
from decision.engine.smaa.answer import standard_error
from decision.engine.smaa.counting import add_drawn
from decision.engine.smaa.settings import RANGES, ScoreDraw, WeightDraw
from decision.engine.smaa.task import Floats, Task, task_of
from decision.engine.smaa.unsure import Unsure

_PART = 1_000_000
"""Drawn scores held at a time."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """One score that is not known exactly.

    `alone`: the chance that the winner is another than today's once this score is known and all others stay
    as the ranking has them. `together`: the chance that it decides who wins when all others are known too, i.e. that
    the winner would be another with today's figure in place of the true one. Standard errors sqrt(p (1 - p) / N).
    """

    alternative: str
    criterion: str
    is_missing: bool
    alone: float
    alone_error: float
    together: float
    together_error: float
    mostly: str | None
    """Who takes the first place then: the alternative itself, or where it leads today the second; None: nobody."""


@dataclass(frozen=True, slots=True)
class Unknowns:
    """`cells` by falling `alone`, then `together`; `changes` is the chance that another wins once all is known.

    `leaders` win today. A tie counts as a change only where none of today's leaders is in it.
    """

    cells: tuple[Unknown, ...]
    leaders: tuple[str, ...]
    changes: float
    changes_error: float
    draws: int
    seed: int


def what_to_measure(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    *,
    scores: ScoreDraw = RANGES,
    draws: int = 10_000,
    seed: int = 0,
) -> Unknowns:
    """The scores worth knowing at the decision's own weights (or `points`). O(draws x cells).

    Raises InvalidStudy, UnboundedMissing and as `shares`.
    """
    task = task_of(matrix, points, WeightDraw("fixed"), scores, draws=draws, seed=seed)
    computed = figures(matrix, points)
    leaders = [computed.ranked.index(i) for i in computed.leaders()] if task.names else []
    tallies = [_Tally.of(len(cells.rows)) for cells in task.unsure]
    known = _Known.of(task, leaders)
    changes = 0
    at_a_time = max(1, min(task.chunk, _PART // (1 + sum(len(cells.rows) for cells in task.unsure))))
    if task.unsure and task.names:
        for part, start in enumerate(range(0, draws, at_a_time)):
            changes += _count_part(task, known, part, min(at_a_time, draws - start), tallies)
    missing = {(matrix.alternatives[i], j) for i, row in enumerate(matrix.prepared.missing) for j in row}
    found = [
        _unknown(task, known, cells, k, tally, draws, missing)
        for cells, tally in zip(task.unsure, tallies, strict=True)
        for k in range(len(cells.rows))
    ]
    places = {key: place for place, key in enumerate((*task.names, *task.leaves))}
    found.sort(key=lambda u: (-u.alone, -u.together, places[u.alternative], u.criterion))
    return Unknowns(
        cells=tuple(found),
        leaders=tuple(task.names[i] for i in leaders),
        changes=changes / draws,
        changes_error=standard_error(changes / draws, draws),
        draws=draws,
        seed=seed,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Tally:
    """Per cell of one `Unsure`: draws that change the winner alone, and together with all others."""

    alone: npt.NDArray[np.int64]
    together: npt.NDArray[np.int64]

    @classmethod
    def of(cls, cells: int) -> Self:
        """Before the first draw."""
        return cls(np.zeros(cells, dtype=np.int64), np.zeros(cells, dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Today: totals, who leads, and for each alternative the best total among those it would have to pass.

    `rivals[i]` is the best of the others. With several leaders no single cell of theirs unseats them all.
    """

    totals: Floats
    leads: npt.NDArray[np.bool_]
    rivals: Floats
    runner_up: int | None

    @classmethod
    def of(cls, task: Task, leaders: list[int]) -> Self:
        totals = task.values @ task.own
        leads = np.zeros(len(totals), dtype=np.bool_)
        leads[leaders] = True
        if not len(totals):
            return cls(totals, leads, totals, None)
        rivals = _best_of_others(totals[:, None])[:, 0]
        behind = np.where(leads, -np.inf, totals)
        runner_up = int(behind.argmax()) if len(leaders) == 1 < len(totals) else None
        return cls(totals, leads, rivals, runner_up)


def _best_of_others(totals: Floats) -> Floats:
    """For every alternative (m, draws) the largest total of all others; -inf where there is none."""
    first = totals.argmax(axis=0)
    draws = np.arange(totals.shape[1])
    top = totals[first, draws]
    rest = totals.copy()
    rest[first, draws] = -np.inf
    found = np.broadcast_to(top, totals.shape).copy()
    found[first, draws] = rest.max(axis=0)
    return found


def _count_part(task: Task, known: _Known, part: int, draws: int, tallies: list[_Tally]) -> int:
    """Draw all cells, count per cell, and return how many draws have another winner than today."""
    rng = task.rng(part)
    weights = np.broadcast_to(task.own[:, None], (len(task.own), draws))
    totals = np.repeat(known.totals[:, None], draws, axis=1)
    scores = [cells.draw(rng, draws) for cells in task.unsure]
    for cells, drawn in zip(task.unsure, scores, strict=True):
        add_drawn(task, cells, drawn, weights, totals)
    others = _best_of_others(totals)
    only = np.count_nonzero(known.leads) == 1
    for cells, drawn, tally in zip(task.unsure, scores, tallies, strict=True):
        change = task.own[cells.column] * (drawn - task.values[cells.rows, cells.column][:, None])
        lead = known.totals[cells.rows, None] + change - known.rivals[cells.rows, None]
        leads = known.leads[cells.rows, None]
        alone = np.where(leads, only & (lead < -task.tolerance), lead > task.tolerance)
        tally.alone[:] += np.count_nonzero(alone, axis=1)
        truly = totals[cells.rows] - others[cells.rows]
        without = truly - change
        swapped = ((truly > task.tolerance) & (without < -task.tolerance)) | (
            (truly < -task.tolerance) & (without > task.tolerance)
        )
        tally.together[:] += np.count_nonzero(swapped, axis=1)
    if not known.leads.any():
        return 0
    return int(np.count_nonzero(totals[known.leads].max(axis=0) < totals.max(axis=0) - task.tolerance))


def _unknown(
    task: Task, known: _Known, cells: Unsure, k: int, tally: _Tally, draws: int, missing: set[tuple[str, int]]
) -> Unknown:
    row = int(cells.rows[k])
    name = task.names[row]
    alone, together = int(tally.alone[k]) / draws, int(tally.together[k]) / draws
    mostly: int | None = known.runner_up if known.leads[row] else row
    return Unknown(
        alternative=name,
        criterion=task.leaves[cells.column],
        is_missing=(name, cells.column) in missing,
        alone=alone,
        alone_error=standard_error(alone, draws),
        together=together,
        together_error=standard_error(together, draws),
        mostly=task.names[mostly] if alone and mostly is not None else None,
    )
