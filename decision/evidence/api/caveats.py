"""The ranking with what its evidence asks to be careful about."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from decision.matrix.api import ranking
from decision.matrix.loading import LoadedMatrix

from ..audit.caveats import caveats_of
from ..selectors import evidence_of

MOST_CLAIMS = 2_000
"""Of decisions that cite more, …/audit/ tells alone: their ranking must not wait for it after every change."""


class DecisionRanking(ranking.DecisionRanking):
    """Totals, ranks, contributions and the recommendation."""

    def day(self) -> str:
        return timezone.localdate().isoformat()

    def more_caveats(self, loaded: LoadedMatrix, day: str) -> Sequence[str]:
        """Contradicted scores, figures of relatives and old claims; one query, none where nothing is cited."""
        cited = sum(cell.claim_count for cell in loaded.cells.values())
        if not 0 < cited <= MOST_CLAIMS:
            return ()
        return caveats_of(evidence_of(loaded, today=day))
