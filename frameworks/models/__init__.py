"""Frameworks are the catalogue's entries; a claim is one statement of one source about one of them."""

from __future__ import annotations

from .catalogue import Framework, Source
from .claims import Claim, ClaimQuerySet, Confidence
from .drafts import ImportDraft
from .merges import Merge, MergeQuerySet
from .needs import Need

__all__ = [
    "Claim", "ClaimQuerySet", "Confidence", "Framework", "ImportDraft", "Merge", "MergeQuerySet", "Need", "Source",
]  # fmt: skip
