"""One robustness answer out of all that the engine can say; knows matrices, and nothing of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from decision import engine

from .asking import Asked


@dataclass(frozen=True, slots=True)
class Exact:
    """What is exact, whatever is drawn: kept by revision and points, and shared by all draws and seeds.

    `criteria`: flips of each criterion, in the matrix's order. More parts follow, each a dataclass of the engine.
    """

    ranking: engine.Ranking
    criteria: tuple[engine.CriterionFlips, ...]


@dataclass(frozen=True, slots=True)
class Sampled:
    """What is drawn: kept by everything that was asked.

    `first`: by alternative, the share of draws that put it first.
    """

    draws: int
    first: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Robustness:
    """How far the winner of a matrix can be trusted, at these points."""

    asked: Asked
    exact: Exact
    sampled: Sampled


def exact_of(matrix: engine.Matrix, points: Mapping[str, Decimal] | None = None) -> Exact:
    """The exact parts. Raises EngineErrors as `engine.rank`."""
    return Exact(ranking=engine.rank(matrix, points), criteria=engine.flips(matrix, points))


def sampled_of(matrix: engine.Matrix, asked: Asked, draws: int) -> Sampled:
    """The drawn parts. Raises EngineErrors as `engine.rank`."""
    fixed = engine.ScoreDraw(kind="fixed")
    return Sampled(
        draws=draws, first=engine.acceptability(matrix, scores=fixed, draws=draws, seed=asked.seed).first
    )
