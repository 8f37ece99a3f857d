"""Opening, answering, revealing and applying rounds: one transaction each.

Locks are taken in one order: the decision (where it is changed, or numbers its rounds), the round, the ballot. A vote
holds its round for as long as it is saved, so that a reveal comes before it or after it, never in between.
"""

from .ballots import BallotState, ScoreVote, answer_ballot, finish_ballot, reopen_ballot, save_ballot
from .closing import cancel_round, reveal_due, reveal_round
from .opening import NewRound, open_round
from .outcome import apply_outcome, save_outcome

__all__ = [
    "BallotState",
    "NewRound",
    "ScoreVote",
    "answer_ballot",
    "apply_outcome",
    "cancel_round",
    "finish_ballot",
    "open_round",
    "reopen_ballot",
    "reveal_due",
    "reveal_round",
    "save_ballot",
    "save_outcome",
]
