"""The nearest flip over weights and scores in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decision.engine.robustness.joint_flip import JointFlip


def joint_text(flip: JointFlip, labels: Mapping[str, str]) -> str:
    """Which score has to change, and which points to move besides."""
    name, leader = (labels.get(key, key) for key in (flip.alternative, flip.against))
    if flip.score is None:
        assert flip.move is not None, "a flip changes something"
        return flip.move.sentence(labels)
    owner, criterion = (labels.get(key, key) for key in (flip.score.alternative, flip.score.criterion))
    change = (
        f"change {owner}\u2019s score on {criterion} from {_plain(flip.score.from_score)} "
        f"to {_plain(flip.score.to_score)}"
    )
    if flip.move is None:
        return f"{change[0].upper()}{change[1:]}: then {name} is level with {leader}."
    moves = flip.move.sentence(labels)
    return f"{change[0].upper()}{change[1:]} and {moves[0].lower()}{moves[1:]}"


def _plain(number: Decimal) -> str:
    """Digits with four decimals at most, without idle zeros."""
    rounded = f"{number:.4f}"
    return rounded.rstrip("0").rstrip(".")
