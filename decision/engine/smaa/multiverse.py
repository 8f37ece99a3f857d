"""One figure over everything that could have been done otherwise: weights, scores, sources and method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from decision.engine.matrix import Matrix
from decision.engine.smaa.settings import AROUND, OFF_BY_ONE, ScoreDraw, WeightDraw

Factor = Literal["weights", "scores", "sources", "method"]
FACTORS: tuple[Factor, ...] = ("weights", "scores", "sources", "method")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sources that one score rests on; it is lost where all of them are left out."""

    alternative: str
    criterion: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UniverseShare:
    """In how many universes one alternative is first; ties count their part.

    `held[factor]` is the share when that factor alone stays as the decision has it, over the same draws.
    """

    alternative: str
    share: float
    error: float
    interval: tuple[float, float]
    held: Mapping[Factor, float]


@dataclass(frozen=True, slots=True)
class Multiverse:
    """Shares in the order of the matrix; `methods` and `sources` are those among which was chosen."""

    shares: tuple[UniverseShare, ...]
    excluded: tuple[str, ...]
    draws: int
    seed: int
    weights: WeightDraw
    scores: ScoreDraw
    methods: tuple[str, ...]
    methods_left_out: Mapping[str, str]
    """Methods that these values do not allow, with the reason."""
    sources: tuple[str, ...]
    left_out: float
    version: str
    fingerprint: str


def multiverse(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    *,
    weights: WeightDraw = AROUND,
    scores: ScoreDraw = OFF_BY_ONE,
    evidence: Sequence[Evidence] = (),
    left_out: float = 0.25,
    methods: Sequence[str] | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> Multiverse:
    """The share of universes that each alternative wins.

    In each universe weights and scores are drawn as stated, every source is left out with the chance
    `left_out` (a score that loses all its sources then lies evenly anywhere on its scale, or at its worst, as
    `scores.missing` says), and one of the `methods` (None: all that these values allow) is chosen, each with the
    same chance.

    Raises InvalidStudy, UnboundedMissing, UnsupportedMethod and as `shares`.
    """
    raise NotImplementedError
