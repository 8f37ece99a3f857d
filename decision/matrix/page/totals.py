"""The totals beneath the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision import engine

from .numbers import short, signed, two_decimals
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Foot:
    """A row of totals beneath the matrix."""

    name: str
    what: str
    kind: str
    cells: tuple[str, ...]
    lead: str


def foot(scene: Scene) -> tuple[Foot, ...]:
    """Totals; then the printed ones and how far they are off, or those at the reference's weights and the change."""
    by_key = {standing.alternative: standing for standing in scene.everybody()}
    order = [row.key for row in scene.loaded.alternatives]
    margin = scene.ranking.recommendation.margin
    totals = Foot(
        "Total", "Σ weight × score", "big", tuple(_range(by_key[key]) for key in order),
        signed(margin) if margin is not None and scene.leader else "",
    )  # fmt: skip
    if scene.at_reference:
        return (totals, *_printed(scene, by_key, order))
    then = scene.known.reference
    if then is None:
        return (totals,)
    before = {standing.alternative: standing.total for standing in (*then.standings, *then.excluded)}
    return (
        totals,
        Foot(
            f"At {scene.document_name} weights", "Recomputed, not as printed", "",
            tuple(two_decimals(before[key]) for key in order), "",
        ),
        Foot("Change", "Now minus then", "medium", tuple(signed(by_key[key].total - before[key]) for key in order), ""),
    )  # fmt: skip


def _printed(scene: Scene, by_key: Mapping[str, engine.Standing], order: list[str]) -> tuple[Foot, ...]:
    printed = {row.key: row.published_total for row in scene.loaded.alternatives}
    if not any(total is not None for total in printed.values()):
        return ()
    shown, off = [], []
    for key in order:
        total = printed[key]
        shown.append("–" if total is None else short(total) if total != round(total, 1) else f"{total:.1f}")
        off.append("–" if total is None else signed(total - by_key[key].total))
    return (
        Foot("Printed in the document", "As its author totalled them", "", tuple(shown), ""),
        Foot("Printed is off by", "Kept on record; never used in a calculation", "delta", tuple(off), ""),
    )


def _range(standing: engine.Standing) -> str:
    if standing.missing and standing.low != standing.high:
        return f"{two_decimals(standing.low)} to {two_decimals(standing.high)}"
    return two_decimals(standing.total)
