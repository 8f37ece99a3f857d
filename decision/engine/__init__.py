"""The numeric engine: values in, values out. Knows numpy and pydantic, and nothing of the rest of the
product.
"""

from decision.engine.acceptability import first_place_shares
from decision.engine.entries import Cell, Criterion, Gate
from decision.engine.errors import (
    AllWeightsZero,
    DuplicateKey,
    EngineError,
    InvalidGate,
    InvalidMatrix,
    InvalidRange,
    InvalidScale,
    InvalidTable,
    InvalidTree,
    InvalidValueFunction,
    InvalidWeights,
    NegativeWeight,
    NotFinite,
    NotNormalizable,
    ScoreOutsideScale,
    UnboundedMissing,
    UnknownAlternative,
    UnknownCriterion,
    UnsupportedMethod,
)
from decision.engine.gates import GateResult
from decision.engine.matrix import Matrix
from decision.engine.rank_table import rank_table
from decision.engine.ranking import Ranking, Standing, rank
from decision.engine.recommendation import Advantage, Recommendation
from decision.engine.sensitivity import CriterionFlips, Flip, NamedFlip, Verdict, flips, verdict
from decision.engine.sets import SetResults, evaluate_array, evaluate_sets, weight_array
from decision.engine.shares import shares
from decision.engine.siblings import sibling_flips
from decision.engine.table import TableAnswer, TableCriterion, TableFlag, TableRequest, TableRow, read_table
from decision.engine.values import Direction, ValueFunction
from decision.engine.weights import move_weight

__all__ = [
    "Advantage",
    "AllWeightsZero",
    "Cell",
    "Criterion",
    "CriterionFlips",
    "Direction",
    "DuplicateKey",
    "EngineError",
    "Flip",
    "Gate",
    "GateResult",
    "InvalidGate",
    "InvalidMatrix",
    "InvalidRange",
    "InvalidScale",
    "InvalidTable",
    "InvalidTree",
    "InvalidValueFunction",
    "InvalidWeights",
    "Matrix",
    "NamedFlip",
    "NegativeWeight",
    "NotFinite",
    "NotNormalizable",
    "Ranking",
    "Recommendation",
    "ScoreOutsideScale",
    "SetResults",
    "Standing",
    "TableAnswer",
    "TableCriterion",
    "TableFlag",
    "TableRequest",
    "TableRow",
    "UnboundedMissing",
    "UnknownAlternative",
    "UnknownCriterion",
    "UnsupportedMethod",
    "ValueFunction",
    "Verdict",
    "evaluate_array",
    "evaluate_sets",
    "first_place_shares",
    "flips",
    "move_weight",
    "rank",
    "rank_table",
    "read_table",
    "shares",
    "sibling_flips",
    "verdict",
    "weight_array",
]
