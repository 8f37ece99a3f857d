"""Members of a group beside each other."""

from decision.engine.group.answers import (
    CellSpread,
    Concord,
    CriterionSpread,
    GroupComparison,
    GroupView,
    MemberView,
    Pair,
    Split,
    Topic,
)
from decision.engine.group.ballots import Ballot, compare_ballots
from decision.engine.group.comparison import compare_members, meaning_of

__all__ = [
    "Ballot",
    "CellSpread",
    "Concord",
    "CriterionSpread",
    "GroupComparison",
    "GroupView",
    "MemberView",
    "Pair",
    "Split",
    "Topic",
    "compare_ballots",
    "compare_members",
    "meaning_of",
]
