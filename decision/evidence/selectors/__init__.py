"""Reading the evidence behind a decision, in a fixed number of queries."""

from .acknowledging import acknowledgement, acknowledgements_of
from .reading import evidence_of, standing_of

__all__ = ["acknowledgement", "acknowledgements_of", "evidence_of", "standing_of"]
