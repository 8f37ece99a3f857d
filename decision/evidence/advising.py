"""What the recommendation of a decision says of the evidence behind it, the same in every answer and export."""

from __future__ import annotations

from django.utils import timezone

from decision.matrix.loading import LoadedMatrix

from .audit.caveats import caveats_of
from .selectors import evidence_of

MOST_CLAIMS = 2_000
"""What a ranking looks through, for it must not wait for more after every change."""
UNREAD = f"More than {MOST_CLAIMS:,} claims are cited: which of them contradict the scores, the audit says."


def today() -> str:
    """The day that ages are counted to."""
    return timezone.localdate().isoformat()


def day_of(loaded: LoadedMatrix) -> str:
    """The day that these caveats speak of: claims age. Nothing where there can be none."""
    return today() if 0 < _cited(loaded) <= MOST_CLAIMS else ""


def evidence_caveats(loaded: LoadedMatrix, *, at_most: int | None = MOST_CLAIMS) -> tuple[str, ...]:
    """Contradicted scores, figures of relatives and old claims; one query, none where nothing is cited.

    Where more than `at_most` claims are cited they are not looked through, and that is the caveat.
    """
    cited = _cited(loaded)
    if at_most is not None and cited > at_most:
        return (UNREAD,)
    return caveats_of(evidence_of(loaded, today=today())) if cited else ()


def _cited(loaded: LoadedMatrix) -> int:
    return sum(cell.claim_count for cell in loaded.cells.values())
