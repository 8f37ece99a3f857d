"""The recommendation as the page prints it: the engine's words, piece by piece, and the robust figure's drawing."""

from __future__ import annotations

from dataclasses import dataclass

from decision import engine

from .bars import Ticks, ticks
from .scene import Scene

NOT_RANKED = "No ranking at these weights"
ADD_UP_TO_NOTHING = "The weights add up to nothing. The totals shown are the last valid ones."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who leads; what would change it, in the open and folded away; what carries it and what speaks against it."""

    headline: engine.Sentence
    conditions: tuple[engine.Sentence, ...]
    folded: tuple[engine.Sentence, ...]
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Robust:
    """How often the leader comes first when weights are drawn evenly."""

    percent: str
    found: engine.HowOften
    ticks: Ticks


def verdict(scene: Scene) -> Verdict:
    """The answer in words."""
    if scene.is_stale:
        return Verdict(engine.sentence(NOT_RANKED), (), (), (ADD_UP_TO_NOTHING,))
    found = scene.ranking.recommendation
    grounds = tuple(each for each in (found.because, found.argument) if each)
    names_flips = any(part.mark == "flip" for each in found.one_weight for part in each.parts)
    if names_flips and found.robustness:
        return Verdict(found.headline, found.one_weight, found.mix, grounds)
    return Verdict(found.headline, (*found.one_weight, *found.mix), (), grounds)


def robust(scene: Scene) -> Robust | None:
    """How often the leader comes first, None where nobody leads or there is nobody else."""
    found = scene.ranking.recommendation.robustness
    if found is None or scene.is_stale:
        return None
    return Robust(f"{found.percent}\u00a0%", found, ticks(found.percent))
