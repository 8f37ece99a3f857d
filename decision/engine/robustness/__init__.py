"""How far the winner can be trusted: what would have to change for another to lead, and who can never lead."""

from decision.engine.robustness.criticality import Change, Criticality
from decision.engine.robustness.dominance import Dominance, Dominates, dominance
from decision.engine.robustness.euclidean_move import euclidean_move
from decision.engine.robustness.first_place import finding_first_place, first_place_moves
from decision.engine.robustness.joint_change import JointFlip, ScoreChange, changing_text
from decision.engine.robustness.joint_flip import joint_flip
from decision.engine.robustness.lead_zones import CriterionLines, LeadZone, Line, criterion_lines
from decision.engine.robustness.possible_ranks import OpenCell, PossibleRank, PossibleRanks, possible_ranks
from decision.engine.robustness.proof import Comparison, WinProof
from decision.engine.robustness.score_flips import ScoreFlip, score_flips
from decision.engine.robustness.smallest_moves import smallest_moves
from decision.engine.robustness.weight_move import ShareChange, WeightMove, moving_text
from decision.engine.robustness.win_proofs import Prove, proving, win_proofs

__all__ = [
    "Change",
    "Comparison",
    "CriterionLines",
    "Criticality",
    "Dominance",
    "Dominates",
    "JointFlip",
    "LeadZone",
    "Line",
    "OpenCell",
    "PossibleRank",
    "PossibleRanks",
    "Prove",
    "ScoreChange",
    "ScoreFlip",
    "ShareChange",
    "WeightMove",
    "WinProof",
    "changing_text",
    "criterion_lines",
    "dominance",
    "euclidean_move",
    "finding_first_place",
    "first_place_moves",
    "joint_flip",
    "moving_text",
    "possible_ranks",
    "proving",
    "score_flips",
    "smallest_moves",
    "win_proofs",
]
