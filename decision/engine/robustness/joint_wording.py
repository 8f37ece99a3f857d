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
