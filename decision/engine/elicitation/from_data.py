"""Weights that the data suggest, from how much the alternatives differ: not what anybody values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from decision.engine.elicitation.answers import WeightsAnswer
from decision.engine.elicitation.checks import check_unique, refuse
from decision.engine.elicitation.figures import rounded_shares
from decision.engine.elicitation.requests import Data
from decision.engine.errors import InvalidJudgements, pointer
from decision.engine.table import MOST_CELLS
from decision.engine.values import Direction

Floats = npt.NDArray[np.float64]

FROM_DATA = "From data, not from values: these say what tells the alternatives apart, not what matters."
_ALIKE = "The data do not tell the criteria apart, so that all weigh the same."


def from_entropy(request: Data) -> WeightsAnswer:
    """p_i = x_i / sum x, E_j = -sum p ln p / ln m with 0 ln 0 = 0, w ~ 1 - E (Zeleny 1982). O(mn).

    Raises DuplicateKey, or InvalidJudgements for negative numbers and columns of zeros.
    """
    keys, x = _read(request)
    refuse(
        (pointer("scores", i, j), f"Entropy needs numbers of 0 or more (got {request.scores[i][j]}).")
        for i, j in np.argwhere(x < 0).tolist()
    )
    refuse(
        (pointer("criteria", j), f"{keys[j]} has only zeros, which have no shares: leave it out.")
        for j in np.flatnonzero(x.sum(axis=0) == 0).tolist()
    )
    return _answer("entropy", keys, entropy_parts(x))


def entropy_parts(x: Floats) -> Floats:
    """1 - E of each column (m, n) of numbers of 0 or more, not all 0; 0 for constant ones. O(mn)."""
    shares = x / x.max(axis=0)
    shares /= shares.sum(axis=0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    entropy = -(shares * logs).sum(axis=0) / np.log(len(x)) if len(x) > 1 else np.ones(x.shape[1])
    constant = (x == x[0]).all(axis=0)
    parts: Floats = np.where(constant, 0.0, np.maximum(1 - entropy, 0.0))
    return parts


def from_critic(request: Data) -> WeightsAnswer:
    """C_j = sd_j sum_k (1 - r_jk) of the columns scaled to 0 … 1, costs turned, w ~ C (Diakoulaki, Mavrotas &
    Papayannakis 1995). A constant column has C = 0, and r = 0 with the others. O(m n^2).

    Raises DuplicateKey or InvalidJudgements.
    """
    keys, x = _read(request)
    costs = [criterion.direction is Direction.COST for criterion in request.criteria]
    return _answer("critic", keys, critic_parts(np.where(costs, -x, x)))


def critic_parts(x: Floats) -> Floats:
    """C of each column (m, n) of numbers of which larger is better; 0 for constant ones. O(m n^2)."""
    lows, spans = x.min(axis=0), np.ptp(x, axis=0)
    moves = spans > 0
    z = np.where(moves, (x - lows) / np.where(moves, spans, 1.0), 0.0)
    centred = z - z.mean(axis=0)
    deviations = np.sqrt((centred**2).mean(axis=0))
    units = centred / np.where(moves, deviations, 1.0)
    correlations = units.T @ units / len(x)
    np.fill_diagonal(correlations, 1.0)
    contrast: Floats = deviations * (1 - np.clip(correlations, -1, 1)).sum(axis=1)
    contrast[contrast < 1e-12] = 0.0
    return contrast


def _read(request: Data) -> tuple[list[str], Floats]:
    keys = [criterion.key for criterion in request.criteria]
    check_unique("criteria", keys)
    refuse(
        (pointer("scores", i), f"{len(row)} scores for {len(keys)} criteria.")
        for i, row in enumerate(request.scores)
        if len(row) != len(keys)
    )
    if len(keys) * len(request.scores) > MOST_CELLS:
        raise InvalidJudgements(
            f"At most {MOST_CELLS:,} scores can be weighed at once.", [("/scores", "Too many.")]
        )
    x = np.array([[float(number) for number in row] for row in request.scores])
    refuse(
        (pointer("scores", i, j), f"This number is too large (got {request.scores[i][j]}).")
        for i, j in np.argwhere(np.abs(x) > 1e100).tolist()
    )
    return keys, x


def _answer(method: str, keys: Sequence[str], parts: Floats) -> WeightsAnswer:
    notes = [FROM_DATA]
    if not parts.any():
        parts = np.ones(len(keys))
        notes.append(_ALIKE)
    return WeightsAnswer(method=method, weights=rounded_shares(keys, parts.tolist()), notes=notes)
