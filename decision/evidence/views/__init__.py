"""Pages of the evidence behind a decision."""

from .audit import audit_acknowledge, audit_line, audit_reopen, decision_audit
from .sources import decision_missing, decision_sources, missing_add

__all__ = [
    "audit_acknowledge",
    "audit_line",
    "audit_reopen",
    "decision_audit",
    "decision_missing",
    "decision_sources",
    "missing_add",
]
