"""Pages of the evidence behind a decision."""

from .audit import audit_acknowledge, audit_line, audit_reopen, decision_audit
from .cell import cell_detail, finding_keep
from .citing import cell_claims, claim_add
from .proposals import cell_propose, proposal_marks, proposal_settle
from .sources import decision_missing, decision_sources, missing_add

__all__ = [
    "audit_acknowledge",
    "audit_line",
    "audit_reopen",
    "cell_claims",
    "cell_detail",
    "cell_propose",
    "claim_add",
    "decision_audit",
    "decision_missing",
    "decision_sources",
    "finding_keep",
    "missing_add",
    "proposal_marks",
    "proposal_settle",
]
