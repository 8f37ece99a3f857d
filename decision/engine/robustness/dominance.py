"""Who is at least as good everywhere: dominance between all pairs, and what of it to draw."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from decision.engine.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Dominates:
    """`winner` is at least as good as `loser` on every criterion and better on one; `is_strict`: better on all."""

    winner: str
    loser: str
    is_strict: bool


@dataclass(frozen=True)
class Dominance:
    """Over the alternatives that no must-have excludes. Uncertain and missing scores count at worst for the winner and
    at best for the loser, so that it holds however they turn out.

    `pairs` are all, by listed order. For the picture: `groups` holds the alternatives with equal scores together (most
    have one member), `levels` the groups by the length of the longest chain above them (level 0 is dominated by
    nobody), `links` the pairs between first members of groups that remain when what follows from others is left out.
    """

    alternatives: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[tuple[str, ...], ...], ...]
    links: tuple[Dominates, ...]
    weak: npt.NDArray[np.bool_] = field(repr=False, compare=False)
    strict: npt.NDArray[np.bool_] = field(repr=False, compare=False)


def dominance(matrix: Matrix) -> Dominance:
    """Compare all pairs. O(m²n) and m² bytes. Criteria with a missing score that nothing bounds compare as unknown."""
    raise NotImplementedError
