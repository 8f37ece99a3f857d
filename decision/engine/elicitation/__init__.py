"""Weights from judgements and from data."""

from decision.engine.elicitation.answers import (
    BestWorstAnswer,
    PairwiseAnswer,
    TradeOffAnswer,
    WeightsAnswer,
    WorstJudgement,
)
from decision.engine.elicitation.pairwise import joint_judgements
from decision.engine.elicitation.reading import METHODS, weights_from

__all__ = [
    "METHODS",
    "BestWorstAnswer",
    "PairwiseAnswer",
    "TradeOffAnswer",
    "WeightsAnswer",
    "WorstJudgement",
    "joint_judgements",
    "weights_from",
]
