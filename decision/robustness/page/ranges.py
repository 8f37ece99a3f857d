"""If scores are off by a point: the totals that come about, and the ranks that are possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision import engine
from decision.matrix.page.numbers import place
from decision.matrix.page.scene import Scene

from .axis import mark_text, snug_axis
from .figures import share_text


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


def ranges(scene: Scene, found: engine.Acceptability) -> Ranges | None:
    """The ranges of a study with totals; None where it has none."""
    by_key = {one.alternative: one for one in found.places if one.total is not None}
    standings = [one for one in scene.ranking.standings if one.alternative in by_key]
    if not standings:
        return None
    totals: Mapping[str, engine.Quantiles] = {
        key: one.total for key, one in by_key.items() if one.total is not None
    }
    now = {one.alternative: float(one.total) for one in standings}
    axis = snug_axis(
        [edge for total in totals.values() for edge in (total.low, total.high)] + list(now.values())
    )
    rows = tuple(
        RangeRow(
            name=scene.loaded.labels[key], shape=scene.shape(key), is_lead=key == scene.leader,
            x1=place(axis.part(totals[key].low) * 100), x2=place(axis.part(totals[key].high) * 100),
            at=place(axis.part(now[key]) * 100),
            text=f"{totals[key].low:.2f}–{totals[key].high:.2f}", middle=f"{totals[key].middle:.2f}",
            first=share_text(by_key[key].first),
        )
        for key in (one.alternative for one in standings)
    )  # fmt: skip
    last = len(axis.marks) - 1
    marks = tuple(
        Mark(
            place(axis.part(mark) * 100),
            mark_text(mark),
            "start" if i == 0 else "end" if i == last else "middle",
        )
        for i, mark in enumerate(axis.marks)
    )
    return Ranges(rows, marks, mark_text(found.scores.off_by), f"{found.draws:,}", found.seed)
