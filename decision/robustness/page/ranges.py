"""If scores are off by a point: the totals that come about, and the ranks that are possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision import engine
from decision.matrix.page.numbers import place
from decision.matrix.page.scene import Scene

from .axis import Axis, mark_text, snug_axis
from .figures import MOST_ROWS, share_text


@dataclass(frozen=True, slots=True)
class Mark:
    """A number along the axis."""

    x: str
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One alternative: a bar from the 5th to the 95th percentile, its total now, how often it is first."""

    name: str
    shape: int
    is_lead: bool
    x1: str
    x2: str
    at: str
    text: str
    middle: str
    first: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """All of them on one axis around what is drawn."""

    rows: tuple[RangeRow, ...]
    marks: tuple[Mark, ...]
    off_by: str
    draws: str
    seed: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What 5, 50 and 95 % of the totals do not exceed, and the share of first places, by alternative."""

    rows: Mapping[str, tuple[engine.Quantiles, float]]
    off_by: float
    draws: int
    seed: int


def totals_of(found: engine.Acceptability) -> Totals:
    """The totals of a study that kept them."""
    rows = {one.alternative: (one.total, one.first) for one in found.places if one.total is not None}
    return Totals(rows, found.scores.off_by, found.draws, found.seed)


def ranges(scene: Scene, found: Totals) -> Ranges | None:
    """The ranges on an axis just around them; None where nobody has any."""
    standings = [one for one in scene.ranking.standings if one.alternative in found.rows][:MOST_ROWS]
    if not standings:
        return None
    totals = [found.rows[one.alternative][0] for one in standings]
    ends = [edge for total in totals for edge in (total.low, total.high)]
    axis = snug_axis([*ends, *(float(one.total) for one in standings)])
    last = len(axis.marks) - 1
    marks = tuple(
        Mark(
            place(axis.part(mark) * 100), mark_text(mark),
            "start" if i == 0 else "end" if i == last else "middle",
        )
        for i, mark in enumerate(axis.marks)
    )  # fmt: skip
    rows = tuple(_row(scene, one, axis, *found.rows[one.alternative]) for one in standings)
    return Ranges(rows, marks, mark_text(found.off_by), f"{found.draws:,}", found.seed)


def _row(
    scene: Scene, standing: engine.Standing, axis: Axis, total: engine.Quantiles, first: float
) -> RangeRow:
    key = standing.alternative
    return RangeRow(
        name=scene.loaded.labels[key], shape=scene.shape(key), is_lead=key == scene.leader,
        x1=place(axis.part(total.low) * 100), x2=place(axis.part(total.high) * 100),
        at=place(axis.part(float(standing.total)) * 100), text=f"{total.low:.2f}–{total.high:.2f}",
        middle=f"{total.middle:.2f}", first=share_text(first),
    )  # fmt: skip
