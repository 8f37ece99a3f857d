"""One universe after the other: what is drawn in each, by which methods it may be ranked, and who wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from decision.engine.errors import UnsupportedMethod, pointer
from decision.engine.smaa.kernels import KERNELS, weighted_sum
from decision.engine.smaa.losing import Losing
from decision.engine.smaa.task import Floats, Task

Factor = Literal["weights", "scores", "sources", "method"]
FACTORS: tuple[Factor, ...] = ("weights", "scores", "sources", "method")
_PARTS = (2_000, 1_000, 500, 250, 100, 50, 20, 10, 5, 2, 1)
"""Universes at a time; all of them divide 10,000."""
_NUMBERS = 1_000_000
_TIE = 1e-12
_HUGE = 1e100
"""Values beyond this are made smaller, all alike, so that their squares are numbers too."""
_NEEDS_ABOVE_ZERO = ("weighted_product",)
_NEEDS_ZERO_OR_MORE = ("copras",)


@dataclass(frozen=True, slots=True, eq=False)
class Universe:
    """What may be otherwise: the draws of `task`, the scores that `lost` sources take along, and the `methods`.

    `own` are the decision's own weights (n,), for when they are held.
    """

    task: Task
    lost: Losing
    own: Floats
    left_out: float
    methods: tuple[str, ...]

    @property
    def at_a_time(self) -> int:
        """Universes in a part, by the size of the matrix alone."""
        fitting = _NUMBERS // (self.task.values.size or 1)
        return next((size for size in _PARTS if size <= fitting), 1)

    def count(self, part: int, draws: int) -> Floats:
        """First places (1 + factors, m): as drawn, then with each factor held as the decision has it."""
        if not self.task.names:
            return np.zeros((1 + len(FACTORS), 0))
        return _count_part(self.task, self.own, self.lost, self.methods, self.left_out, part, draws)


def possible_methods(
    task: Task, lost: Losing, wanted: Sequence[str] | None
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The methods to choose among, and why the others cannot be. Raises UnsupportedMethod."""
    unknown = [name for name in wanted or () if name not in KERNELS]
    if unknown:
        raise UnsupportedMethod(
            f"The method {unknown[0]} is not available: use {', '.join(KERNELS)}.",
            [(pointer("methods"), f"There is no method {name}.") for name in unknown],
        )
    methods = tuple(KERNELS) if wanted is None else tuple(dict.fromkeys(wanted))
    without = {name: why for name in methods if (why := _obstacle(task, lost, name))}
    chosen = tuple(name for name in methods if name not in without)
    if not chosen:
        raise UnsupportedMethod(
            next(iter(without.values()), "Give at least one method."),
            [("/methods", "None of them can be used.")],
        )
    return chosen, without


def _obstacle(task: Task, lost: Losing, name: str) -> str | None:
    """Why the values do not allow a method, if they do not. A range may begin at 0: no draw ever hits it."""
    if name not in _NEEDS_ABOVE_ZERO + _NEEDS_ZERO_OR_MORE or not task.values.size:
        return None
    lowest = task.values.copy()
    for cells in task.unsure:
        ends = cells.low if cells.curve is None else np.full(len(cells.rows), cells.curve.vs.min())
        lowest[cells.rows, cells.column] = np.minimum(lowest[cells.rows, cells.column], ends)
    lowest = np.where(lost.loses, np.minimum(lowest, lost.worst), lowest)
    wrong = lowest < 0
    if name in _NEEDS_ABOVE_ZERO:
        wrong |= task.values <= 0
        if not lost.cells:
            wrong |= lost.loses & (lost.worst <= 0)
    if not wrong.any():
        return None
    i, j = (int(place[0]) for place in np.nonzero(wrong))
    needed = "above 0" if name in _NEEDS_ABOVE_ZERO else "of 0 or more"
    return f"It needs every value {needed}, which {task.names[i]} does not have on {task.leaves[j]}."


def _count_part(
    task: Task, own: Floats, lost: Losing, methods: tuple[str, ...], left_out: float, part: int, draws: int
) -> Floats:
    """First places (1 + factors, m): as drawn, then with each factor held as the decision has it."""
    weights = task.weigh(task.rng(part), draws)
    largest = max(task.largest, float(np.abs(lost.worst).max()))
    stated = np.repeat(task.values[:, :, None], draws, axis=2)
    drawn = stated.copy() if task.unsure else stated
    rng = task.rng(part, 1)
    for cells in task.unsure:
        drawn[cells.rows, cells.column] = cells.draw(rng, draws)
    values = lost.lose(drawn, task.rng(part, 2), left_out)
    stated = lost.lose(stated, task.rng(part, 2), left_out)
    if largest > _HUGE:
        values, stated, drawn = (table / largest for table in (values, stated, drawn))
    # Draws are all alike, so those of one method may lie side by side.
    counts = np.bincount(task.rng(part, 3).integers(0, len(methods), draws), minlength=len(methods))
    firmly = np.broadcast_to(own[:, None], weights.shape)
    as_drawn = _first_places(_merits(values, weights, methods, counts))
    return np.stack(
        [
            as_drawn,
            _first_places(_merits(values, firmly, methods, counts)),
            _first_places(_merits(stated, weights, methods, counts)) if task.unsure else as_drawn,
            _first_places(_merits(drawn, weights, methods, counts)) if lost.sources else as_drawn,
            _first_places(weighted_sum(values, weights)),
        ]
    )


def _merits(
    values: Floats, weights: Floats, methods: tuple[str, ...], counts: npt.NDArray[np.int64]
) -> Floats:
    """Merits (m, K): so many draws by each method, one method after the other."""
    ends = np.cumsum(counts).tolist()
    return np.concatenate(
        [
            KERNELS[name](values[:, :, start:end], weights[:, start:end])
            for name, start, end in zip(methods, [0, *ends], ends, strict=False)
            if end > start
        ],
        axis=1,
    )


def _first_places(merits: Floats) -> Floats:
    """Draws that each wins (m,); those that tie share."""
    allowed = _TIE * np.abs(merits).max(axis=0)
    first = merits >= merits.max(axis=0) - allowed
    won: Floats = (first / first.sum(axis=0)).sum(axis=1)
    return won
