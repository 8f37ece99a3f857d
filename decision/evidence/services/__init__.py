"""Changes to what is said about evidence."""

from .acknowledging import acknowledge_finding, reopen_finding
from .adding import add_measured_criterion

__all__ = ["acknowledge_finding", "add_measured_criterion", "reopen_finding"]
