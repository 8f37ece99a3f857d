"""The ranking with what its evidence asks to be careful about."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from decision.matrix.api import ranking
from decision.matrix.loading import LoadedMatrix

from ..advising import evidence_caveats


class DecisionRanking(ranking.DecisionRanking):
    """Totals, ranks, contributions and the recommendation."""

    def day(self) -> str:
        return timezone.localdate().isoformat()

    def more_caveats(self, loaded: LoadedMatrix) -> Sequence[str]:
        return evidence_caveats(loaded)
