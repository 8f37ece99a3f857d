"""The nearest flip over weights and scores together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.engine.matrix import Matrix
from decision.engine.robustness.weight_move import WeightMove


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One raw score, before and after; `effort` is the change of value as a part of the scale's width, 0 to 1."""

    alternative: str
    criterion: str
    from_score: Decimal
    to_score: Decimal
    effort: Decimal


@dataclass(frozen=True)
class JointFlip:
    """The least combined change that costs the leader its sole lead: at most one score, and weights besides.

    `distance` = share moved (half the sum of absolute share changes, 0 to 1) + the score's change of value as a part of
    its scale's width (0 to 1): moving 10 points of 100 counts as much as moving a score by a tenth of its scale.
    `move` is the change of weights after the score has changed (None: weights stay), `score` the score (None: scores
    stay).
    """

    alternative: str
    against: str
    distance: Decimal
    moved: Decimal
    score: ScoreChange | None
    move: WeightMove | None

    def sentence(self, labels: Mapping[str, str] | None = None) -> str:
        """What has to happen, in plain English."""
        raise NotImplementedError


def joint_flip(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> JointFlip | None:
    """The nearest flip over one score and all weights; None under a tie, without rivals, or where none is possible.

    Exact over all rivals and all single known scores of the leader and of the rival. Raises as `rank`.
    """
    raise NotImplementedError
