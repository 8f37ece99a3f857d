"""What may be asked of a robustness answer, as one plain value: the key under which the answer is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Weights = Literal["uniform", "around", "order"]
WEIGHTS: tuple[Weights, ...] = ("uniform", "around", "order")

USUAL_DRAWS = 100_000
QUICK_DRAWS = 10_000
MOST_DRAWS_AT_ONCE = 200_000
MOST_DRAWS = 10_000_000
MOST_SEED = 2**31 - 1
MOST_WORK = 40_000_000
"""Alternatives x criteria x draws that one request may take; more is for a study."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to compute. Equal values give equal answers, on every machine.

    `draws` None: 100,000, or fewer where the matrix is so large that one request could not compute them. `weights`:
    drawn uniformly, around the decision's own (`spread`, a share: how far), or consistent with `order` (criteria, the
    most important first). `scenario`: these weights in place of the decision's own; `points`: a what-if over either,
    sorted. `locked`: criteria whose share stays in the smallest moves. `euclidean`: give the nearest weights by
    distance too.
    """

    draws: int | None = None
    seed: int = 0
    weights: Weights = "uniform"
    spread: float = 0.1
    order: tuple[str, ...] = ()
    scenario: str | None = None
    points: tuple[tuple[str, Decimal], ...] = ()
    locked: tuple[str, ...] = ()
    euclidean: bool = False


def what_if(points: Mapping[str, Decimal]) -> tuple[tuple[str, Decimal], ...]:
    """Moved points in the form of `Asked.points`."""
    return tuple(sorted(points.items()))
