"""The Team tab and the ballot."""

from .ballots import ballot, ballot_finish, ballot_reopen
from .rounds import (
    round_apply,
    round_cancel,
    round_detail,
    round_open,
    round_reveal,
    round_scenario,
    team,
)

__all__ = [
    "ballot",
    "ballot_finish",
    "ballot_reopen",
    "round_apply",
    "round_cancel",
    "round_detail",
    "round_open",
    "round_reveal",
    "round_scenario",
    "team",
]
