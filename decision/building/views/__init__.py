"""Pages on which a decision is built."""

from .criteria import alternative_add, alternative_change, criterion_change, decision_criteria
from .gates import decision_gates, gate_change, gate_remove
from .measured import decision_criterion, measured_use
from .starting import decision_new

__all__ = [
    "alternative_add",
    "alternative_change",
    "criterion_change",
    "decision_criteria",
    "decision_criterion",
    "decision_gates",
    "decision_new",
    "gate_change",
    "gate_remove",
    "measured_use",
]
