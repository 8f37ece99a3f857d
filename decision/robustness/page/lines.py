"""One weight at a time: a chart per criterion, the chosen one large, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.matrix.page.bars import scale_top, slot_of
from decision.matrix.page.columns import split_names
from decision.matrix.page.numbers import listed, short, two_decimals
from decision.matrix.page.scene import Scene

from .axis import Axis, total_axis
from .chart import LARGE, SMALL, Along, At, Chart, Line, chart
from .figures import MOST_ROWS, weight_text

MOST_CHARTS = 11
CHARTS_OF_MANY = 7
MOST_LEGEND = 6
LAST_STYLE = 5
STUCK = "It holds all the weight: there is nothing to give to or take from"
UNBOUNDED = "Scores are missing here that nothing bounds, so it has to weigh nothing"


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

    @property
    def is_drawn(self) -> bool:
        """Whether there is any chart to read."""
        return any(card.chart for card in self.cards)


def line_section(scene: Scene, found: Sequence[engine.CriterionLines], chosen: str = "") -> LineSection:
    """The charts of a ranking with at least one alternative in it."""
    drawer = _Drawer(scene, found)
    rows = tuple(drawer.row(one) for one in found)
    shown = _shown(found)
    pairs = zip(found, rows, strict=True)
    return LineSection(
        cards=tuple(drawer.card(found[i], rows[i]) for i in shown),
        left_out=len(found) - len(shown),
        chosen=next((drawer.chosen(one, row) for one, row in pairs if row.key == chosen), None),
        rows=rows,
        legend=drawer.legend(),
        others=max(len(drawer.order) - MOST_LEGEND, 0),
        separates=drawer.separates(found),
    )


def _shown(found: Sequence[engine.CriterionLines]) -> list[int]:
    """Which criteria get a chart: all, or those whose weight is nearest to changing the leader."""
    if len(found) <= MOST_CHARTS:
        return list(range(len(found)))

    def distance(i: int) -> tuple[Decimal, Decimal]:
        flips = found[i].flips
        near = [abs(one.at - flips.share) for one in (flips.up, flips.down) if one]
        return min(near, default=Decimal(2)), -flips.share

    return sorted(range(len(found)), key=distance)[:CHARTS_OF_MANY]


class _Drawer:
    """Draws the criteria of one scene."""

    def __init__(self, scene: Scene, found: Sequence[engine.CriterionLines]) -> None:
        self.scene = scene
        self.labels = scene.loaded.labels
        self.order = [standing.alternative for standing in scene.ranking.standings]
        self.leads = {standing.alternative for standing in scene.ranking.standings if standing.rank == 1}
        firsts = split_names({key: self.labels[key] for key in self.order})
        self.names = {key: parts[0] for key, parts in firsts.items()}
        self.styles = self._styles()
        self.numbers = {row.key: index for index, row in enumerate(scene.loaded.leaves, 1)}
        self.of_all = " of all" if len(scene.what_if.groups) > 1 else ""
        ends = [end for one in found for line in one.lines for end in (line.at_zero, line.at_one)]
        self.axis: Axis = total_axis([float(end) for end in ends if end is not None], scale_top(scene.loaded))

    def _styles(self) -> dict[str, int]:
        """The leaders' stroke is 1, those after them have dashes of their own as far as there are any."""
        followers = [key for key in self.order if key not in self.leads]
        return dict.fromkeys(self.leads, 1) | {
            key: min(place, LAST_STYLE) for place, key in enumerate(followers, 2)
        }

    def row(self, one: engine.CriterionLines) -> Row:
        number = self.numbers[one.criterion]
        note, is_tip = self.note(one)
        stable = f"{weight_text(one.flips.stable_from)} to {weight_text(one.flips.stable_to)}"
        return Row(
            key=one.criterion, number=number, slot=slot_of(number), name=self.labels[one.criterion],
            share=weight_text(one.share), stable=stable if one.is_movable else "–",
            note=note, is_tip=is_tip,
        )  # fmt: skip

    def note(self, one: engine.CriterionLines) -> tuple[str, bool]:
        """Who leads past which weight, and whether anybody else does."""
        if not one.is_movable:
            return STUCK if one.share else UNBOUNDED, False
        tips = [
            f"{listed([self.labels[key] for key in leaders])} {'lead' if len(leaders) > 1 else 'leads'} {word} "
            f"{weight_text(at, one.share)}{self.of_all}"
            for leaders, word, at in self.sides(one)
        ]
        if tips:
            return listed(tips), True
        who = listed([self.labels[key] for key in self.order if key in self.leads])
        if len(self.order) == 1:
            return f"{who} is the only one ranked", False
        return f"{who} {'lead' if len(self.leads) > 1 else 'leads'} at any weight", False

    def sides(self, one: engine.CriterionLines) -> list[tuple[Sequence[str], str, Decimal]]:
        """Who leads below and above: past the nearest flip, or at once where several lead today and part here."""
        found: list[tuple[Sequence[str], str, Decimal]] = []
        for flip, word, edge in ((one.flips.down, "below", "end"), (one.flips.up, "above", "start")):
            parted = [
                zone.leaders
                for zone in one.zones
                if getattr(zone, edge) == one.share and set(zone.leaders) < self.leads
            ]
            if parted:
                found.append((parted[0], word, one.share))
            elif flip:
                found.append(((flip.winner,), word, flip.at))
        return found

    def card(self, one: engine.CriterionLines, row: Row) -> LineCard:
        words = f"{row.name}: total of each alternative as the weight goes from 0 to 100 percent. {row.note}."
        return LineCard(row, self.chart(one, row), words)

    def chosen(self, one: engine.CriterionLines, row: Row) -> Chosen:
        card = self.card(one, row)
        large = LineCard(row, self.chart(one, row, large=True), card.words)
        ends = tuple(
            EndRow(
                name=self.labels[line.alternative], shape=self.scene.shape(line.alternative),
                is_lead=line.alternative in self.leads, at_zero=_total(line.at_zero), now=_total(line.today),
                at_one=_total(line.at_one),
            )
            for line in one.lines[:MOST_ROWS]
        )  # fmt: skip
        return Chosen(large, card.chart, ends)

    def chart(self, one: engine.CriterionLines, row: Row, *, large: bool = False) -> Chart | None:
        if not one.is_movable:
            return None
        passing = {key for zone in one.zones for key in zone.leaders}
        order = sorted(
            one.lines, key=lambda line: (line.alternative not in self.leads, line.alternative not in passing)
        )
        lines = [
            Line(
                (self.labels if large else self.names)[line.alternative], self.scene.shape(line.alternative),
                float(line.at_zero or 0), float(line.at_one or 0), self.styles[line.alternative],
            )
            for line in order
        ]  # fmt: skip
        along = Along(float(one.share), row.share, self.tips(one), self.zones(one))
        return chart(lines, along, self.axis, LARGE if large else SMALL)

    def zones(self, one: engine.CriterionLines) -> tuple[tuple[float, float], ...]:
        """The stretches on which none of today's leaders leads."""
        return tuple(
            (float(zone.start), float(zone.end)) for zone in one.zones if not self.leads & set(zone.leaders)
        )

    def tips(self, one: engine.CriterionLines) -> tuple[At, ...]:
        """Where leaders change, written at those nearest to today's share."""
        ends = {line.alternative: line for line in one.lines}
        named = {flip.at for flip in (one.flips.down, one.flips.up) if flip}
        found = []
        for zone in one.zones[1:]:
            line = ends[zone.leaders[0]]
            low, high = float(line.at_zero or 0), float(line.at_one or 0)
            share = float(zone.start)
            text = weight_text(zone.start, one.share) if zone.start in named else ""
            found.append(At(share, low + share * (high - low), text))
        return tuple(found)

    def legend(self) -> tuple[LegendLine, ...]:
        return tuple(
            LegendLine(self.labels[key], self.scene.shape(key), self.styles[key])
            for key in self.order[:MOST_LEGEND]
        )

    def separates(self, found: Sequence[engine.CriterionLines]) -> str:
        """The criterion on which the alternatives lie furthest apart, as a sentence."""
        widest, low, high = None, None, None
        for one in found:
            ends = sorted((line.at_one, line.alternative) for line in one.lines if line.at_one is not None)
            if len(ends) > 1 and (widest is None or ends[-1][0] - ends[0][0] > widest[0]):
                widest, low, high = (ends[-1][0] - ends[0][0], one.criterion), ends[0], ends[-1]
        if widest is None or low is None or high is None or not widest[0] or len(found) < 2:
            return ""
        return (
            f"{self.labels[widest[1]]} separates them most: from {short(low[0])} ({self.labels[low[1]]})"
            f" to {short(high[0])} ({self.labels[high[1]]})."
        )


def _total(total: Decimal | None) -> str:
    return "–" if total is None else two_decimals(total)
