"""Random weights: rows that add up to 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from decision.engine.smaa.settings import WeightDraw

Floats = npt.NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], Floats]


def weight_draw(settings: WeightDraw, leaves: Sequence[str], own: Floats) -> Draw:
    """A function of a generator and a number of rows; `own` are the decision's shares of these leaves."""
    n = len(leaves)
    if settings.kind == "fixed" or n == 1:
        return lambda _, rows: np.broadcast_to(own if n > 1 else np.ones(1), (rows, n)).copy()
    if settings.kind == "around":
        return _around(settings.spread, own)
    if settings.kind == "within":
        return _within(settings.spread, own)
    if settings.kind == "ordered":
        columns = {key: j for j, key in enumerate(leaves)}
        return _ordered([[columns[key] for key in group] for group in settings.order])
    return lambda rng, rows: uniform(rng, rows, n)


def uniform(rng: np.random.Generator, rows: int, n: int) -> Floats:
    """Evenly from the simplex: exponentials over their sum."""
    weights = rng.standard_exponential((rows, n))
    # A product with ones adds a row several times as fast as sum(axis=1) where rows are short.
    weights *= (1.0 / (weights @ np.ones(n)))[:, None]
    return weights


def _around(spread: float, own: Floats) -> Draw:
    """Dirichlet(a w). Its variances are w_j (1 - w_j) / (a + 1), so that the mean of the squared relative
    deviations, weighted by w, is (n - 1) / (a + 1) over the n weights above 0.
    """
    weighing = np.flatnonzero(own)
    strength = (len(weighing) - 1) / spread**2 - 1
    if len(weighing) == 1:
        return lambda _, rows: np.broadcast_to(own, (rows, len(own))).copy()

    def draw(rng: np.random.Generator, rows: int) -> Floats:
        weights = np.zeros((rows, len(own)))
        weights[:, weighing] = rng.standard_gamma(strength * own[weighing], (rows, len(weighing)))
        whole = weights.sum(axis=1)
        weights[whole == 0] = own  # all of them too small for a float
        whole[whole == 0] = 1.0
        weights /= whole[:, None]
        return weights

    return draw


def _within(spread: float, own: Floats) -> Draw:
    def draw(rng: np.random.Generator, rows: int) -> Floats:
        weights = rng.uniform(1 - spread, 1 + spread, (rows, len(own)))
        weights *= own
        weights /= weights.sum(axis=1, keepdims=True)
        return weights

    return draw


def _ordered(groups: Sequence[Sequence[int]]) -> Draw:
    """Sorted rows of the simplex: exact, since all orders of a uniform draw are as likely as each other. Members
    of a group share its part of the sorted row in random order.
    """
    columns = [j for group in groups for j in group]

    def draw(rng: np.random.Generator, rows: int) -> Floats:
        falling = np.sort(uniform(rng, rows, len(columns)), axis=1)[:, ::-1]
        start = 0
        weights = np.empty_like(falling)
        for group in groups:
            part = falling[:, start : start + len(group)]
            weights[:, columns[start : start + len(group)]] = (
                rng.permuted(part, axis=1) if len(group) > 1 else part
            )
            start += len(group)
        return weights

    return draw
