"""Flips in the terms of a slider: the share of a criterion among its siblings, at every level of the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from decision.engine.exact import decimals_of, rounded, scaled
from decision.engine.figures import Figures, figures
from decision.engine.matrix import Matrix
from decision.engine.sensitivity import CriterionFlips, Lines, flips_along

_STILL = Decimal(0)
Values = dict[str | None, list[Fraction] | None]


def sibling_flips(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> dict[str, CriterionFlips]:
    """For every node of the tree, in listed order, the flips as its share among its siblings moves.

    The other siblings keep their ratios, the rest of the tree stays as it is. In a flat matrix these are the
    flips of `flips`. Where nothing above or beneath weighs anything, moving the node changes no total: no
    flips, stable from 0 to 1. Raises as `rank`.
    """
    computed = figures(matrix, points)
    tree = matrix.tree
    weights = tree.points(points)
    decimals = decimals_of(weights.values())
    parts = {key: scaled(value, decimals) for key, value in weights.items()}
    values = _values_of_nodes(matrix, parts)
    shares: dict[str | None, Fraction] = {None: Fraction(1)}
    found: dict[str, CriterionFlips] = {}
    waiting: list[str | None] = [None]
    while waiting:
        parent = waiting.pop()
        siblings = tree.children.get(parent, ())
        together = sum(parts[key] for key in siblings)
        for key in siblings:
            shares[key] = shares[parent] * Fraction(parts[key], together or 1)
        found.update(_flips_among(matrix, computed, siblings, parts, values, parent, shares[parent]))
        waiting.extend(siblings)
    return {key: found[key] for key in tree.nodes}


def _values_of_nodes(matrix: Matrix, parts: Mapping[str, int]) -> Values:
    """What each node is worth to each alternative: the mean of its children by weight; None if none weighs."""
    tree = matrix.tree
    columns = {leaf.key: j for j, leaf in enumerate(tree.leaves)}
    values: Values = {}
    order: list[str | None] = [None]
    for node in order:
        order.extend(tree.children.get(node, ()))
    for node in reversed(order):
        if node in columns:
            values[node] = [Fraction(row[columns[node]]) for row in matrix.prepared.ranked]
        else:
            below = [(parts[key], values[key]) for key in tree.children.get(node, ()) if parts[key]]
            values[node] = _mean(
                [(part, column) for part, column in below if column is not None], len(matrix.cells)
            )
    return values


def _mean(columns: Sequence[tuple[int, list[Fraction]]], rows: int) -> list[Fraction] | None:
    together = sum(part for part, _ in columns)
    if not together:
        return None
    return [sum((part * column[i] for part, column in columns), Fraction(0)) / together for i in range(rows)]


def _flips_among(
    matrix: Matrix,
    computed: Figures,
    siblings: Sequence[str],
    parts: Mapping[str, int],
    values: Values,
    parent: str | None,
    share: Fraction,
) -> dict[str, CriterionFlips]:
    """Flips of one group. What lies outside the group is added to the value of every sibling, so that the
    totals of the group alone are in the proportions of the real ones.
    """
    together = sum(parts[key] for key in siblings)
    group = values[parent]
    unbounded = {matrix.leaves[j].key for _, j in matrix.prepared.unbounded}
    movable = {key: column for key in siblings if (column := values[key]) is not None}
    if not share or group is None:
        return {key: _unmoved(key, Fraction(parts[key], together or 1)) for key in siblings}
    scale = share * (computed.weights.whole or 1)
    outside = [Fraction(total) / scale - mean for total, mean in zip(computed.totals, group, strict=True)]
    table = [[column[i] + more for column in movable.values()] for i, more in enumerate(outside)]
    common = lcm(*(number.denominator for row in table for number in row))
    whole_numbers = [[int(number * common) for number in row] for row in table]
    weights = [parts[key] for key in movable]
    lines = Lines(
        alternatives=matrix.alternatives,
        keys=list(movable),
        parts=weights,
        whole=together,
        values=whole_numbers,
        totals=[sum(w * v for w, v in zip(weights, row, strict=True)) for row in whole_numbers],
        ranked=computed.ranked,
        fixed={i for i, key in enumerate(movable) if key in unbounded},
    )
    found = {one.criterion: one for one in flips_along(lines, computed.leaders())}
    return {key: found.get(key) or _unmoved(key, Fraction(0)) for key in siblings}


def _unmoved(key: str, share: Fraction) -> CriterionFlips:
    return CriterionFlips(key, rounded(share.numerator, share.denominator), _STILL, Decimal(1), None, None)
