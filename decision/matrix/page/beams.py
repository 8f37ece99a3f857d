"""Weights as beams: fill, tipping points, the notch of the reference, what locks block."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from ..forms import HUNDRED, SAME, plain
from .numbers import percent_text, place, whole_percent
from .result import Scene


@dataclass(frozen=True, slots=True)
class Zone:
    """Part of a beam, in percent strings."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Beam:
    """The drawing beneath a slider."""

    fill: str
    zones: tuple[Zone, ...]
    flips: tuple[str, ...]
    home: str | None
    blocked: Zone | None


@dataclass(frozen=True, slots=True)
class WeightControl:
    """A slider, its number and its lock; `typed` and `error` keep what could not be used."""

    key: str
    text: str
    exact: str
    typed: str
    error: str
    is_locked: bool
    most: str
    beam: Beam
    overall: str


def weight_controls(scene: Scene, *, with_zones: bool) -> dict[str, tuple[WeightControl, str, bool]]:
    """By criterion: its control, the sentence beneath its name, and whether that names a tipping point."""
    problems = {problem.criterion: problem for problem in scene.what_if.problems if problem.criterion}
    flips = _flips(scene) if with_zones else {}
    home = scene.reference_percents
    found = {}
    for parent, keys in scene.what_if.groups.items():
        for key in keys:
            # A group's weight and one within a group move other criteria than a flip of the whole tree assumes.
            is_flat = parent is None and key in flips
            flip = flips.get(key)
            control = _control(scene, key, parent, flip if is_flat else None, home[key])
            if (problem := problems.get(key)) is not None:
                control = _with_problem(control, problem.typed, problem.sentence)
            found[key] = (control, *_note(scene, flip))
    return found


def _flips(scene: Scene) -> dict[str, engine.CriterionFlips]:
    if scene.leader is None:
        return {}
    return {flip.criterion: flip for flip in engine.flips(scene.loaded.matrix, scene.what_if.points)}


def _control(
    scene: Scene, key: str, parent: str | None, flip: engine.CriterionFlips | None, home: Decimal
) -> WeightControl:
    what_if = scene.what_if
    percent = what_if.percents[key]
    others = sum((what_if.percents[k] for k in what_if.groups[parent] if k in what_if.locked and k != key), Decimal(0))
    most = max(HUNDRED - others, Decimal(0))
    zones, at = _zones(flip)
    share = scene.ranking.node_shares.get(key)
    return WeightControl(
        key=key, text=whole_percent(percent), exact=plain(round(percent, 4)), typed="", error="",
        is_locked=key in what_if.locked, most=whole_percent(most),
        beam=Beam(
            fill=place(percent), zones=zones, flips=at,
            home=place(home) if abs(home - percent) >= SAME else None,
            blocked=Zone(place(most), place(others)) if others and key not in what_if.locked else None,
        ),
        overall="" if parent is None or share is None else f"{percent_text(share * 100)} of all",
    )  # fmt: skip


def _with_problem(control: WeightControl, typed: str, sentence: str) -> WeightControl:
    return WeightControl(
        control.key, control.text, control.exact, typed, sentence, control.is_locked, control.most, control.beam,
        control.overall,
    )  # fmt: skip


def _zones(flip: engine.CriterionFlips | None) -> tuple[tuple[Zone, ...], tuple[str, ...]]:
    """Where another would lead, and the points at which that begins."""
    zones, at = [], []
    if flip is not None and flip.down is not None:
        zones.append(Zone("0%", place(flip.down.at * HUNDRED)))
        at.append(place(flip.down.at * HUNDRED))
    if flip is not None and flip.up is not None:
        zones.append(Zone(place(flip.up.at * HUNDRED), place(HUNDRED - flip.up.at * HUNDRED)))
        at.append(place(flip.up.at * HUNDRED))
    return tuple(zones), tuple(at)


def _note(scene: Scene, flip: engine.CriterionFlips | None) -> tuple[str, bool]:
    """`FastAPI leads at any weight`, or the tipping point nearest to today's weight."""
    if flip is None or scene.leader is None or len(scene.ranking.standings) < 2:
        return "", False
    labels = scene.loaded.labels
    options = [(one, word) for one, word in ((flip.up, "above"), (flip.down, "below")) if one is not None]
    if not options:
        return f"{labels[scene.leader]} leads at any weight", False
    nearest, word = min(options, key=lambda option: abs(option[0].at - flip.share))
    suffix = " of all" if any(parent is not None for parent in scene.what_if.groups) else ""
    return f"{labels[nearest.winner]} leads {word} {percent_text(nearest.at * HUNDRED)}{suffix}", True
