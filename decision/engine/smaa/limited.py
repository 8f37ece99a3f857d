"""Random weights within limits, evenly from all that add up to 1 and keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from decision.engine.errors import InvalidStudy
from decision.engine.smaa.limits import TOLERANCE, Limit, coefficients, wrong_limits
from decision.engine.smaa.walking import Walk, check_room, walk_within

Floats = npt.NDArray[np.float64]
_PILOT = 20_000
_LEAST_ACCEPTANCE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Limited:
    """Weights that keep g w >= h, for which `free` columns share `rest` beyond their least shares `low`.

    Least shares are taken off first, which is exact; the other limits are kept by drawing again while that keeps more
    than 1 draw in 100, else every draw walks (`walking`). `acceptance` is the share of all even draws from the simplex
    that keep the limits, from 20,000; None where draws walk, or a share is given exactly.
    """

    low: Floats
    free: npt.NDArray[np.intp]
    rest: float
    rows: Floats
    numbers: Floats
    acceptance: float | None
    is_narrow: bool
    walk: Walk | None = None

    def __call__(self, rng: np.random.Generator, draws: int) -> Floats:
        """Weights (n, draws)."""
        if self.walk is not None:
            return self.walk(rng, draws)
        parts, missing = [], draws
        while missing:
            weights = _even(rng, self.low, self.free, self.rest, draws)
            kept = weights[:, _keep(self.rows, self.numbers, weights)][:, :missing]
            parts.append(kept)
            missing -= kept.shape[1]
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)


def check_limits(limits: Sequence[Limit], leaves: Sequence[str]) -> None:
    """Refuse limits that are wrong or leave no room. Raises InvalidStudy with a pointer to each of those."""
    if problems := wrong_limits(limits, leaves):
        raise InvalidStudy(problems[0][1], problems)
    if _tried(tuple(limits), tuple(leaves)).is_narrow:
        check_room(limits, leaves)


def are_narrow(limits: Sequence[Limit], leaves: Sequence[str]) -> bool:
    """Whether so few weights keep valid limits that they are walked to, which takes longer."""
    return _tried(tuple(limits), tuple(leaves)).is_narrow


@lru_cache(maxsize=64)
def limited(limits: tuple[Limit, ...], leaves: tuple[str, ...]) -> Limited:
    """What draws weights of these leaves within valid limits. Raises InvalidStudy, naming those that contradict each
    other, where no weights keep them.
    """
    tried = _tried(limits, leaves)
    return replace(tried, walk=walk_within(limits, leaves)) if tried.is_narrow else tried


@lru_cache(maxsize=64)
def _tried(limits: tuple[Limit, ...], leaves: tuple[str, ...]) -> Limited:
    """As `limited`, without walking."""
    rows, numbers = coefficients(limits, leaves)
    low, high = _ends(limits, leaves)
    free = np.flatnonzero(high > low)
    rest = 1.0 - float(low.sum())
    kept = 0.0
    if rest > TOLERANCE and len(free):
        pilot = _even(np.random.default_rng(0), low, free, rest, _PILOT)
        kept = float(_keep(rows, numbers, pilot).mean())
    is_narrow = kept <= _LEAST_ACCEPTANCE
    tells = not is_narrow and len(free) == len(leaves)
    part = kept * rest ** (len(leaves) - 1) if tells else None
    return Limited(low, free, rest, rows, numbers, part, is_narrow)


def _ends(limits: Sequence[Limit], leaves: Sequence[str]) -> tuple[Floats, Floats]:
    """The least and the greatest share that each leaf is given by name."""
    low, high = dict.fromkeys(leaves, 0.0), dict.fromkeys(leaves, 1.0)
    for limit in limits:
        if limit.over is None and limit.comparison == "at_least":
            low[limit.criterion] = max(low[limit.criterion], limit.times)
        elif limit.over is None:
            high[limit.criterion] = min(high[limit.criterion], limit.times)
    return np.array(list(low.values())), np.array(list(high.values()))


def _even(
    rng: np.random.Generator, low: Floats, free: npt.NDArray[np.intp], rest: float, draws: int
) -> Floats:
    """Evenly from all weights of at least `low`."""
    parts = rng.standard_exponential((len(free), draws))
    parts *= rest / parts.sum(axis=0)
    weights = np.repeat(low[:, None], draws, axis=1)
    weights[free] += parts
    return weights


def _keep(rows: Floats, numbers: Floats, weights: Floats) -> npt.NDArray[np.bool_]:
    """Which of these weights (n, draws) keep all limits."""
    kept = np.ones(weights.shape[1], dtype=np.bool_)
    for row, number in zip(rows, numbers, strict=True):
        named = np.flatnonzero(row)
        kept &= (row[named, None] * weights[named]).sum(axis=0) >= number - TOLERANCE
    return kept
