"""What people say about evidence: rows beside the matrix."""

from .acknowledgement import Acknowledgement
from .proposal import Proposal

__all__ = ["Acknowledgement", "Proposal"]
