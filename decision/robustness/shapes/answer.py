"""The whole answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from ..asking import Nearest, ScoreKind, WeightKind
from .asked import WeightLimit
from .drawn import FirstPlaceCauses, MeasureNext, Multiverse, OffByOne
from .exact import (
    ComparedMethod,
    CriterionRobustness,
    DominancePair,
    JointFlip,
    MethodAgreement,
    MixtureComparison,
    MixturePart,
    OpenCell,
    PossibleRank,
    ScoreFlip,
    Shares,
    WeightMove,
)


class AlternativeRobustness(BaseModel):
    """Everything that is said of one alternative."""

    framework: str
    rank: int | None = Field(description="Today's, null where a gate excludes it.")
    total: float
    can_win: bool = Field(description="Some weights put it first, alone or tied.")
    grounds: Literal["leads", "best_on", "weights", "dominated", "mixture", "excluded"]
    proof: str = Field(description="How, or why not, so that a reader can check it by hand.")
    winning_weights: Shares | None
    winning_points: Shares | None = Field(description="The same as points for a what-if.")
    tied_with: list[str] = Field(description="Who else is first at the winning weights.")
    mixture: list[MixturePart] = Field(description="The mixture of rivals that beats it everywhere.")
    comparisons: list[MixtureComparison]
    margin: float | None = Field(description="By how much the mixture is better at least.")
    at_best: bool | None = Field(description="Whether it could win with its open scores at their best.")
    nearest_flip: WeightMove | None = Field(
        description="The fewest points that make it first against everybody; null for the winner and what cannot win."
    )
    smallest_move: WeightMove | None = Field(
        description="The fewest points that bring it level with the leader alone."
    )
    nearest_by_distance: WeightMove | None = Field(
        description="The same by Euclidean distance, with nearest=distance."
    )
    rank_acceptability: list[float] = Field(
        description="The share of draws at each rank from 1; rows and columns sum to 1."
    )
    standard_error: list[float] = Field(description="√(b(1 − b)/draws) of each.")
    interval: tuple[float, float] | None = Field(
        description="Wilson's 95 % interval of the share of first places."
    )
    mean_rank: float | None
    central_weights: Shares | None = Field(
        description="Mean weights of the draws it wins; null when never first."
    )
    confidence_factor: float | None = Field(description="Null unless scores are uncertain.")
    possible_ranks: PossibleRank


class Recommended(BaseModel):
    """Today's outcome, as in the ranking."""

    outcome: Literal["winner", "tie", "close_call", "undecidable"]
    framework: str | None
    runner_up: str | None
    summary: str


class Robustness(BaseModel):
    """How far the winner can be trusted, at one revision."""

    decision: str
    revision: int
    scenario: str | None
    points: Shares
    without: list[str] = Field(description="Sources left out: scores that rest on these alone are missing.")
    plus: str | None = Field(description="What a criterion is made of that is only a what-if, `_plus`.")
    gates: dict[str, str] = Field(description="Must-haves switched, by id: off, warns or excludes.")
    draws: int
    seed: int
    weights: WeightKind
    spread: float | None
    order: list[list[str]]
    limits: list[WeightLimit]
    scores: ScoreKind
    locked: list[str]
    nearest: Nearest
    recommendation: Recommended
    alternatives: list[AlternativeRobustness]
    criteria: list[CriterionRobustness]
    dominance: list[DominancePair]
    equals: list[list[str]] = Field(description="Alternatives with the same scores everywhere.")
    score_flips: list[ScoreFlip]
    joint_flip: JointFlip | None
    decided: bool = Field(description="Whether one is first whatever open scores turn out to be.")
    open_cells: list[OpenCell]
    methods: list[ComparedMethod]
    agreement: MethodAgreement
    acceptance: float | None = Field(
        description="The share of all possible weights that keep the limits: 1 without any, null where it is under 1 %."
    )
    pairwise: dict[str, Shares] | None = Field(
        description="The share of draws in which the first beats the second, ties half; null for many alternatives."
    )
    causes: FirstPlaceCauses | None
    off_by_one: OffByOne
    measure_next: MeasureNext
    multiverse: Multiverse
