"""What people say about evidence: rows beside the matrix."""

from .acknowledgement import Acknowledgement

__all__ = ["Acknowledgement"]
