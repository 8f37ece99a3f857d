"""Robustness of a loaded matrix, computed once a process for everybody who asks the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from decision.matrix.loading import LoadedMatrix

from .asking import MOST_WORK, USUAL_DRAWS, Asked
from .assessing import Robustness, exact_of, sampled_of


def robustness_of(loaded: LoadedMatrix, asked: Asked | None = None) -> Robustness:
    """How far the winner can be trusted: the one function behind API, page and export.

    Kept in memory by decision, revision and what is asked, bounded, and computed once where several ask at the same
    time. No query. Raises `NotThere` for an unknown scenario, `EngineError` where nothing can be ranked at these
    points, and `Invalid`, which points to the parameter, for what is too much for one request.
    """
    asked = asked or Asked()
    points = points_of(loaded, asked)
    draws = asked.draws or usual_draws(loaded)
    return Robustness(
        asked=asked, exact=exact_of(loaded.matrix, points), sampled=sampled_of(loaded.matrix, asked, draws)
    )


def points_of(loaded: LoadedMatrix, asked: Asked) -> Mapping[str, Decimal] | None:
    """The points that are meant: the decision's own, a scenario's, a what-if over either."""
    scenario = loaded.scenario(asked.scenario).points if asked.scenario else {}
    return {**scenario, **dict(asked.points)} or None


def usual_draws(loaded: LoadedMatrix) -> int:
    """How many draws are taken where nobody says: 100,000, or the nearest power of ten that one request can do."""
    size = max(1, len(loaded.alternatives) * len(loaded.leaves))
    draws = USUAL_DRAWS
    while draws > 10 and draws * size > MOST_WORK:
        draws //= 10
    return draws
