"""Random points of a narrow polytope: walking along its axes, each time evenly over what the limits allow.

Hit and run along coordinate directions (Smith 1984), as Tervonen et al. 2013 use hit and run for weights.
Which limits always bind, and a point inside the others, come from one linear program (Freund, Roundy & Todd 1985). The
axes are first turned and stretched so that the polytope is about as wide along each of them; then `_SWEEPS` turns along
all axes forget where the walk began. Every draw is a walk of its own, so draws are independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from decision.engine.errors import InvalidStudy, pointer
from decision.engine.smaa.limits import Limit, coefficients

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
_SWEEPS = 25
_WALKERS, _ROUNDS = 500, 4
_ALMOST_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """From `start` along the columns of `axes`. Both have a row per weight, then a row per limit that does not always
    bind (none below 0 included): by how much it is kept, which never falls below 0.
    """

    weights: int
    start: Floats
    axes: Floats
    sweeps: int

    def __call__(self, rng: np.random.Generator, draws: int) -> Floats:
        """Weights (n, draws)."""
        weights: Floats = self.points(rng, draws)[: self.weights]
        np.maximum(weights, 0.0, out=weights)
        weights /= weights.sum(axis=0)
        return weights

    def points(self, rng: np.random.Generator, draws: int) -> Floats:
        """Weights, and by how much each limit is kept (n + k, draws)."""
        at = np.repeat(self.start[:, None], draws, axis=1)
        steps = [_Step.of(axis, self.weights) for axis in self.axes.T]
        for _ in range(self.sweeps):
            for step in steps:
                step.take(at, rng.random(draws))
        return at


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One axis: the weights that move along it, the limits that are kept by more and those that are kept by less."""

    weights: Rows
    moved: Floats
    more: Rows
    rising: Floats
    less: Rows
    falling: Floats

    @classmethod
    def of(cls, axis: Floats, n: int) -> _Step:
        """Of an axis with n weights first."""
        moved, limits = np.flatnonzero(axis[:n]), np.arange(len(axis)) >= n
        more, less = np.flatnonzero(limits & (axis > 0)), np.flatnonzero(limits & (axis < 0))
        return cls(moved, axis[moved, None], more, axis[more, None], less, -axis[less, None])

    def take(self, at: Floats, part: Floats) -> None:
        """Move all points (n + k, draws) in place: to this part of the way from one end to the other."""
        above, below = at[self.more], at[self.less]
        back = (above / self.rising).min(axis=0)
        length = (below / self.falling).min(axis=0)
        length += back
        length *= part
        length -= back
        at[self.weights] += self.moved * length
        at[self.more] = np.maximum(above + self.rising * length, 0.0)
        at[self.less] = np.maximum(below - self.falling * length, 0.0)


