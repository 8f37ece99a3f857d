"""Random weights between bounds, evenly from all that add up to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_PILOT = 20_000
_LEAST_ACCEPTANCE = 0.01
_SWEEPS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """Weights between `low` and `high`; the columns `free` can move and share `rest` beyond their least.

    Least shares are taken off first, which is exact; greatest ones are kept by drawing again while that keeps
    more than 1 draw in 100. Else every draw walks by moving weight between pairs of criteria, each time evenly over
    what the bounds allow (hit and run along pairs; Tervonen et al. 2013), 30 moves per criterion from a point inside.
    `acceptance` is the share of even draws that keep the bounds, from 20,000; None where draws walk.
    """

    low: Floats
    high: Floats
    free: npt.NDArray[np.intp]
    rest: float
    acceptance: float | None

    @classmethod
    def of(cls, low: Floats, high: Floats) -> Self:
        """Bounds that some weights keep."""
        rest = max(0.0, 1.0 - float(low.sum()))
        free = np.flatnonzero(high > low) if rest > 0 else np.zeros(0, dtype=np.intp)
        if (high[free] - low[free] >= rest).all():
            return cls(low, high, free, rest, 1.0)
        caps = (high[free] - low[free]) / rest
        pilot = _even(np.random.default_rng(0), _PILOT, len(free))
        acceptance = float((pilot <= caps).all(axis=1).mean())
        return cls(low, high, free, rest, acceptance if acceptance > _LEAST_ACCEPTANCE else None)

    def __call__(self, rng: np.random.Generator, rows: int) -> Floats:
        """Weights (n, rows)."""
        weights = np.broadcast_to(self.low, (rows, len(self.low))).copy()
        if len(self.free):
            caps = (self.high[self.free] - self.low[self.free]) / self.rest
            draw = _walked if self.acceptance is None else _kept
            weights[:, self.free] += self.rest * draw(rng, rows, caps)
        return np.ascontiguousarray(weights.T)


def _even(rng: np.random.Generator, rows: int, n: int) -> Floats:
    parts = rng.standard_exponential((rows, n))
    parts /= parts.sum(axis=1, keepdims=True)
    return parts


def _kept(rng: np.random.Generator, rows: int, caps: Floats) -> Floats:
    """Even draws, again and again, those that keep the caps."""
    found = np.empty((rows, len(caps)))
    filled = 0
    while filled < rows:
        parts = _even(rng, rows, len(caps))
        kept = parts[(parts <= caps).all(axis=1)][: rows - filled]
        found[filled : filled + len(kept)] = kept
        filled += len(kept)
    return found


def _walked(rng: np.random.Generator, rows: int, caps: Floats) -> Floats:
    n = len(caps)
    # The inside point at the same part of every cap.
    parts = np.broadcast_to(caps / caps.sum(), (rows, n)).copy()
    if n == 1:
        return parts
    row = np.arange(rows)
    for _ in range(_SWEEPS * n):
        giver = rng.integers(0, n, rows)
        taker = (giver + rng.integers(1, n, rows)) % n
        both = parts[row, giver] + parts[row, taker]
        least = np.maximum(0.0, both - caps[taker])
        most = np.minimum(caps[giver], both)
        kept = least + rng.random(rows) * (most - least)
        parts[row, giver] = kept
        parts[row, taker] = both - kept
    return parts
