"""The least change of weights and scores together that costs the lead, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.engine.robustness.weight_move import WeightMove
from decision.engine.wording import scores_text


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
    `move` is the change of weights that is left after the score has changed (None: weights stay); `score` is None where
    scores stay. Applying both puts `alternative` level with `against`.
    """

    alternative: str
    against: str
    distance: Decimal
    moved: Decimal
    score: ScoreChange | None
    move: WeightMove | None

    def sentence(self, labels: Mapping[str, str] | None = None) -> str:
        """What has to happen, in plain English."""
        labels = labels or {}
        moves = self.move.sentence(labels) if self.move else ""
        return changing_text((self.alternative, self.against), self.score, moves, labels)


def changing_text(
    keys: tuple[str, str], score: ScoreChange | None, moves: str, labels: Mapping[str, str]
) -> str:
    """Which score has to change, and besides it what `moves` says, so that the first is level with the other."""
    if score is None:
        return moves
    name, leader, owner, criterion = (
        labels.get(key, key) for key in (*keys, score.alternative, score.criterion)
    )
    before, after = scores_text(score.from_score, score.to_score)
    change = f"Change {owner}’s score on {criterion} from {before} to {after}"
    if not moves:
        return f"{change}: then {name} is level with {leader}."
    return f"{change} and {moves[0].lower()}{moves[1:]}"
