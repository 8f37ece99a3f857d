"""The chart of totals against one weight: geometry only, from two totals of each alternative.

Along a weight every total is a straight line, so each alternative is drawn from its total at 0 and at 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .axis import Axis, mark_text, px

GAP = 11.0
MOST_LINES = 100
HALF_LABEL = 12.0


@dataclass(frozen=True, slots=True)
class Size:
    """A drawing: its frame, the plot inside, and how many lines can be told apart in it."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    most_named: int
    most_letters: int


SMALL = Size(312, 180, 26, 232, 16, 150, 6, 13)
LARGE = Size(720, 320, 34, 560, 20, 284, 12, 27)


@dataclass(frozen=True, slots=True)
class Line:
    """One alternative along a weight: its totals at 0 and 100 %, what to call it, and its stroke (1: a leader's)."""

    name: str
    shape: int
    at_zero: float
    at_one: float
    style: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as drawn; `style` 1 is the leader's, `label_y` keeps clear of its neighbours."""

    style: int
    shape: int
    y1: str
    y2: str
    mark_y: str
    label_y: str
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A number along an axis, at a place."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Where the leader changes; those nearest to today's weight have a text."""

    x: str
    y: str
    text: str
    label_x: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the plot in which another leads."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, ready to be written down as SVG."""

    size: Size
    grid: tuple[Mark, ...]
    shares: tuple[Mark, ...]
    now: Mark
    lines: tuple[Drawn, ...]
    others: str
    tips: tuple[Tip, ...]
    zones: tuple[Zone, ...]

    @property
    def height(self) -> str:
        """The plot's height."""
        return px(self.size.bottom - self.size.top)

    @property
    def foot_y(self) -> str:
        """The line of the numbers beneath the plot."""
        return px(self.size.bottom + 18)

    @property
    def scale_x(self) -> str:
        """Where the numbers beside the plot end."""
        return px(self.size.left - 6)

    @property
    def mark_x(self) -> str:
        """The left edge of the shapes at the lines' ends."""
        return px(self.size.right - 5.5)

    @property
    def label_x(self) -> str:
        """Where the names at the lines' ends begin."""
        return px(self.size.right + 12)


@dataclass(frozen=True, slots=True)
class At:
    """A share of 1 at which the leader changes, the total there, and what to write above it, if anything."""

    share: float
    total: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Along:
    """What lies along one weight: today's share and its text, where the leader changes, where another leads."""

    now: float
    text: str
    tips: tuple[At, ...] = ()
    zones: tuple[tuple[float, float], ...] = ()


def chart(lines: Sequence[Line], along: Along, axis: Axis, size: Size = SMALL) -> Chart:
    """The chart of `lines`, the most important first; beyond `size.most_named` they are thin and without a name."""
    draw = _Drawing(axis, size)
    named = lines[: size.most_named]
    return Chart(
        size=size,
        grid=tuple(Mark(px(draw.y(mark)), mark_text(mark)) for mark in axis.marks),
        shares=tuple(
            Mark(px(draw.x(share)), text) for share, text in ((0.0, "0"), (0.5, "50"), (1.0, "100 %"))
        ),
        now=Mark(px(draw.x(along.now)), along.text),
        lines=draw.named(named),
        others="".join(draw.path(line) for line in lines[size.most_named : MOST_LINES]),
        tips=tuple(draw.tip(tip, along.now) for tip in along.tips),
        zones=tuple(draw.zone(start, end) for start, end in along.zones),
    )


class _Drawing:
    """Places in one plot."""

    def __init__(self, axis: Axis, size: Size) -> None:
        self.axis, self.size = axis, size

    def x(self, share: float) -> float:
        return self.size.left + (self.size.right - self.size.left) * share

    def y(self, total: float) -> float:
        return self.size.bottom - (self.size.bottom - self.size.top) * self.axis.part(total)

    def path(self, line: Line) -> str:
        left, right = px(self.size.left), px(self.size.right)
        return f"M{left} {px(self.y(line.at_zero))}L{right} {px(self.y(line.at_one))}"

    def named(self, lines: Sequence[Line]) -> tuple[Drawn, ...]:
        """The lines with shape and name, the leader drawn last so that it lies on top."""
        ends = [self.y(line.at_one) for line in lines]
        labels = apart(ends, self.size.top, self.size.bottom)
        drawn = []
        for line, end, label_y in zip(lines, ends, labels, strict=True):
            drawn.append(
                Drawn(
                    style=line.style, shape=line.shape, y1=px(self.y(line.at_zero)), y2=px(end), mark_y=px(end - 5.5),
                    label_y=px(label_y), label=self.label(line),
                )
            )  # fmt: skip
        return tuple(reversed(drawn))

    def label(self, line: Line) -> str:
        """The name, cut off where it would reach beyond the drawing, and the total at the line's end."""
        total = mark_text(round(line.at_one, 2))
        letters = self.size.most_letters - len(total) - 1
        name = line.name if len(line.name) <= letters else f"{line.name[: letters - 1].rstrip()}…"
        return f"{name} {total}"

    def tip(self, tip: At, now: float) -> Tip:
        x = self.x(tip.share)
        return Tip(px(x), px(self.y(tip.total)), tip.text, px(self._clear(x, now)))

    def zone(self, start: float, end: float) -> Zone:
        return Zone(px(self.x(start)), px(self.x(end) - self.x(start)))

    def _clear(self, x: float, now: float) -> float:
        """The middle of a tip's label, beside that of today's weight rather than on it."""
        here, least = self.x(now), 30.0
        if abs(x - here) < least:
            x = here + least if x >= here else here - least
        return min(max(x, HALF_LABEL), self.size.right)


def apart(places: Sequence[float], top: float, bottom: float, gap: float = GAP) -> list[float]:
    """Places of labels, none nearer to another than `gap` where there is room, each near where it belongs."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    room = max(bottom - top, gap * (len(places) - 1))
    moved = [places[i] for i in order]
    for k in range(1, len(moved)):
        moved[k] = max(moved[k], moved[k - 1] + gap)
    if moved and moved[-1] > top + room:
        moved[-1] = top + room
        for k in range(len(moved) - 2, -1, -1):
            moved[k] = min(moved[k], moved[k + 1] - gap)
    found = [0.0] * len(places)
    for i, y in zip(order, moved, strict=True):
        found[i] = y
    return found
