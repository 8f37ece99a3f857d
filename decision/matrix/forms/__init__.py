"""Reads what pages ask for and what they send to be saved, hostile input included."""

from decision.typed import plain

from ..services.seen import HUNDRED, SAME, same_percents
from .evidence import read_varied
from .saved import read_revision, read_score, read_seen_weights, read_ticked, without_nul, write_seen_weights
from .what_if import (
    Percents,
    Problem,
    WhatIf,
    percents_of,
    read_what_if,
    sibling_groups,
)

__all__ = [
    "HUNDRED",
    "SAME",
    "Percents",
    "Problem",
    "WhatIf",
    "percents_of",
    "plain",
    "read_revision",
    "read_score",
    "read_seen_weights",
    "read_ticked",
    "read_varied",
    "read_what_if",
    "same_percents",
    "sibling_groups",
    "without_nul",
    "write_seen_weights",
]
