"""The ranking with what its evidence asks to be careful about."""

from __future__ import annotations

from collections.abc import Sequence

from decision.matrix.api import ranking
from decision.matrix.loading import LoadedMatrix

from ..advising import day_of, evidence_caveats, today


class DecisionRanking(ranking.DecisionRanking):
    """Totals, ranks, contributions and the recommendation."""

    def days(self) -> Sequence[str]:
        return ("", today())

    def day_of(self, loaded: LoadedMatrix) -> str:
        return day_of(loaded)

    def more_caveats(self, loaded: LoadedMatrix) -> Sequence[str]:
        return evidence_caveats(loaded)
