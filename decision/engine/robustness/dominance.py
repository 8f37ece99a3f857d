"""Who is at least as good everywhere: dominance between all pairs, and what of it to draw (Hazen 1986)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.robustness.ground import Whole, whole_numbers

Truths = npt.NDArray[np.bool_]


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

    `weak` and `strict` have a row per winner and a column per loser, in the order of `alternatives`. For the picture:
    `groups` holds the alternatives with equal scores together (most have one member), `levels` the groups by the length
    of the longest chain above them (level 0 is dominated by nobody), `links` the pairs between first members of groups
    that remain when what follows from others is left out.
    """

    alternatives: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[tuple[str, ...], ...], ...]
    links: tuple[Dominates, ...]
    weak: Truths = field(repr=False, compare=False)
    strict: Truths = field(repr=False, compare=False)

    @cached_property
    def pairs(self) -> tuple[Dominates, ...]:
        """All pairs, by listed order of the winners, then of the losers."""
        return _named(self.weak, self.strict, self.alternatives)


def dominance(matrix: Matrix) -> Dominance:
    """Compare all pairs. O(m²n) and m² bytes. A missing score that nothing bounds compares as unknown."""
    rows = ranked_rows(matrix, gate_results(matrix))
    names = tuple(matrix.alternatives[i] for i in rows)
    prepared = matrix.prepared
    low = whole_numbers(matrix, prepared.worst, 1)
    high = low if prepared.is_exact else whole_numbers(matrix, prepared.best, 1)
    weak, strict = _compare(low[rows], high[rows], _unknown(matrix)[rows])
    members = _equal_rows(matrix, rows)
    first = [group[0] for group in members]
    reduced, sharp = weak[np.ix_(first, first)], strict[np.ix_(first, first)]
    groups = tuple(tuple(names[i] for i in group) for group in members)
    links = reduced & ~_in_two_steps(reduced)
    return Dominance(
        alternatives=names,
        groups=groups,
        levels=tuple(tuple(groups[g] for g in level) for level in _levels(reduced)),
        links=_named(links, sharp, [names[i] for i in first]),
        weak=weak,
        strict=strict,
    )


def _unknown(matrix: Matrix) -> Truths:
    unknown = np.zeros((len(matrix.alternatives), len(matrix.leaves)), dtype=np.bool_)
    for i, j in matrix.prepared.unbounded:
        unknown[i, j] = True
    return unknown


def _compare(low: Whole, high: Whole, unknown: Truths) -> tuple[Truths, Truths]:
    m, n = low.shape
    every, some, all_better = np.ones((m, m), bool), np.zeros((m, m), bool), np.full((m, m), n > 0)
    for k in range(n):
        known = ~(unknown[:, k][:, None] | unknown[:, k][None])
        better = (low[:, k][:, None] > high[:, k][None]).astype(bool) & known
        every &= (low[:, k][:, None] >= high[:, k][None]).astype(bool) & known
        some |= better
        all_better &= better
    return every & some, all_better


def _equal_rows(matrix: Matrix, rows: list[int]) -> list[list[int]]:
    """Positions among the rows of those with the same scores, all known."""
    prepared = matrix.prepared
    unsure = {i for i, _ in prepared.unbounded}
    found: dict[tuple[int, ...] | int, list[int]] = {}
    for position, i in enumerate(rows):
        is_known = i not in unsure and prepared.worst[i] == prepared.best[i]
        found.setdefault(prepared.worst[i] if is_known else position, []).append(position)
    return list(found.values())


def _in_two_steps(weak: Truths) -> Truths:
    steps = weak.astype(np.float32)
    found: Truths = (steps @ steps) > 0
    return found


def _levels(weak: Truths) -> list[list[int]]:
    left = np.ones(len(weak), dtype=np.bool_)
    levels = []
    while left.any():
        level = left & ~weak[left].any(axis=0)
        levels.append(np.flatnonzero(level).tolist())
        left &= ~level
    return levels


def _named(weak: Truths, strict: Truths, names: tuple[str, ...] | list[str]) -> tuple[Dominates, ...]:
    return tuple(Dominates(names[i], names[j], bool(strict[i, j])) for i, j in np.argwhere(weak).tolist())
