"""What the recommendation of a decision says of the evidence behind it, the same in every answer and export."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from decision import engine
from decision.matrix.loading import LoadedMatrix

from .audit.caveats import caveats_of
from .selectors import evidence_of

MOST_CLAIMS = 2_000
"""Of decisions that cite more, …/audit/ tells alone: their ranking must not wait for it after every change."""


def evidence_caveats(loaded: LoadedMatrix) -> tuple[str, ...]:
    """Contradicted scores, figures of relatives and old claims; one query, none where nothing is cited."""
    cited = sum(cell.claim_count for cell in loaded.cells.values())
    if not 0 < cited <= MOST_CLAIMS:
        return ()
    return caveats_of(evidence_of(loaded, today=timezone.localdate().isoformat()))


def advised(loaded: LoadedMatrix, ranking: engine.Ranking) -> engine.Ranking:
    """The ranking with these caveats after the engine's own."""
    found = ranking.recommendation
    more = tuple(engine.Caveat("evidence", text) for text in evidence_caveats(loaded))
    return replace(ranking, recommendation=replace(found, notes=(*found.notes, *more)))
