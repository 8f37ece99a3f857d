"""One weight at a time: a chart per criterion, the chosen one large, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from decision import engine
from decision.matrix.page.bars import scale_top, slot_of
from decision.matrix.page.columns import split_names
from decision.matrix.page.numbers import listed, percent_text, short, two_decimals
from decision.matrix.page.scene import Scene

from .axis import Axis, total_axis
from .chart import LARGE, SMALL, At, Chart, Line, chart

MOST_CHARTS = 11
CHARTS_OF_MANY = 8
MOST_LEGEND = 6
LAST_STYLE = 5


@dataclass(frozen=True, slots=True)
class Ray:
    """How totals move with one leaf's share: those at 0 and at 1 by alternative, None where nothing can move."""

    criterion: str
    share: Decimal
    at_zero: Mapping[str, float] | None
    at_one: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion as the table has it."""

    key: str
    number: int
    slot: int
    name: str
    share: str
    stable: str
    note: str
    is_tip: bool


@dataclass(frozen=True, slots=True)
class LineCard:
    """A criterion's chart with its sentence; without a chart where the weight cannot move."""

    row: Row
    chart: Chart | None
    words: str


@dataclass(frozen=True, slots=True)
class EndRow:
    """An alternative's totals at three weights of the chosen criterion."""

    name: str
    shape: int
    is_lead: bool
    at_zero: str
    now: str
    at_one: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen criterion, large for wide screens and small for narrow ones, and its table."""

    card: LineCard
    small: Chart | None
    ends: tuple[EndRow, ...]


@dataclass(frozen=True, slots=True)
class LegendLine:
    """An alternative with its stroke."""

    name: str
    shape: int
    style: int


@dataclass(frozen=True, slots=True)
class LineSection:
    """The whole section; `left_out` criteria have no chart here and are chosen from the list."""

    cards: tuple[LineCard, ...]
    left_out: int
    chosen: Chosen | None
    rows: tuple[Row, ...]
    legend: tuple[LegendLine, ...]
    others: int
    separates: str


def line_section(scene: Scene, flips: Sequence[engine.CriterionFlips], chosen: str = "") -> LineSection:
    """The charts of a ranking with at least one alternative in it."""
    drawer = _Drawer(scene)
    rows = tuple(drawer.row(flip) for flip in flips)
    shown = _shown(flips)
    pairs = zip(flips, rows, strict=True)
    return LineSection(
        cards=tuple(drawer.card(flips[i], rows[i]) for i in shown),
        left_out=len(flips) - len(shown),
        chosen=next((drawer.chosen(flip, row) for flip, row in pairs if row.key == chosen), None),
        rows=rows,
        legend=drawer.legend(),
        others=max(len(drawer.order) - MOST_LEGEND, 0),
        separates=drawer.separates(),
    )  # fmt: skip


def _shown(flips: Sequence[engine.CriterionFlips]) -> list[int]:
    """Which criteria get a chart: all, or those whose weight is nearest to changing the leader."""
    if len(flips) <= MOST_CHARTS:
        return list(range(len(flips)))

    def distance(i: int) -> tuple[Decimal, Decimal]:
        flip = flips[i]
        near = [abs(one.at - flip.share) for one in (flip.up, flip.down) if one]
        return min(near, default=Decimal(2)), -flip.share

    return sorted(range(len(flips)), key=distance)[:CHARTS_OF_MANY]


class _Drawer:
    """Draws the criteria of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.labels = scene.loaded.labels
        self.order = [standing.alternative for standing in scene.ranking.standings]
        self.leads = {standing.alternative for standing in scene.ranking.standings if standing.rank == 1}
        self.names = {
            key: parts[0] for key, parts in split_names({key: self.labels[key] for key in self.order}).items()
        }
        self.styles = self._styles()
        self.numbers = {row.key: index for index, row in enumerate(scene.loaded.leaves, 1)}
        self.rays = {ray.criterion: ray for ray in rays_of(scene)}
        self.of_all = " of all" if len(scene.what_if.groups) > 1 else ""
        ends = [
            total
            for ray in self.rays.values()
            for side in (ray.at_zero, ray.at_one)
            if side
            for total in side.values()
        ]
        self.axis: Axis = total_axis(ends, scale_top(scene.loaded))

    def _styles(self) -> dict[str, int]:
        """The leaders' stroke is 1, those after them have dashes of their own as far as there are any."""
        followers = [key for key in self.order if key not in self.leads]
        return dict.fromkeys(self.leads, 1) | {
            key: min(place, LAST_STYLE) for place, key in enumerate(followers, 2)
        }

    def row(self, flip: engine.CriterionFlips) -> Row:
        number = self.numbers[flip.criterion]
        note, is_tip = self.note(flip)
        stable = f"{_percent(flip.stable_from)} to {_percent(flip.stable_to)}"
        return Row(
            key=flip.criterion, number=number, slot=slot_of(number), name=self.labels[flip.criterion],
            share=percent_text(flip.share * 100), stable="–" if self.is_stuck(flip) else stable,
            note=note, is_tip=is_tip,
        )  # fmt: skip

    def is_stuck(self, flip: engine.CriterionFlips) -> bool:
        return self.rays[flip.criterion].at_zero is None

    def note(self, flip: engine.CriterionFlips) -> tuple[str, bool]:
        """Who leads past which weight, and whether anybody else does."""
        if self.is_stuck(flip):
            return "It holds all the weight: there is nothing to give to or take from.", False
        tips = [
            f"{self.labels[one.winner]} leads {word} {_percent(one.at)}{self.of_all}"
            for one, word in ((flip.down, "below"), (flip.up, "above"))
            if one
        ]
        if tips:
            return listed(tips), True
        who = listed([self.labels[key] for key in self.order if key in self.leads])
        if len(self.order) == 1:
            return f"{who} is the only one ranked", False
        return f"{who} {'lead' if len(self.leads) > 1 else 'leads'} at any weight", False

    def card(self, flip: engine.CriterionFlips, row: Row) -> LineCard:
        words = f"{row.name}: total of each alternative as the weight goes from 0 to 100 percent. {row.note}."
        return LineCard(row, self.chart(flip, row), words)

    def chosen(self, flip: engine.CriterionFlips, row: Row) -> Chosen:
        card = self.card(flip, row)
        large = LineCard(row, self.chart(flip, row, large=True), card.words)
        ray = self.rays[flip.criterion]
        totals = {standing.alternative: standing.total for standing in self.scene.ranking.standings}
        ends = tuple(
            EndRow(
                name=self.labels[key], shape=self.scene.shape(key), is_lead=key in self.leads,
                at_zero="–" if ray.at_zero is None else two_decimals(Decimal(str(ray.at_zero[key]))),
                now=two_decimals(totals[key]), at_one=two_decimals(Decimal(str(ray.at_one[key]))),
            )
            for key in self.order
        )  # fmt: skip
        return Chosen(large, card.chart, ends)

    def chart(self, flip: engine.CriterionFlips, row: Row, *, large: bool = False) -> Chart | None:
        ray = self.rays[flip.criterion]
        if ray.at_zero is None:
            return None
        tips = [
            At(float(one.at), self.total(ray, one.winner, float(one.at)), rising, _percent(one.at))
            for one, rising in ((flip.down, False), (flip.up, True))
            if one
        ]
        passing = [one.winner for one in (flip.down, flip.up) if one]
        order = sorted(self.order, key=lambda key: (key not in self.leads, key not in passing))
        lines = [
            Line(
                self.labels[key] if large else self.names[key], self.scene.shape(key),
                ray.at_zero[key], ray.at_one[key], self.styles[key],
            )
            for key in order
        ]  # fmt: skip
        return chart(lines, float(flip.share), row.share, tips, self.axis, LARGE if large else SMALL)

    @staticmethod
    def total(ray: Ray, key: str, share: float) -> float:
        start = ray.at_zero[key] if ray.at_zero else 0.0
        return start + share * (ray.at_one[key] - start)

    def legend(self) -> tuple[LegendLine, ...]:
        return tuple(
            LegendLine(self.labels[key], self.scene.shape(key), self.styles[key])
            for key in self.order[:MOST_LEGEND]
        )

    def separates(self) -> str:
        """The criterion on which the alternatives lie furthest apart, as a sentence."""
        spread = {ray.criterion: _spread(ray) for ray in self.rays.values()}
        if len(self.order) < 2 or len(spread) < 2:
            return ""
        widest = max(spread, key=lambda key: spread[key])
        if not spread[widest]:
            return ""
        ends = self.rays[widest].at_one
        low, high = min(ends, key=lambda key: ends[key]), max(ends, key=lambda key: ends[key])
        return (
            f"{self.labels[widest]} separates them most: from {short(Decimal(str(round(ends[low], 2))))}"
            f" ({self.labels[low]}) to {short(Decimal(str(round(ends[high], 2))))} ({self.labels[high]})."
        )


def rays_of(scene: Scene) -> list[Ray]:
    """The two ends of every ranked alternative's line along every leaf."""
    matrix, ranking = scene.loaded.matrix, scene.ranking
    keys = [leaf.key for leaf in matrix.leaves]
    rows = {key: i for i, key in enumerate(matrix.alternatives)}
    ranked = [standing.alternative for standing in ranking.standings]
    values = matrix.prepared.floats[[rows[key] for key in ranked]]
    shares = np.array([float(ranking.shares[key]) for key in keys])
    totals = values @ shares
    found = []
    for j, key in enumerate(keys):
        rest = 1 - shares[j]
        zero = (totals - values[:, j] * shares[j]) / rest if rest > 1e-12 else None
        found.append(
            Ray(
                key, ranking.shares[key],
                None if zero is None else dict(zip(ranked, zero.tolist(), strict=True)),
                dict(zip(ranked, values[:, j].tolist(), strict=True)),
            )
        )  # fmt: skip
    return found


def _spread(ray: Ray) -> float:
    return max(ray.at_one.values()) - min(ray.at_one.values())


def _percent(share: Decimal) -> str:
    return percent_text(share * 100)