def walk_within(limits: Sequence[Limit], leaves: Sequence[str]) -> Walk:
    """A walk over all weights of these leaves within the limits. Raises InvalidStudy where there are none."""
    body = _Body.of(limits, leaves)
    turned, middle = np.eye(body.axes.shape[1]), body.inside
    for number in range(_ROUNDS if len(middle) else 0):
        walk = body.walk(turned, middle, _SWEEPS // 2)
        at = walk.points(np.random.default_rng(number), _WALKERS)[body.free]
        middle = _rounded(at.mean(axis=1), 9)
        spread = np.atleast_2d(np.cov(at))
        spread += np.diag(np.diag(spread)) * _ALMOST_NOTHING
        turned = _rounded(np.asarray(np.linalg.cholesky(spread), dtype=np.float64), 3)
    return body.walk(turned, middle, _SWEEPS)


def check_room(limits: Sequence[Limit], leaves: Sequence[str]) -> None:
    """Raises InvalidStudy where no weights keep all limits."""
    if _inside(*_sides(limits, leaves)) is None:
        raise _contradicting(limits, leaves)


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """All weights within limits, by coordinates: weights `base` + `axes` @ y, with y the weights `free`; `inside` is a
    y with room, `ends` what `sides` of the weights must come to.
    """

    sides: Floats
    ends: Floats
    base: Floats
    axes: Floats
    free: list[int]
    inside: Floats

    @classmethod
    def of(cls, limits: Sequence[Limit], leaves: Sequence[str]) -> _Body:
        sides, ends = _sides(limits, leaves)
        found = _inside(sides, ends)
        if found is None:
            raise _contradicting(limits, leaves)
        point, binding = found
        n = len(leaves)
        whole = np.concatenate([np.ones((1, n)), sides[binding]])
        base, axes, free = _solved(whole, np.concatenate([[1.0], ends[binding]]))
        return cls(sides[~binding], ends[~binding], base, axes, free, point[free])

    def walk(self, turned: Floats, start: Floats, sweeps: int) -> Walk:
        """From `start` along the columns of `turned`, both in the coordinates."""
        axes = self.axes @ turned
        point = self.base + (self.axes * start).sum(axis=1)
        kept = np.maximum((self.sides * point).sum(axis=1) - self.ends, 0.0)
        along = self.sides @ axes
        along[np.abs(along) < _ALMOST_NOTHING * np.abs(along).max(axis=0, initial=0.0)] = 0.0
        return Walk(len(point), np.concatenate([point, kept]), np.concatenate([axes, along]), sweeps)


def _sides(limits: Sequence[Limit], leaves: Sequence[str]) -> tuple[Floats, Floats]:
    """Weights w are those with sides w >= ends that add up to 1: none below 0, and all limits."""
    rows, numbers = coefficients(limits, leaves)
    n = len(leaves)
    return np.concatenate([np.eye(n), rows]), np.concatenate([np.zeros(n), numbers])


def _inside(sides: Floats, ends: Floats) -> tuple[Floats, npt.NDArray[np.bool_]] | None:
    """A point that keeps sides x >= ends, each with room where that is possible, and the sides that never have any.

    max sum z, 0 <= z <= 1, sides x - ends a - z >= 0, sum x = a >= 1; x / a is the point. None: nothing keeps them.
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped]

    k, n = sides.shape
    found = linprog(
        np.concatenate([np.zeros(n + 1), -np.ones(k)]),
        A_ub=np.hstack([-sides, ends[:, None], np.eye(k)]),
        b_ub=np.zeros(k),
        A_eq=np.concatenate([np.ones(n), [-1.0], np.zeros(k)])[None, :],
        b_eq=[0.0],
        bounds=[(0, None)] * n + [(1, None)] + [(0, 1)] * k,
        method="highs",
    )
    if found.x is None:
        return None
    return found.x[:n] / found.x[n], found.x[n + 1 :] < 0.5


def _solved(rows: Floats, numbers: Floats) -> tuple[Floats, Floats, list[int]]:
    """All x with rows x = numbers, as base (n) + axes (n, d) @ x[free], by elimination."""
    table, pivots = np.concatenate([rows, numbers[:, None]], axis=1), list[int]()
    n = rows.shape[1]
    for row in range(len(table)):
        below, column = np.unravel_index(np.abs(table[row:, :n]).argmax(), table[row:, :n].shape)
        if abs(table[row + below, column]) <= _ALMOST_NOTHING:
            break
        table[[row, row + below]] = table[[row + below, row]]
        table[row] /= table[row, column]
        for other in range(len(table)):
            if other != row:
                table[other] -= table[other, column] * table[row]
        pivots.append(int(column))
    free = [j for j in range(n) if j not in pivots]
    base, axes = np.zeros(n), np.zeros((n, len(free)))
    base[pivots] = table[: len(pivots), n]
    axes[free, range(len(free))] = 1.0
    axes[pivots] = -table[: len(pivots), free]
    return base, axes, free


def _rounded(numbers: Floats, digits: int) -> Floats:
    """To so many digits, which leaves out the last ones, in which machines differ."""
    written = [float(f"{number:.{digits - 1}e}") for number in numbers.ravel().tolist()]
    return np.array(written).reshape(numbers.shape)


def _contradicting(limits: Sequence[Limit], leaves: Sequence[str]) -> InvalidStudy:
    """The refusal of limits that no weights keep. It names some of them: without any one, the others leave room."""
    kept = _at_fault(limits, leaves)
    for place in list(kept):
        fewer = [each for each in kept if each != place]
        if _inside(*_sides([limits[each] for each in fewer], leaves)) is None:
            kept = fewer
    sentence = "No weights that add up to 1 keep this limit" + (
        " together with the others." if kept[1:] else "."
    )
    return InvalidStudy(
        "The limits leave no room: no weights keep them all.",
        [(pointer("weights", "limits", place), sentence) for place in kept],
    )


def _at_fault(limits: Sequence[Limit], leaves: Sequence[str]) -> list[int]:
    """Limits that already contradict each other: those that bear the least by which all must be missed together (the
    multipliers of that linear program prove it; Farkas 1902).
    """
    from scipy.optimize import linprog

    rows, numbers = coefficients(limits, leaves)
    k, n = rows.shape
    found = linprog(
        np.concatenate([np.zeros(n), np.ones(k)]),
        A_ub=np.hstack([-rows, -np.eye(k)]),
        b_ub=-numbers,
        A_eq=np.concatenate([np.ones(n), np.zeros(k)])[None, :],
        b_eq=[1.0],
        method="highs",
    )
    bearing = np.flatnonzero(np.abs(found.ineqlin.marginals) > _ALMOST_NOTHING).tolist()
    return bearing or list(range(k))
