"""Weights by least squares on known ratios: for comparisons that are incomplete, and for exchange rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from decision.engine.elicitation.answers import WorstJudgement
from decision.engine.errors import InvalidJudgements

Floats = npt.NDArray[np.float64]
Ratios = Mapping[tuple[int, int], float]
"""How many times the first is the second, each pair once."""

_CONSISTENT = 1e-6
"""Up to here a judgement and what the others imply are the same but for rounding (1/3 as 0.333333)."""


def geometric_weights(count: int, ratios: Ratios) -> Floats:
    """Weights w (sum 1) with the least sum of (ln a_ij - ln w_i + ln w_j)^2 over the known pairs, from the
    Laplacian of their graph; for a complete matrix the row geometric means (Crawford & Williams 1985;
    Bozoki, Fulop & Ronyai 2010). The graph must be connected. O(n^3).
    """
    laplacian, right = np.zeros((count, count)), np.zeros(count)
    for (i, j), ratio in ratios.items():
        laplacian[i, i] += 1
        laplacian[j, j] += 1
        laplacian[i, j] -= 1
        laplacian[j, i] -= 1
        right[i] += np.log(ratio)
        right[j] -= np.log(ratio)
    logs = np.linalg.solve(laplacian + np.ones((count, count)), right)
    weights = np.exp(logs - logs.max())
    found: Floats = weights / weights.sum()
    return found


def check_connected(keys: Sequence[str], ratios: Ratios, place: str) -> None:
    """Refuse pairs that leave criteria apart, naming the parts. Raises InvalidJudgements."""
    parts = groups(len(keys), ratios)
    if len(parts) > 1:
        names = [
            ", ".join(keys[i] for i in part[:5]) + (", …" if len(part) > 5 else "") for part in parts[:5]
        ]
        raise InvalidJudgements(
            f"Nothing connects {' with '.join(names)}: judge at least one pair between them.",
            [(place, f"The comparisons fall into {len(parts)} parts: {'; '.join(names)}.")],
        )


def groups(count: int, ratios: Ratios) -> list[list[int]]:
    """The connected parts of 0 … count - 1, each in order."""
    part = list(range(count))
    for i, j in ratios:
        if part[i] != part[j]:
            old, new = max(part[i], part[j]), min(part[i], part[j])
            part = [new if one == old else one for one in part]
    return [[i for i in range(count) if part[i] == one] for one in sorted(set(part))]


def worst_judgement(keys: Sequence[str], ratios: Ratios, weights: Floats) -> WorstJudgement | None:
    """The pair with the largest |ln (a_ij w_j / w_i)|; None where all agree."""
    distances = {
        pair: abs(np.log(ratio * weights[pair[1]] / weights[pair[0]])) for pair, ratio in ratios.items()
    }
    if not distances or max(distances.values()) <= _CONSISTENT:
        return None
    i, j = max(distances, key=lambda pair: round(float(distances[pair]), 9))
    return WorstJudgement(
        row=keys[i],
        column=keys[j],
        given=round(ratios[i, j], 10),
        implied=round(float(weights[i] / weights[j]), 10),
    )
