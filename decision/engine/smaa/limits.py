"""What may be stated about weights without naming them: least and greatest shares, and ratios of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np
import numpy.typing as npt

from decision.engine.errors import Problem, pointer

Floats = npt.NDArray[np.float64]
Comparison = Literal["at_least", "at_most"]
MOST_LIMITS = 200
MOST_TIMES = 1_000.0
TOLERANCE = 1e-12
"""By how much a share may miss a limit, which is what sums of floats do."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`criterion` has at least (or at most) `times` the share of `over`; of all weight without `over`."""

    criterion: str
    comparison: Comparison
    times: float
    over: str | None = None


def coefficients(limits: Sequence[Limit], leaves: Sequence[str]) -> tuple[Floats, Floats]:
    """Rows g (k, n) and numbers h (k): weights w keep all limits where g w >= h."""
    columns = {key: j for j, key in enumerate(leaves)}
    rows, numbers = np.zeros((len(limits), len(leaves))), np.zeros(len(limits))
    for row, (limit, line) in enumerate(zip(limits, rows, strict=True)):
        sign = 1.0 if limit.comparison == "at_least" else -1.0
        line[columns[limit.criterion]] = sign
        if limit.over is None:
            numbers[row] = sign * limit.times
        else:
            line[columns[limit.over]] = -sign * limit.times
    return rows, numbers


def wrong_limits(limits: Sequence[Limit], leaves: Sequence[str]) -> list[Problem]:
    """What is wrong with each by itself; whether they contradict each other is found in drawing."""
    if len(limits) > MOST_LIMITS:
        return [
            (
                pointer("weights", "limits"),
                f"At most {MOST_LIMITS} limits are kept at once (got {len(limits)}).",
            )
        ]
    known = set(leaves)
    found = ((place, _wrong(limit, known)) for place, limit in enumerate(limits))
    return [(pointer("weights", "limits", place), sentence) for place, sentence in found if sentence]


def _wrong(limit: Limit, known: set[str]) -> str:
    most = 1.0 if limit.over is None else MOST_TIMES
    for key in (limit.criterion, limit.over):
        if key is not None and key not in known:
            return f"{key} is no criterion with scores."
    if limit.criterion == limit.over:
        return f"{limit.criterion} cannot be limited by itself."
    if limit.comparison not in ("at_least", "at_most"):
        return f"A limit is at_least or at_most (got {limit.comparison!r})."
    times = limit.times
    if not isfinite(times):
        return f"A limit is a number (got {times!r})."
    if not 0 <= times <= most:
        what = "share from 0 to 1" if limit.over is None else f"ratio from 0 to {most:,.0f}"
        return f"The limit of {limit.criterion} is a {what} (got {times:g})."
    return ""
