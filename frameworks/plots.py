"""Where figures stand on a line, and how a value function runs: lengths for SVG attributes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.models import ValueFunction
from decision.engine import EngineError
from decision.engine import ValueFunction as EngineValueFunction
from decision.engine.curves import corners
from decision.typed import grouped

SHAPES = 8
WIDE_APART = 50  # times: from here on a straight line would press the small figures together
TOUCHING, STEP, HIGHEST = 0.02, 17, 7  # how near marks may come, how far apart they are stacked, and how high
MOST_TICKS = 6
LABEL = 30  # the room that a number below the curve takes
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 320, 190, 34, 14, 30, 14
MARGIN = 0.08  # of the drawing beyond the outer anchors, where the function is constant


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure on a line."""

    name: str
    text: str
    x: str
    shape: int
    y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A number below a line."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line with marks on it; `is_log` where equal ratios take equal room."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    is_log: bool
    base: int
    height: int

    @property
    def below(self) -> int:
        """Where the numbers stand."""
        return self.base + 22


@dataclass(frozen=True, slots=True)
class Anchor:
    """A fixed point of a value function."""

    x: str
    y: str
    text: str
    value: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Where a figure lands on the curve."""

    name: str
    x: str
    y: str
    shape: int
    value: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A value function as drawn."""

    name: str
    kind: str
    slug: str
    path: str
    anchors: tuple[Anchor, ...]
    points: tuple[Point, ...]
    y_ticks: tuple[tuple[str, str], ...]


def line(figures: Sequence[tuple[str, str, Decimal]]) -> Line | None:
    """Figures (name, as printed, number) on a line from 0, or by ratios where they lie far apart."""
    numbers = [number for _, _, number in figures]
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    is_log = low > 0 and high / low >= WIDE_APART
    start, end = (float(low) / 2, float(high) * 1.5) if is_log else (min(0.0, float(low)), float(high) or 1.0)
    if not is_log:
        end = start + ((end - start) * 1.04 or 1.0)
    shown = [(at, _part(at, start, end, is_log)) for at in _nice(start, end, is_log)]
    ticks = tuple(Tick(_percent(part), grouped(Decimal(str(at))), _anchor(part)) for at, part in shown)
    return _stacked(
        figures, [_part(float(number), start, end, is_log) for number in numbers], ticks, is_log=is_log
    )


def scale_line(figures: Sequence[tuple[str, str, Decimal]], low: Decimal, high: Decimal) -> Line:
    """Figures on a scale from end to end."""
    start, end = float(low), float(high)
    steps = [start + (end - start) * part / 5 for part in range(6)]
    ticks = tuple(
        Tick(_percent(index / 5), grouped(Decimal(f"{at:.4f}")), _anchor(index / 5))
        for index, at in enumerate(steps)
    )
    parts = [_part(float(number), start, end, is_log=False) for _, _, number in figures]
    return _stacked(figures, parts, ticks, is_log=False)


def _stacked(
    figures: Sequence[tuple[str, str, Decimal]], parts: Sequence[float], ticks: tuple[Tick, ...], *, is_log: bool
) -> Line:  # fmt: skip
    """Marks that would cover each other stand one above the other; of very many the last cover each other on top."""
    levels: list[int] = []
    for index, part in enumerate(parts):
        taken = {levels[other] for other in range(index) if abs(parts[other] - part) < TOUCHING}
        levels.append(next((level for level in range(HIGHEST) if level not in taken), HIGHEST))
    base = 16 + STEP * max(levels, default=0)
    marks = tuple(
        Mark(name, text, _percent(part), index % SHAPES + 1, base - STEP * level)
        for index, ((name, text, _), part, level) in enumerate(zip(figures, parts, levels, strict=True))
    )
    return Line(marks, ticks, is_log, base, base + 28)


def curve(function: ValueFunction, figures: Iterable[tuple[str, Decimal]]) -> Curve | None:
    """A stored value function with the figures (name, number) on it; None where its anchors cannot be used."""
    try:
        engine = EngineValueFunction.model_validate({"kind": function.kind, "points": function.points})
    except (ValueError, EngineError):
        return None
    is_log = function.kind == "logarithmic"
    xs = [float(x) for x, _ in engine.points]
    values = [float(value) for _, value in engine.points]
    low, high = min(0.0, *values), max(10.0, *values)
    start, end = _widened(xs[0], xs[-1], is_log)

    def place(x: float, value: float) -> tuple[str, str]:
        across = LEFT + _part(x, start, end, is_log) * (WIDTH - LEFT - RIGHT)
        down = HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP)
        return f"{across:.1f}", f"{down:.1f}"

    bends = [(start, values[0]), *corners(engine), (end, values[-1])]
    path = "M" + " L".join(" ".join(place(x, value)) for x, value in bends)
    anchors = tuple(
        Anchor(*place(x, value), grouped(Decimal(str(x))), grouped(Decimal(str(value))), is_named)
        for x, value, is_named in zip(xs, values, _apart([float(place(x, 0)[0]) for x in xs]), strict=True)
    )
    points = []
    for index, (name, number) in enumerate(figures):
        value = engine(number)
        x, y = place(min(max(float(number), start), end), float(value))
        points.append(Point(name, x, y, index % SHAPES + 1, f"{value:.2f}"))
    ticks = tuple((place(start, at)[1], f"{at:g}") for at in (low, (low + high) / 2, high))
    return Curve(
        function.name, function.get_kind_display(), function.slug, path, anchors, tuple(points), ticks
    )


def _part(at: float, start: float, end: float, is_log: bool) -> float:
    if is_log:
        return (math.log(max(at, start)) - math.log(start)) / (math.log(end) - math.log(start))
    return (at - start) / (end - start)


def _widened(start: float, end: float, is_log: bool) -> tuple[float, float]:
    if is_log:
        factor = (end / start) ** MARGIN
        return start / factor, end * factor
    return start - (end - start) * MARGIN, end + (end - start) * MARGIN


def _nice(start: float, end: float, is_log: bool) -> list[float]:
    """Round numbers between the ends."""
    if is_log:
        powers = range(math.ceil(math.log10(start)), math.floor(math.log10(end)) + 1)
        return [10.0**power for power in powers[:: math.ceil(len(powers) / MOST_TICKS) or 1]]
    step = 10 ** math.floor(math.log10(end - start))
    step = next(one for one in (step / 5, step / 2, step, step * 2) if (end - start) / one <= 6)
    first = math.ceil(start / step)
    return [round(step * index, 6) for index in range(first, math.floor(end / step) + 1)]


def _apart(places: Sequence[float]) -> list[bool]:
    """Which labels have room for themselves; the outer ones always."""
    named = [True] * len(places)
    last = places[0]
    for index in range(1, len(places) - 1):
        named[index] = min(places[index] - last, places[-1] - places[index]) >= LABEL
        last = places[index] if named[index] else last
    return named


def _percent(part: float) -> str:
    return f"{min(max(part, 0.0), 1.0) * 100:.1f}%"


def _anchor(part: float) -> str:
    return "start" if part < 0.04 else "end" if part > 0.96 else "middle"
