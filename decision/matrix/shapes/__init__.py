"""The forms of the API's bodies and answers about decisions: checked on the way in, documented on the way out."""

from .parts import (
    Alternative,
    AlternativePage,
    AlternativePatch,
    CriterionInDecision,
    DecisionDetail,
    DecisionLine,
    DecisionPage,
    GateInDecision,
    GatePage,
    GatePatch,
    NewAlternative,
    NewGate,
    NewScenario,
    ScenarioInDecision,
    ScenarioPage,
)
from .ranking import Evaluate, MethodRanking, Ranking, SetRankings
from .record import Change, History
from .scores import ReasonedPatches, ScoreMatrix, ScorePatch, ScorePatches

__all__ = [
    "Alternative",
    "AlternativePage",
    "AlternativePatch",
    "Change",
    "CriterionInDecision",
    "DecisionDetail",
    "DecisionLine",
    "DecisionPage",
    "Evaluate",
    "GateInDecision",
    "GatePage",
    "GatePatch",
    "History",
    "MethodRanking",
    "NewAlternative",
    "NewGate",
    "NewScenario",
    "Ranking",
    "ReasonedPatches",
    "ScenarioInDecision",
    "ScenarioPage",
    "ScoreMatrix",
    "ScorePatch",
    "ScorePatches",
    "SetRankings",
]
