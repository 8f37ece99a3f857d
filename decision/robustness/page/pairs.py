"""Dominance between all pairs, as a square of dots that stays readable with fifty alternatives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from decision.matrix.page.numbers import abridged, listed
from decision.matrix.page.scene import Scene

from .axis import px
from .figures import MOST_ROWS

WIDE, NARROW = 26.0, 13.0
MANY = 14
HEADED = 5
"""Where columns are narrow, every so many have their number."""
NAMES = 168.0
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Dominating:
    """Who is at least as good everywhere as whom: a row per winner and a column per loser."""

    alternatives: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    weak: npt.NDArray[np.bool_]
    strict: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Dot:
    """The row dominates the column; strictly: better on every criterion."""

    x: str
    y: str
    is_strict: bool


@dataclass(frozen=True, slots=True)
class SquareRow:
    """A row of the square, and its column with its head."""

    name: str
    number: int
    head: str
    y: str
    x: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class PairLine:
    """Whom one alternative dominates, in words."""

    name: str
    shape: int
    strictly: str
    weakly: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """The section: a sentence, the square and its table. Without pairs there is only the sentence."""

    sentence: str
    rows: tuple[SquareRow, ...]
    dots: tuple[Dot, ...]
    diagonal: tuple[tuple[str, str], ...]
    lines: tuple[PairLine, ...]
    width: str
    height: str
    step: str
    left: str
    radius: str
    equal: str
    names_x: str
    head_y: str
    left_out: int

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of the page."""
        return bool(self.dots) and len(self.rows) > MANY


def pairs(scene: Scene, found: Dominating) -> Pairs:
    """The square, alternatives in the order of the ranking."""
    labels = scene.loaded.labels
    index = {key: i for i, key in enumerate(found.alternatives)}
    whole = [one.alternative for one in scene.ranking.standings if one.alternative in index]
    order = whole[:MOST_ROWS]
    step = WIDE if len(order) <= MANY else NARROW
    weak, strict = found.weak, found.strict
    rows, dots, lines = [], [], []
    for i, key in enumerate(order):
        at = step * (i + 0.5)
        head = str(i + 1) if step == WIDE or not i or (i + 1) % HEADED == 0 else ""
        rows.append(SquareRow(labels[key], i + 1, head, px(step + at), px(NAMES + at), key == scene.leader))
        beaten = [other for other in order if weak[index[key], index[other]]]
        clear = [other for other in beaten if strict[index[key], index[other]]]
        for other in beaten:
            x = NAMES + step * (order.index(other) + 0.5)
            dots.append(Dot(px(x), px(step + at), other in clear))
        if beaten:
            only = [labels[other] for other in beaten if other not in clear]
            lines.append(
                PairLine(labels[key], scene.shape(key), listed([labels[o] for o in clear]), listed(only))
            )
    size = step * len(order)
    return Pairs(
        sentence=_sentence(scene, found, whole), rows=tuple(rows), dots=tuple(dots),
        diagonal=tuple((px(NAMES + step * (i + 0.5)), px(step * (i + 1.5))) for i in range(len(order))),
        lines=tuple(lines), width=px(NAMES + size), height=px(step + size), step=px(step), left=px(NAMES),
        radius=px(step * 0.27), names_x=px(NAMES - 6), head_y=px(step / 2),
        left_out=len(whole) - len(order),
        equal="; ".join(listed([labels[key] for key in group]) for group in found.groups if len(group) > 1),
    )  # fmt: skip


def _sentence(scene: Scene, found: Dominating, order: list[str]) -> str:
    """Who is beaten everywhere, whatever the weights."""
    labels, index = scene.loaded.labels, {key: i for i, key in enumerate(found.alternatives)}
    beaten = [key for key in order if found.weak[:, index[key]].any()]
    if not beaten and any(len(group) == len(order) for group in found.groups):
        return "Nobody beats anybody."
    if not beaten:
        equals = "Equals aside, no" if any(len(group) > 1 for group in found.groups) else "No"
        is_open = not scene.loaded.matrix.prepared.is_exact
        but = ", however open scores turn out" if is_open else ": each is better somewhere"
        return f"{equals} alternative is at least as good as another on every criterion{but}."
    names = [labels[key] for key in beaten]
    who = f"{abridged(names, MOST_NAMED)} {'is' if len(beaten) == 1 else 'are'}"
    return f"{who} dominated: another is at least as good on every criterion, whatever the weights."
