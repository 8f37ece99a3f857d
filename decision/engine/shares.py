"""Shares: how much of the whole each criterion weighs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from decision.engine.exact import DECIMALS, as_decimal, largest_remainder
from decision.engine.matrix import Matrix
from decision.engine.tree import LeafWeights, Tree


def shares(matrix: Matrix, points: Mapping[str, Decimal] | None = None) -> dict[str, Decimal]:
    """The share of every leaf, with 10 decimals; together exactly 1.

    `points` stand in place of the matrix's own, by key of any node; those left out keep theirs.
    Raises UnknownCriterion, NotFinite, NegativeWeight or AllWeightsZero.
    """
    return leaf_shares(matrix.tree, matrix.tree.weights(points))


def leaf_shares(tree: Tree, weights: LeafWeights) -> dict[str, Decimal]:
    """Shares of the leaves from their exact weights, rounded so that they still add up to 1."""
    return {key: as_decimal(unit) for key, unit in share_units(tree, weights).items()}


def share_units(tree: Tree, weights: LeafWeights) -> dict[str, int]:
    """As `leaf_shares`, in whole 10^-10."""
    if not weights.parts:
        return {}
    units = largest_remainder(weights.parts, 10**DECIMALS)
    return dict(zip(tree.keys, units, strict=True))


def node_shares(tree: Tree, of_leaves: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The share of every node: its own for a leaf, the sum of those below for a parent, in listed order."""
    together = dict.fromkeys(tree.nodes, Decimal(0))
    for leaf in tree.leaves:
        key: str | None = leaf.key
        while key is not None:
            together[key] += of_leaves[leaf.key]
            key = tree.nodes[key].parent
    return together
