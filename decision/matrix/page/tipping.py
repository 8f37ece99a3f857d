"""Where each weight hands over the lead, in percent among its siblings: what the sliders move."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from ..forms import HUNDRED
from .result import Scene


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
    """The tipping points of every weight; those that cannot move (alone, or at 0 within a group) are left out.

    A flat matrix takes the engine's flips. Within a tree a slider moves its siblings only, so that the total of i at
    t percent is C + A t / p + B (100 - t) / (100 - p), with A, B and C what the criterion, its siblings and the rest
    add at today's p percent: a line in t, met by each rival's at most once.
    """
    if scene.leader is None:
        return {}
    if set(scene.what_if.groups) == {None}:
        return _flat(scene)
    found = {}
    leaves = _leaves_beneath(scene)
    for keys in scene.what_if.groups.values():
        together = [leaf for key in keys for leaf in leaves[key]]
        for key in keys:
            percent = scene.what_if.percents[key]
            if 0 < percent < HUNDRED:
                found[key] = _crossings(scene, scene.leader, percent, leaves[key], together)
    return found


def _flat(scene: Scene) -> dict[str, TippingPoints]:
    found = {}
    for flip in engine.flips(scene.loaded.matrix, scene.what_if.points):
        up = Tip(flip.up.at * HUNDRED, flip.up.winner) if flip.up else None
        down = Tip(flip.down.at * HUNDRED, flip.down.winner) if flip.down else None
        found[flip.criterion] = TippingPoints(flip.share * HUNDRED, up, down)
    return found


def _leaves_beneath(scene: Scene) -> dict[str, list[str]]:
    """By node, the leaves at or beneath it."""
    parents = {row.key: row.parent for row in scene.loaded.criteria}
    found: dict[str, list[str]] = {key: [] for key in parents}
    for leaf in scene.loaded.leaves:
        at: str | None = leaf.key
        while at is not None:
            found[at].append(leaf.key)
            at = parents[at]
    return found


def _crossings(
    scene: Scene, leader: str, percent: Decimal, own: list[str], together: list[str]
) -> TippingPoints:
    by_key = {standing.alternative: standing for standing in scene.ranking.standings}
    mine = by_key[leader]
    up: Tip | None = None
    down: Tip | None = None
    for key, rival in by_key.items():
        if key == leader:
            continue
        difference = {
            leaf: (mine.contributions[leaf] or 0) - (rival.contributions[leaf] or 0) for leaf in together
        }
        a = sum((difference[leaf] for leaf in own), Decimal(0))
        b = sum(difference.values(), Decimal(0)) - a
        slope = a / percent - b / (HUNDRED - percent)
        if not slope:
            continue
        at = percent - (mine.total - rival.total) / slope
        if slope < 0 and at < HUNDRED and (up is None or at < up.at):
            up = Tip(at, key)
        if slope > 0 and at > 0 and (down is None or at > down.at):
            down = Tip(at, key)
    return TippingPoints(percent, up, down)
