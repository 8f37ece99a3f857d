"""Weights as beams: fill, tipping points, the notch of the reference, what locks block."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from ..forms import HUNDRED, SAME, plain
from .numbers import percent_text, place, whole_percent
from .scene import Scene
from .tipping import TippingPoints, tipping_points


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
    field: str
    error: str
    is_locked: bool
    is_alone: bool
    most: str
    beam: Beam
    overall: str


def weight_controls(scene: Scene, *, with_zones: bool) -> dict[str, tuple[WeightControl, str, bool]]:
    """By criterion: its control, the sentence beneath its name, and whether that names a tipping point."""
    problems = {problem.criterion: problem for problem in scene.what_if.problems if problem.criterion}
    flips = tipping_points(scene) if with_zones else {}
    home = scene.reference_percents
    found = {}
    for parent, keys in scene.what_if.groups.items():
        for key in keys:
            flip = flips.get(key)
            control = _control(scene, key, parent, flip, home[key])
            if (problem := problems.get(key)) is not None:
                control = replace(
                    control, typed=problem.typed, field=_numeric(problem.typed), error=problem.sentence
                )
            found[key] = (control, *_note(scene, flip))
    return found


def _numeric(typed: str) -> str:
    """What a number field can show of what was typed; the rest stands in the sentence beneath."""
    try:
        return typed if Decimal(typed).is_finite() else ""
    except InvalidOperation:
        return ""


def _control(
    scene: Scene, key: str, parent: str | None, flip: TippingPoints | None, home: Decimal
) -> WeightControl:
    what_if = scene.what_if
    percent = what_if.percents[key]
    others = sum(
        (what_if.percents[k] for k in what_if.groups[parent] if k in what_if.locked and k != key), Decimal(0)
    )
    most = max(HUNDRED - others, Decimal(0))
    zones, at = _zones(flip)
    share = scene.ranking.node_shares.get(key)
    return WeightControl(
        key=key, text=whole_percent(percent), exact=plain(round(percent, 4)), typed="",
        field=whole_percent(percent), error="",
        is_locked=key in what_if.locked, is_alone=len(what_if.groups[parent]) == 1, most=whole_percent(most),
        beam=Beam(
            fill=place(percent), zones=zones, flips=at,
            home=place(home) if abs(home - percent) >= SAME else None,
            blocked=Zone(place(most), place(others)) if others and key not in what_if.locked else None,
        ),
        overall="" if parent is None or share is None else f"{percent_text(share * 100)} of all",
    )  # fmt: skip


def _zones(flip: TippingPoints | None) -> tuple[tuple[Zone, ...], tuple[str, ...]]:
    """Where another would lead, and the points at which that begins."""
    zones, at = [], []
    if flip is not None and flip.down is not None:
        zones.append(Zone("0%", place(flip.down.at)))
        at.append(place(flip.down.at))
    if flip is not None and flip.up is not None:
        zones.append(Zone(place(flip.up.at), place(HUNDRED - flip.up.at)))
        at.append(place(flip.up.at))
    return tuple(zones), tuple(at)


def _note(scene: Scene, flip: TippingPoints | None) -> tuple[str, bool]:
    """`FastAPI leads at any weight`, or the tipping point nearest to today's weight."""
    if flip is None or scene.leader is None or len(scene.ranking.standings) < 2:
        return "", False
    labels = scene.loaded.labels
    options = [(one, word) for one, word in ((flip.up, "above"), (flip.down, "below")) if one is not None]
    if not options:
        return f"{labels[scene.leader]} leads at any weight", False
    nearest, word = min(options, key=lambda option: abs(option[0].at - flip.percent))
    return f"{labels[nearest.winner]} leads {word} {percent_text(nearest.at, flip.percent)}", True
