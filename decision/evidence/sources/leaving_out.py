"""What leaving out one thing does to the result: each source, each criterion and each alternative, all at once.

Without a source the scores that rest on it alone count as missing (a source beside which each score has
another is left out without a trace, and stands there all the same); without a criterion the others keep
their proportions; without an alternative nothing else moves, since scores never depend on who takes part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from decision.matrix.loading import LoadedMatrix

from ..audit.stakes import TIE, Floats, Stakes, ahead_of
from .resting import Without, without_sources

Kind = Literal["source", "criterion", "alternative"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The result without one thing: who leads (several: they tie), by how much, and how many of those that are left
    change their rank. `changes` says whether another leads then; `lost_share` is of sources only."""

    kind: Kind
    key: str
    first: tuple[str, ...]
    lead: float
    rank_changes: int
    changes: bool
    lost_share: float | None = None
    scores: int | None = None


def leave_one_out(loaded: LoadedMatrix, stakes: Stakes) -> Iterator[LeftOut]:
    """Sources by slug, then criteria and alternatives in the matrix's order."""
    alone = {left.source: left for left in without_sources(loaded, stakes)}
    for source in sorted({source for cell in loaded.cells.values() for source in cell.sources}):
        left = alone.get(source) or Without(source, stakes.totals, stakes.lead, lost_share=0.0, scores=0)
        yield _left_out(stakes, "source", source, left.totals, stakes.ranked, left.lost_share, left.scores)
    shares = stakes.shares
    rest = 1 - shares
    with np.errstate(divide="ignore", invalid="ignore"):
        each = (stakes.totals[:, None] - stakes.values * shares) / rest
    for column, leaf in enumerate(loaded.matrix.leaves):
        if rest[column] > TIE:
            yield _left_out(stakes, "criterion", leaf.key, each[:, column], stakes.ranked)
    for row, key in enumerate(loaded.matrix.alternatives):
        if stakes.ranked[row] and stakes.ranked.sum() > 1:
            others = stakes.ranked.copy()
            others[row] = False
            yield _left_out(stakes, "alternative", key, stakes.totals, others)


def _left_out(
    stakes: Stakes, kind: Kind, key: str, totals: Floats, inside: npt.NDArray[np.bool_],
    lost_share: float | None = None, scores: int | None = None,
) -> LeftOut:  # fmt: skip
    keys = stakes.loaded.matrix.alternatives
    rows = np.flatnonzero(inside)
    left, before = totals[rows], stakes.totals[rows]
    top = left.max(initial=-np.inf)
    first = [int(row) for row in rows[left >= top - TIE]]
    behind = np.sort(left)[::-1]
    lead = float(behind[0] - behind[1]) if len(behind) > 1 else 0.0
    # Ranks among those that are left, before and after; ties share the better.
    ranks, were = ahead_of(left, left), ahead_of(before, before)
    return LeftOut(
        kind, key, tuple(keys[row] for row in first), lead, int((ranks != were).sum()),
        first != stakes.first(stakes.totals), lost_share, scores,
    )  # fmt: skip
