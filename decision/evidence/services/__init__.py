"""Changes to what is said about evidence."""

from .acknowledging import acknowledge_finding, reopen_finding
from .adding import add_measured_criterion
from .merged import carry_acknowledgements, carry_acknowledgements_back
from .proposing import accept_proposal, decline_proposal, propose_change, require_take_part, withdraw_proposal

__all__ = [
    "accept_proposal",
    "acknowledge_finding",
    "add_measured_criterion",
    "carry_acknowledgements",
    "carry_acknowledgements_back",
    "decline_proposal",
    "propose_change",
    "reopen_finding",
    "require_take_part",
    "withdraw_proposal",
]
