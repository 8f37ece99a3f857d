"""What the recommendation of a decision says of the evidence behind it, the same in every answer and export."""

from __future__ import annotations

from django.utils import timezone

from decision.matrix.loading import LoadedMatrix

from .audit.caveats import caveats_of
from .selectors import evidence_of

MOST_CLAIMS = 2_000
"""Of decisions that cite more, …/audit/ tells alone: their ranking must not wait for it after every change."""


def today() -> str:
    """The day that ages are counted to."""
    return timezone.localdate().isoformat()


def day_of(loaded: LoadedMatrix) -> str:
    """The day that these caveats speak of: claims age. Nothing where there can be none."""
    cited = sum(cell.claim_count for cell in loaded.cells.values())
    return today() if 0 < cited <= MOST_CLAIMS else ""


def evidence_caveats(loaded: LoadedMatrix) -> tuple[str, ...]:
    """Contradicted scores, figures of relatives and old claims; one query, none where nothing is cited."""
    day = day_of(loaded)
    return caveats_of(evidence_of(loaded, today=day)) if day else ()
