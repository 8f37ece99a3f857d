"""The least change of weights and scores together that costs the lead, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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
        return _text(self, labels or {})


def _text(flip: JointFlip, labels: Mapping[str, str]) -> str:
    """Which score has to change, and which points to move besides."""
    name, leader = (labels.get(key, key) for key in (flip.alternative, flip.against))
    if flip.score is None:
        assert flip.move is not None, "a flip changes something"
        return flip.move.sentence(labels)
    owner, criterion = (labels.get(key, key) for key in (flip.score.alternative, flip.score.criterion))
    before, after = _told_apart(flip.score.from_score, flip.score.to_score)
    change = f"change {owner}\u2019s score on {criterion} from {before} to {after}"
    if flip.move is None:
        return f"{change[0].upper()}{change[1:]}: then {name} is level with {leader}."
    moves = flip.move.sentence(labels)
    return f"{change[0].upper()}{change[1:]} and {moves[0].lower()}{moves[1:]}"


def _told_apart(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Digits with 4 decimals, more where it takes more to tell the two apart, and no idle zeros."""
    texts = _plain(one, 4), _plain(other, 4)
    for decimals in range(5, 20):
        if texts[0] != texts[1]:
            break
        texts = _plain(one, decimals), _plain(other, decimals)
    return texts


def _plain(number: Decimal, decimals: int) -> str:
    text = f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".")
