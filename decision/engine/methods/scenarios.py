"""The weighted sum under other weights than the decision's own, made from their order or from the data."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from decision.engine.elicitation.from_data import critic_parts, entropy_parts
from decision.engine.elicitation.ordering import rank_order_centroid
from decision.engine.methods.figures import CannotRank, Floats


def equal(parts: Sequence[int], _values: Floats) -> list[Fraction]:
    """The same for every criterion that weighs anything."""
    return [Fraction(1, len(parts))] * len(parts)


def centroid(parts: Sequence[int], _values: Floats) -> list[Fraction]:
    """Rank-order centroids of the order in which these weights stand; equal ones share their places."""
    by_place = rank_order_centroid(len(parts))
    found = []
    for part in parts:
        first = sum(other > part for other in parts)
        tied = parts.count(part)
        found.append(sum(by_place[first : first + tied], Fraction(0)) / (tied * len(parts)))
    return found


def entropy(_parts: Sequence[int], values: Floats) -> list[Fraction]:
    """By how unevenly values (m, n) are spread over the alternatives. Raises CannotRank."""
    wrong = np.argwhere(values < 0)
    if len(wrong):
        row, column = wrong[0].tolist()
        raise CannotRank(row, column, "Entropy needs every value to be 0 or more.")
    empty = np.flatnonzero(~values.any(axis=0))
    if len(empty):
        raise CannotRank(0, int(empty[0]), "Entropy needs a value above 0 in every criterion.")
    return _shares(entropy_parts(values))


def critic(_parts: Sequence[int], values: Floats) -> list[Fraction]:
    """By spread, and by how unlike the other criteria each is."""
    return _shares(critic_parts(values))


def _shares(parts: Floats) -> list[Fraction]:
    """Parts as shares; equal ones where the data tell nothing apart."""
    if not parts.any():
        parts = np.ones(len(parts))
    exact = [Fraction(part) for part in parts.tolist()]
    together = sum(exact)
    return [part / together for part in exact]


RULES = {"equal_weights": equal, "rank_order_centroid": centroid, "entropy": entropy, "critic": critic}
"""Shares by way, from the decision's own weights and the values (m, n)."""
