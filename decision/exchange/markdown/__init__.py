"""A decision as Markdown: its matrix in readable tables, and the decision record (MADR)."""

from .document import document_of
from .record import record_of

__all__ = ["document_of", "record_of"]
