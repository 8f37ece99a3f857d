"""What to measure next: the uncertain and missing scores, by how likely knowing them would change the winner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision.engine.matrix import Matrix
from decision.engine.smaa.settings import RANGES, ScoreDraw


@dataclass(frozen=True, slots=True)
class Unknown:
    """One score that is not known exactly.

    `alone`: the chance that the winner is another than today's once this score is known and all others stay
    as the ranking has them. `together`: the chance that it decides who wins when all others are known too, i.e. that
    the winner would be another with today's figure in place of the true one. Standard errors sqrt(p (1 - p) / N).
    """

    alternative: str
    criterion: str
    is_missing: bool
    alone: float
    alone_error: float
    together: float
    together_error: float
    mostly: str | None
    """Who wins most often of those that take today's winner's place, `alone`; None: nobody does."""


@dataclass(frozen=True, slots=True)
class Unknowns:
    """`cells` by falling `alone`, then `together`; `changes` is the chance that another wins once all is known.

    `leaders` win today. A tie counts as a change only where none of today's leaders is in it.
    """

    cells: tuple[Unknown, ...]
    leaders: tuple[str, ...]
    changes: float
    changes_error: float
    draws: int
    seed: int


def what_to_measure(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    *,
    scores: ScoreDraw = RANGES,
    draws: int = 10_000,
    seed: int = 0,
) -> Unknowns:
    """The scores worth knowing at the decision's own weights (or `points`). O(draws x cells).

    Raises InvalidStudy, UnboundedMissing and as `shares`.
    """
    raise NotImplementedError
