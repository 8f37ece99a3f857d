"""The result strip: verdict, ranked totals and the facts that qualify them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from .bars import Bar, BarMaker, LegendItem, Mark
from .facts import Fact, facts
from .gates import briefly
from .numbers import listed, plural, signed, two_decimals
from .scene import Scene
from .verdict import Robust, Verdict, robust, verdict

MOST_RANKED = 12


@dataclass(frozen=True, slots=True)
class RankLine:
    """One alternative in the ranking."""

    key: str
    rank: str
    name: str
    shape: int
    is_lead: bool
    is_out: bool
    sub: str
    bar: Bar
    total: str
    behind: str
    beside: str
    difference: str


@dataclass(frozen=True, slots=True)
class Result:
    """Everything in the result strip."""

    verdict: Verdict
    robust: Robust | None
    lines: tuple[RankLine, ...]
    left_out: int
    legend: tuple[LegendItem, ...]
    axis: tuple[Mark, ...]
    beside_head: str
    tick_label: str
    facts: tuple[Fact, ...]


def result(scene: Scene) -> Result:
    """The result strip."""
    bars = BarMaker(scene.loaded, scene.ranking.shares)
    everybody = scene.everybody()
    beside = _beside(scene)
    lines = tuple(_line(scene, bars, standing, beside) for standing in everybody[:MOST_RANKED])
    has_beside = any(value is not None for value in beside.values())
    return Result(
        verdict=verdict(scene), robust=robust(scene), lines=lines, left_out=len(everybody) - len(lines),
        legend=bars.legend(), axis=bars.axis(),
        beside_head=("Printed, off by" if scene.at_reference else "Was, change") if has_beside else "",
        tick_label=(
            "Total printed in the document" if scene.at_reference else f"Total at {scene.document_name} weights"
        ) if has_beside else "",
        facts=facts(scene),
    )  # fmt: skip


def _beside(scene: Scene) -> dict[str, Decimal | None]:
    """The other total to show by alternative: printed, or that at the reference's weights once weights moved."""
    if scene.at_reference:
        return {row.key: row.published_total for row in scene.loaded.alternatives}
    if scene.known.reference is None:
        return dict.fromkeys(scene.loaded.matrix.alternatives)
    then = scene.known.reference
    return {standing.alternative: standing.total for standing in (*then.standings, *then.excluded)}


def _line(
    scene: Scene, bars: BarMaker, standing: engine.Standing, beside: dict[str, Decimal | None]
) -> RankLine:
    name = scene.loaded.labels[standing.alternative]
    other = beside.get(standing.alternative)
    first = scene.ranking.standings[0].total if scene.ranking.standings else standing.total
    is_lead = standing.alternative == scene.leader
    is_behind = standing.rank is not None and standing.total != first
    difference = (
        ""
        if other is None
        else signed(other - standing.total if scene.at_reference else standing.total - other)
    )
    return RankLine(
        key=standing.alternative, rank="–" if standing.rank is None else f"{'=' * standing.tied}{standing.rank}",
        name=name, shape=scene.shape(standing.alternative), is_lead=is_lead, is_out=standing.rank is None,
        sub=_sub(scene, standing),
        bar=bars.bar(standing, name, tick=other, is_out=standing.rank is None),
        total=two_decimals(standing.total), behind=signed(standing.total - first) if is_behind else "–",
        beside="" if other is None else _as_printed(other) if scene.at_reference else two_decimals(other),
        difference=difference,
    )  # fmt: skip


def _as_printed(total: Decimal) -> str:
    """A printed total as the document writes it: one decimal, more where it has more."""
    tenth = round(total, 1)
    return f"{tenth:.1f}" if tenth == total else two_decimals(total)


def _sub(scene: Scene, standing: engine.Standing) -> str:
    names = {gate.key: gate for gate in scene.loaded.gates}
    out = [briefly(names[key]) for key in standing.failed_gates if names[key].mode == "excludes"]
    parts = [f"Out: {listed(out)} not met"] if out else []
    if standing.missing and standing.low != standing.high:
        count = plural(len(standing.missing), "score")
        low = "up" if standing.low == standing.total else two_decimals(standing.low)
        parts.append(f"{low} to {two_decimals(standing.high)}, {count} missing")
    return "; ".join(parts)
