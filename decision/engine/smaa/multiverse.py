"""One figure over everything that could have been done otherwise: weights, scores, sources and method."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
import numpy.typing as npt

from decision.engine.errors import InvalidStudy, UnsupportedMethod, pointer
from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.smaa.answer import standard_error, wilson
from decision.engine.smaa.kernels import KERNELS, weighted_sum
from decision.engine.smaa.losing import Evidence, Losing, losing
from decision.engine.smaa.settings import AROUND, OFF_BY_ONE, ScoreDraw, WeightDraw
from decision.engine.smaa.task import VERSION, Floats, Task, task_of

Factor = Literal["weights", "scores", "sources", "method"]
FACTORS: tuple[Factor, ...] = ("weights", "scores", "sources", "method")
_PART = 1_000_000
_TIE = 1e-12
_HUGE = 1e100
"""Values beyond this are made smaller, all alike, so that their squares are numbers too."""
_MOST_AT_A_TIME = 2_000
_NEEDS_ABOVE_ZERO = ("weighted_product",)
_NEEDS_ZERO_OR_MORE = ("copras",)


@dataclass(frozen=True, slots=True)
class UniverseShare:
    """In how many universes one alternative is first; ties count their part.

    `held[factor]` is the share when that factor alone stays as the decision has it, over the same draws.
    """

    alternative: str
    share: float
    error: float
    interval: tuple[float, float]
    held: Mapping[Factor, float]


@dataclass(frozen=True, slots=True)
class Multiverse:
    """Shares in the order of the matrix; `methods` and `sources` are those among which was chosen."""

    shares: tuple[UniverseShare, ...]
    excluded: tuple[str, ...]
    draws: int
    seed: int
    weights: WeightDraw
    scores: ScoreDraw
    methods: tuple[str, ...]
    methods_left_out: Mapping[str, str]
    """Methods that these values do not allow, with the reason."""
    sources: tuple[str, ...]
    left_out: float
    version: str
    fingerprint: str


def multiverse(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    *,
    weights: WeightDraw = AROUND,
    scores: ScoreDraw = OFF_BY_ONE,
    evidence: Sequence[Evidence] = (),
    left_out: float = 0.25,
    methods: Sequence[str] | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> Multiverse:
    """The share of universes that each alternative wins.

    In each universe weights and scores are drawn as stated, every source is left out with the chance
    `left_out` (a score that loses all its sources then lies evenly anywhere on its scale, or at its worst, as
    `scores.missing` says), and one of the `methods` (None: all that these values allow) is chosen, each with the
    same chance.

    Raises InvalidStudy, UnboundedMissing, UnsupportedMethod and as `shares`.
    """
    task = task_of(matrix, points, weights, scores, draws=draws, seed=seed)
    if not 0 <= left_out <= 1:
        raise InvalidStudy(
            f"The chance of leaving out a source lies between 0 and 1 (got {left_out!r}).",
            [("/left_out", "Give 0 to 1.")],
        )
    rows = ranked_rows(matrix, gate_results(matrix)) if task.names else []
    lost = losing(matrix, rows, evidence, scores)
    own = _own_weights(matrix, points)
    chosen, without = _possible(task, lost, methods)
    counted = np.zeros((1 + len(FACTORS), len(task.names)))
    at_a_time = max(1, min(_MOST_AT_A_TIME, _PART // (task.values.size or 1)))
    for part, start in enumerate(range(0, draws, at_a_time)):
        if task.names:
            counted += _count_part(task, own, lost, chosen, left_out, part, min(at_a_time, draws - start))
    table = (counted / draws).tolist()
    asked = (task.fingerprint, tuple(evidence), float(left_out), chosen)
    return Multiverse(
        shares=tuple(
            UniverseShare(
                alternative=name,
                share=table[0][i],
                error=standard_error(table[0][i], draws),
                interval=wilson(table[0][i], draws),
                held={factor: table[1 + k][i] for k, factor in enumerate(FACTORS)},
            )
            for i, name in enumerate(task.names)
        ),
        excluded=task.excluded,
        draws=draws,
        seed=seed,
        weights=weights,
        scores=scores,
        methods=chosen,
        methods_left_out=without,
        sources=lost.sources,
        left_out=float(left_out),
        version=VERSION,
        fingerprint=hashlib.sha256(repr(asked).encode()).hexdigest(),
    )


def _own_weights(matrix: Matrix, points: Mapping[str, Decimal] | None) -> Floats:
    if not matrix.leaves:
        return np.zeros(0)
    own = matrix.tree.weights(points)
    matrix.prepared.check_bounded(own, matrix.alternatives, matrix.leaves)
    return np.array([part / own.whole for part in own.parts], dtype=np.float64)


def _possible(
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
