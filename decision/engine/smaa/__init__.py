"""How often the answer holds when weights, scores, sources and method are uncertain (SMAA-2)."""

from decision.engine.smaa.answer import Acceptability, Causes, Places, Quantiles
from decision.engine.smaa.firsts import first_place_shares
from decision.engine.smaa.limited import are_narrow, check_limits
from decision.engine.smaa.limits import Comparison, Limit, wrong_limits
from decision.engine.smaa.losing import Evidence
from decision.engine.smaa.measure import Unknown, Unknowns, what_to_measure
from decision.engine.smaa.multiverse import Multiverse, MultiverseStudy, UniverseShare, multiverse
from decision.engine.smaa.settings import ScoreDraw, WeightDraw
from decision.engine.smaa.study import Study, acceptability

__all__ = [
    "Acceptability",
    "Causes",
    "Comparison",
    "Evidence",
    "Limit",
    "Multiverse",
    "MultiverseStudy",
    "Places",
    "Quantiles",
    "ScoreDraw",
    "Study",
    "UniverseShare",
    "Unknown",
    "Unknowns",
    "WeightDraw",
    "acceptability",
    "are_narrow",
    "check_limits",
    "first_place_shares",
    "multiverse",
    "what_to_measure",
    "wrong_limits",
]
