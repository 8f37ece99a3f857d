"""Stacked contribution bars, the ticks of robustness and the axis: geometry in percent strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from ..loading import LoadedMatrix
from .numbers import percent_text, place, short, two_decimals

SLOTS = 12
MOST_SEGMENTS = 24
KEPT_SEGMENTS = 11
NUMBER_FROM = 2.4
VALUE_FROM = 9.5
ROOMY_FROM = 6


@dataclass(frozen=True, slots=True)
class Segment:
    """What one criterion adds to one total; `fill` names its colour, that of all the small ones together, or that
    nothing is known and something counts instead."""

    fill: str
    ink: str
    number: int | None
    x: str
    width: str
    value: str | None
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One total as a stack; `words` say the same for who cannot see it."""

    segments: tuple[Segment, ...]
    width: str
    tick: str | None
    words: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A criterion's colour, number, name and share."""

    slot: int
    number: int | None
    name: str
    share: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on the axis."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Ticks:
    """Robustness as little strokes: so many in petrol, the rest in vermilion."""

    on: str
    off: str
    width: int


def slot_of(number: int) -> int:
    """The colour of a criterion: twelve, handed out in order, then repeating."""
    return (number - 1) % SLOTS + 1


class BarMaker:
    """Draws totals of one matrix on one scale from 0 to the most a total can reach."""

    def __init__(self, loaded: LoadedMatrix, shares: Mapping[str, Decimal]) -> None:
        self.loaded = loaded
        self.top = scale_top(loaded)
        self.numbers = {row.key: index for index, row in enumerate(loaded.leaves, 1)}
        self.shares = shares
        self.shown = self._shown()

    def _shown(self) -> list[str]:
        """The criteria with a segment of their own: all, or the weightiest where they are many."""
        keys = [row.key for row in self.loaded.leaves]
        if len(keys) <= MOST_SEGMENTS:
            return keys
        weightiest = set(sorted(keys, key=lambda key: -self.shares.get(key, Decimal(0)))[:KEPT_SEGMENTS])
        return [key for key in keys if key in weightiest]

    def x(self, total: Decimal) -> str:
        """Where a total stands on the scale."""
        return place(min(max(float(total) / self.top * 100, 0), 100))

    def bar(
        self, standing: engine.Standing, name: str, *, tick: Decimal | None = None, is_out: bool = False
    ) -> Bar:
        """The stack of one alternative, with a tick at another total."""
        segments, at = [], 0.0
        known = standing.contributions
        for key in self.shown:
            size = float(standing.added[key]) / self.top * 100
            if size > 0:
                segments.append(self._segment(key, at, size, known[key], bare=is_out))
            at += max(size, 0)
        rest = float(standing.total) / self.top * 100 - at
        if len(self.shown) < len(self.numbers) and rest > 0:
            segments.append(Segment("f0", "o0", None, place(at), place(rest), None))
            at += rest
        return Bar(
            tuple(segments), place(at), None if tick is None else self.x(tick), self._words(standing, name)
        )

    def _segment(self, key: str, at: float, size: float, value: Decimal | None, *, bare: bool) -> Segment:
        number = self.numbers[key]
        slot = slot_of(number)
        return Segment(
            fill="unknown" if value is None else f"f{slot}",
            ink="unknown" if value is None else f"o{slot}",
            number=number if size >= NUMBER_FROM * (0.4 + 0.6 * len(str(number))) and not bare else None,
            x=place(at),
            width=place(size),
            value=two_decimals(value) if value is not None and size >= VALUE_FROM and not bare else None,
            is_narrow=size < ROOMY_FROM,
        )

    def _words(self, standing: engine.Standing, name: str) -> str:
        labels = self.loaded.labels
        parts = [f"{labels[key]} {_adds(standing, key)}" for key in self.shown]
        others = len(self.numbers) - len(self.shown)
        more = f" and {others} more criteria" if others else ""
        return f"{name} {two_decimals(standing.total)} is the sum of {', '.join(parts)}{more}."

    def legend(self) -> tuple[LegendItem, ...]:
        """The criteria of the segments with their shares, and the rest together."""
        labels = self.loaded.labels
        items = [
            LegendItem(
                slot_of(self.numbers[key]), self.numbers[key], labels[key], share_text(self.shares[key])
            )
            for key in self.shown
        ]
        others = [key for key in self.numbers if key not in set(self.shown)]
        if others:
            together = sum((self.shares[key] for key in others), Decimal(0))
            items.append(LegendItem(0, None, f"{len(others)} more criteria", share_text(together)))
        return tuple(items)

    def axis(self) -> tuple[Mark, ...]:
        """Five steps from 0 to the top."""
        marks = []
        for step in range(6):
            anchor = "start" if step == 0 else "end" if step == 5 else "middle"
            marks.append(Mark(place(step * 20), short(Decimal(str(self.top * step / 5))), anchor))
        return tuple(marks)


def _adds(standing: engine.Standing, key: str) -> str:
    if standing.contributions[key] is not None:
        return two_decimals(standing.added[key])
    return f"missing, counted {two_decimals(standing.added[key])}" if standing.added[key] else "missing"


def share_text(share: Decimal) -> str:
    """A share of 1 as a percentage."""
    return percent_text(share * 100)


def scale_top(loaded: LoadedMatrix) -> float:
    """The most that a total can reach: the highest value of any criterion, at least 1."""
    tops = [
        float(
            max(value for _, value in leaf.value_function.points) if leaf.value_function else leaf.high or 0
        )
        for leaf in loaded.matrix.leaves
    ]
    return max([*tops, 1.0])


def ticks(percent: int, strokes: int = 100) -> Ticks:
    """`percent` of the strokes in petrol; every tenth (fifth in the small form) is taller."""
    on = round(percent * strokes / 100)
    if 0 < percent < 100:
        on = min(max(on, 1), strokes - 1)
    tall = 10 if strokes >= 100 else 5
    paths = [f"M{4 * i + 2} {0 if (i + 1) % tall == 0 else 3}V14" for i in range(strokes)]
    return Ticks("".join(paths[:on]), "".join(paths[on:]), strokes * 4)
