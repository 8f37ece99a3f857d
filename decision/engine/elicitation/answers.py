"""What each way to weights answers. Numbers have 10 decimals; what is undefined is None, never 0."""

from __future__ import annotations

from typing import Literal

from decision.engine.table import Strict


class WeightsAnswer(Strict):
    """Shares that add up to 1, in the order in which the criteria came, and what a reader should know."""

    method: str
    weights: dict[str, float]
    notes: list[str] = []


class WorstJudgement(Strict):
    """The judgement that disturbs the others most: given, and implied by all of them together."""

    row: str
    column: str
    given: float
    implied: float


class PairwiseAnswer(WeightsAnswer):
    """`consistency_ratio` = `consistency_index` / `random_index`, which is taken from the table named."""

    lambda_max: float | None
    consistency_index: float | None
    consistency_ratio: float | None
    random_index: float | None
    random_index_table: str
    worst_judgement: WorstJudgement | None
    given: int
    possible: int


class TradeOffAnswer(WeightsAnswer):
    """`worst_judgement` where exchanges contradict each other."""

    worst_judgement: WorstJudgement | None


class BestWorstAnswer(WeightsAnswer):
    """`xi` is how far the judgements had to be bent; of the linear model it is the ratio itself."""

    model: Literal["linear", "nonlinear"]
    xi: float
    consistency_index: float | None
    consistency_ratio: float
    intervals: dict[str, tuple[float, float]] | None
