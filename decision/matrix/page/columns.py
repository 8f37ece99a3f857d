"""The heads of the matrix's columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .bars import Bar, BarMaker
from .numbers import ordinal, signed, two_decimals
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Column:
    """An alternative at the head of its column."""

    key: str
    name: str
    rest: str
    shape: int
    is_lead: bool
    rank: str
    ordinal: str
    total: str
    beside: str
    bar: Bar | None


def columns(scene: Scene, bars: BarMaker, *, dense: bool) -> tuple[Column, ...]:
    """The heads of the columns."""
    by_key = {standing.alternative: standing for standing in scene.everybody()}
    first = scene.ranking.standings[0].total if scene.ranking.standings else Decimal(0)
    names = split_names({row.key: row.label for row in scene.loaded.alternatives})
    found = []
    for row in scene.loaded.alternatives:
        standing = by_key[row.key]
        is_lead = row.key == scene.leader
        margin = scene.ranking.recommendation.margin if is_lead else standing.total - first
        rank = standing.rank
        found.append(
            Column(
                key=row.key,
                name=names[row.key][0],
                rest=names[row.key][1],
                shape=scene.shape(row.key),
                is_lead=is_lead,
                rank="out" if rank is None else str(rank),
                ordinal=ordinal(rank) if rank else "",
                total=two_decimals(standing.total),
                beside="" if rank is None or not margin else signed(margin),
                bar=None if dense else bars.bar(standing, row.label),
            )  # fmt: skip
        )
    return tuple(found)


def split_names(labels: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Each name as its first word and the rest, which narrow columns leave out; whole where the first is not unique."""
    firsts = [label.split(" ")[0] for label in labels.values()]
    return {
        key: (label, "") if firsts.count(label.split(" ")[0]) > 1 else (first, label[len(first) :])
        for key, label in labels.items()
        for first in [label.split(" ")[0]]
    }
