"""Changing decisions: one transaction each, the decision locked first, permission and rules inside.

The database raises the revision, writes the audit trail and notifies open pages; see migration 0002. Services
may be called inside one another: the revision rises once per outermost transaction.
"""

from .copying import copy_decision
from .decisions import change_matrix, create_decision, delete_decision, describe_decision
from .editing import FROZEN
from .gate_subjects import gate_fields
from .gates import remove_gate, save_gate, set_gate_mode
from .scenarios import curate_scenario, remove_scenario, save_scenario
from .scores import check_scores, set_scores
from .seen import Overwriting, ScoreChange, SeenScore
from .structure import (
    add_alternative,
    add_criterion,
    change_alternative,
    change_criterion,
    move_criterion,
    remove_alternative,
    remove_criterion,
    set_published_totals,
)
from .weights import set_weights

__all__ = [
    "FROZEN",
    "Overwriting",
    "ScoreChange",
    "SeenScore",
    "add_alternative",
    "add_criterion",
    "change_alternative",
    "change_criterion",
    "change_matrix",
    "check_scores",
    "copy_decision",
    "create_decision",
    "curate_scenario",
    "delete_decision",
    "describe_decision",
    "gate_fields",
    "move_criterion",
    "remove_alternative",
    "remove_criterion",
    "remove_gate",
    "remove_scenario",
    "save_gate",
    "save_scenario",
    "set_gate_mode",
    "set_published_totals",
    "set_scores",
    "set_weights",
]
