"""Other ways to rank the same numbers: pure kernels, a family a file, and what they say side by side.

`scorer` makes a method ready for one table of values and then takes any number of weight vectors at once.
"""

from decision.engine.methods.comparing import ComparedMethod, MethodComparison, compare_methods
from decision.engine.methods.figures import CannotRank
from decision.engine.methods.scorer import USUAL, Scorer, scorer
from decision.engine.methods.tau import kendall_tau

__all__ = [
    "USUAL",
    "CannotRank",
    "ComparedMethod",
    "MethodComparison",
    "Scorer",
    "compare_methods",
    "kendall_tau",
    "scorer",
]
