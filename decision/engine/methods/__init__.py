"""Other ways to rank the same numbers: pure kernels, a family a file, and what they say side by side.

`scorer` makes a method ready for one table of values and then takes any number of weight vectors at once.
"""

from decision.engine.methods.comparing import ComparedMethod, MethodComparison, compare_methods
from decision.engine.methods.figures import CannotRank
from decision.engine.methods.options import read_options
from decision.engine.methods.ranking_by import MethodRanking, MethodStanding, rank_by
from decision.engine.methods.scorer import METHODS, USUAL, Scorer, scorer
from decision.engine.methods.sets_by import evaluate_sets_by
from decision.engine.methods.tau import kendall_tau

__all__ = [
    "METHODS",
    "USUAL",
    "CannotRank",
    "ComparedMethod",
    "MethodComparison",
    "MethodRanking",
    "MethodStanding",
    "Scorer",
    "compare_methods",
    "evaluate_sets_by",
    "kendall_tau",
    "rank_by",
    "read_options",
    "scorer",
]
