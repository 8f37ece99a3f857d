"""Single scores that would tie first place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.engine.matrix import Matrix


@dataclass(frozen=True, slots=True)
class ScoreFlip:
    """If the raw score of this cell went `from_score` → `to_score`, `winner` would be level with the leader.

    `alternative` is whose score changes: the leader's falls in value, a rival's rises. `from_score` is None where it is
    missing (it counts at its worst). `effort` is the change of value as a part of the scale's width (None: open scale).
    """

    alternative: str
    criterion: str
    from_score: Decimal | None
    to_score: Decimal
    winner: str
    effort: Decimal | None


def score_flips(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> tuple[ScoreFlip, ...]:
    """Every cell whose change alone would tie first place, in raw units and inside the scale, the least effort first.

    None under a tie, and none that a must-have forbids on the way. Where the exact score has more than 10 decimals it
    is rounded away from today's, so that it flips. Raises as `rank`.
    """
    raise NotImplementedError
