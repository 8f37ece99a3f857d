"""Full-text search over the catalogue: words and numbers of frameworks, documents, claims, criteria and metrics."""

from criteria.words import LONGEST, MOST_WORDS, Words, read_words

from .claims import ClaimFilters, ClaimHits, Facet, find_claims
from .marking import Piece, marked
from .names import Found, Names, find_names

__all__ = [
    "LONGEST",
    "MOST_WORDS",
    "ClaimFilters",
    "ClaimHits",
    "Facet",
    "Found",
    "Names",
    "Piece",
    "Words",
    "find_claims",
    "find_names",
    "marked",
    "read_words",
]
