"""Where each weight hands over the lead, in percent among its siblings: what the sliders move."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from ..forms import HUNDRED
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Tip:
    """Past `at` percent, `winner` leads."""

    at: Decimal
    winner: str


@dataclass(frozen=True, slots=True)
class TippingPoints:
    """The nearest points above and below a weight at which the leader changes."""

    percent: Decimal
    up: Tip | None
    down: Tip | None


def tipping_points(scene: Scene) -> dict[str, TippingPoints]:
    """The tipping points of every weight; those that cannot move (alone, or at 0 within a group) are left out."""
    if scene.leader is None:
        return {}
    matrix, points = scene.loaded.matrix, scene.what_if.points
    if set(scene.what_if.groups) == {None}:
        found = {flip.criterion: flip for flip in engine.flips(matrix, points)}
        return {key: _in_percent(flip) for key, flip in found.items()}
    return {
        key: _in_percent(flip)
        for key, flip in engine.sibling_flips(matrix, points).items()
        if 0 < scene.what_if.percents[key] < HUNDRED
    }


def _in_percent(flip: engine.CriterionFlips) -> TippingPoints:
    return TippingPoints(flip.share * HUNDRED, _tip(flip.up), _tip(flip.down))


def _tip(flip: engine.Flip | None) -> Tip | None:
    return Tip(flip.at * HUNDRED, flip.winner) if flip else None
