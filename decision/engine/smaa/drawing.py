"""Random weights: columns that add up to 1, a row per criterion (so that each criterion's lie side by side)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from decision.engine.smaa.limited import limited
from decision.engine.smaa.settings import WeightDraw

Floats = npt.NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], Floats]


def weight_draw(settings: WeightDraw, leaves: Sequence[str], own: Floats) -> Draw:
    """A function of a generator and a number of draws that gives weights (n, draws); `own` are the decision's
    shares of these leaves. Raises InvalidStudy where no weights keep the limits.
    """
    n = len(leaves)
    if settings.limits:
        return limited(settings.limits, tuple(leaves))
    if settings.kind == "fixed" or n == 1:
        return _always(own if n > 1 else np.ones(1))
    if settings.kind == "around":
        return _around(settings.spread, own)
    if settings.kind == "within":
        return _within(settings.spread, own)
    if settings.kind == "ordered":
        columns = {key: j for j, key in enumerate(leaves)}
        return _ordered([[columns[key] for key in group] for group in settings.order])
    return lambda rng, draws: uniform(rng, n, draws)


def uniform(rng: np.random.Generator, n: int, draws: int) -> Floats:
    """Evenly from the simplex: exponentials over their sum."""
    weights = rng.standard_exponential((n, draws))
    weights *= 1.0 / weights.sum(axis=0)
    return weights


def _always(own: Floats) -> Draw:
    return lambda _, draws: np.repeat(own[:, None], draws, axis=1)


def _around(spread: float, own: Floats) -> Draw:
    """Dirichlet(a w). Its variances are w_j (1 - w_j) / (a + 1), so that the mean of the squared relative
    deviations, weighted by w, is (n - 1) / (a + 1) over the n weights above 0.
    """
    weighing = np.flatnonzero(own)
    if len(weighing) == 1:
        return _always(own)
    strength = (len(weighing) - 1) / spread**2 - 1

    def draw(rng: np.random.Generator, draws: int) -> Floats:
        weights = np.zeros((len(own), draws))
        weights[weighing] = rng.standard_gamma(strength * own[weighing, None], (len(weighing), draws))
        whole = weights.sum(axis=0)
        weights[:, whole == 0] = own[:, None]  # all of them too small for a float
        whole[whole == 0] = 1.0
        weights /= whole
        return weights

    return draw


def _within(spread: float, own: Floats) -> Draw:
    def draw(rng: np.random.Generator, draws: int) -> Floats:
        weights = rng.uniform(1 - spread, 1 + spread, (len(own), draws))
        weights *= own[:, None]
        weights /= weights.sum(axis=0)
        return weights

    return draw


def _ordered(groups: Sequence[Sequence[int]]) -> Draw:
    """Sorted draws from the simplex: exact, since all orders of an even draw are as likely as each other. Members
    of a group share its part of the sorted draw in random order.
    """
    columns = [j for group in groups for j in group]

    def draw(rng: np.random.Generator, draws: int) -> Floats:
        falling = np.sort(uniform(rng, len(columns), draws), axis=0)[::-1]
        start = 0
        weights = np.empty_like(falling)
        for group in groups:
            part = falling[start : start + len(group)]
            weights[list(group)] = rng.permuted(part, axis=0) if len(group) > 1 else part
            start += len(group)
        return weights

    return draw
