"""Both ends of every scale in words, and how much value lies between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.matrix.loading import CriterionRow, LoadedMatrix
from decision.matrix.page.numbers import short

NAMED = 3
"""A group of up to this many criteria says its ends criterion by criterion."""

Siblings = Mapping[str | None, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Scale:
    """The worst and the best end, and the value between them."""

    worst: str
    best: str
    span: Decimal


def scales_of(loaded: LoadedMatrix, siblings: Siblings, own: Mapping[str, Decimal]) -> dict[str, Scale]:
    """The scale of every node. Of a group it is that of its children together: their mean value by weight."""
    nodes = loaded.matrix.tree.nodes
    rows = {row.key: row for row in loaded.criteria}
    scales: dict[str, Scale] = {}
    for key in reversed(_parents_first(siblings)):
        if beneath := siblings.get(key, ()):
            scales[key] = _of_group([rows[child] for child in beneath], scales, own)
        else:
            worst, best = _ends(rows[key], nodes[key])
            scales[key] = Scale(worst, best, _span(nodes[key]))
    return scales


def _parents_first(siblings: Siblings) -> list[str]:
    ordered: list[str] = []
    waiting: list[str | None] = [None]
    while waiting:
        beneath = siblings.get(waiting.pop(), ())
        ordered += beneath
        waiting += beneath
    return ordered


def _of_group(rows: Sequence[CriterionRow], scales: Mapping[str, Scale], own: Mapping[str, Decimal]) -> Scale:
    weights = {row.key: own[row.key] for row in rows}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, Decimal(1))
    together = sum((weight * scales[key].span for key, weight in weights.items()), Decimal(0))
    span = together / sum(weights.values(), Decimal(0))
    if len(rows) > NAMED or any(row.is_group for row in rows):
        return Scale("all beneath it at their worst", "all at their best", span)
    worst = "; ".join(f"{row.name} {scales[row.key].worst}" for row in rows)
    return Scale(worst, "; ".join(scales[row.key].best for row in rows), span)


def _ends(row: CriterionRow, leaf: engine.Criterion) -> tuple[str, str]:
    """Where the value is least and greatest. A value function has its own ends: beyond them nothing changes."""
    if leaf.value_function is not None:
        anchors = leaf.value_function.points
        least, most = min(anchors, key=lambda anchor: anchor[1]), max(anchors, key=lambda anchor: anchor[1])
        return _end(row, least[0]), _end(row, most[0])
    low, high = _end(row, row.low, row.low_label), _end(row, row.high, row.high_label)
    return (high, low) if row.direction == "cost" else (low, high)


def _end(row: CriterionRow, value: Decimal, label: str = "") -> str:
    number = f"{short(value)}{f' {row.unit}' if row.unit else ''}"
    return f"{number}\u2002{label}" if label and label != number else number


def _span(leaf: engine.Criterion) -> Decimal:
    if leaf.value_function is not None:
        least, most = leaf.value_function.range_over(leaf.low, leaf.high)
        return most - least
    if leaf.low is None or leaf.high is None:
        return Decimal(1)
    return leaf.high - leaf.low
