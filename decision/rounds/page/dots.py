"""Dots on a line, a member each: geometry in pixels and percents, so that drawings stretch and letters do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision.matrix.page.numbers import place

LEAST_HEIGHT, MARGIN, STEP = 46, 16, 19
RADIUS, DENSE_RADIUS = 9.5, 4.5
DENSE_FROM = 15
TALLEST = 200
TOUCHING, DENSE_TOUCHING = 4.5, 2.2


@dataclass(frozen=True, slots=True)
class Dot:
    """One member's circle; no letters where there are too many for them."""

    x: str
    y: float
    letters: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class DotPlot:
    """One line of dots with the span from the lowest to the highest, the group's bar and the decision's notch."""

    height: int
    middle: float
    foot: int
    radius: float
    low: str
    high: str
    group: str | None
    home: str | None
    dots: tuple[Dot, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A member's value on a plot: in percent of its width, with the letters of an avatar."""

    at: float
    letters: str
    is_me: bool


def dot_plot(
    marks: Sequence[Mark], *, group: float | None, home: float | None, words: str
) -> DotPlot:  # fmt: skip
    """A plot of these members; places are in percent of the width. Circles that would touch are stacked."""
    is_dense = len(marks) >= DENSE_FROM
    levels, tops = _levels([mark.at for mark in marks], DENSE_TOUCHING if is_dense else TOUCHING)
    tallest = max((top + 1 for top in tops), default=1)
    step = min(10.0, TALLEST / tallest) if is_dense else float(STEP)
    height = max(LEAST_HEIGHT, round(step * tallest) + MARGIN)
    middle = height / 2 - 3
    dots = tuple(
        Dot(
            place(mark.at),
            round(middle + (level - top / 2) * step, 1),
            "" if is_dense else mark.letters,
            mark.is_me,
        )
        for mark, level, top in zip(marks, levels, tops, strict=True)
    )
    return DotPlot(
        height=height, middle=round(middle, 1), foot=height - 3, radius=DENSE_RADIUS if is_dense else RADIUS,
        low=place(min(mark.at for mark in marks)), high=place(max(mark.at for mark in marks)),
        group=None if group is None else place(group), home=None if home is None else place(home),
        dots=tuple(sorted(dots, key=lambda dot: dot.is_me)), words=words,
    )  # fmt: skip


def _levels(places: Sequence[float], touching: float) -> tuple[list[int], list[int]]:
    """For every place how high it is stacked, and how high the highest of its heap is; O(P log P) for ordinary heaps.

    A circle goes to the lowest level at which it touches nobody; heaps are chains of circles that would touch.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    levels, tops = [0] * len(places), [0] * len(places)
    heap: list[int] = []
    ends: list[float] = []  # the last place on each level of the heap
    for index in [*order, None]:
        at = None if index is None else places[index]
        if heap and (at is None or at - places[heap[-1]] >= touching):
            for member in heap:
                tops[member] = len(ends) - 1
            heap, ends = [], []
        if index is None or at is None:
            break
        level = next((number for number, end in enumerate(ends) if at - end >= touching), len(ends))
        ends[level : level + 1] = [at]
        levels[index] = level
        heap.append(index)
    return levels, tops
