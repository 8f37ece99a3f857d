"""What the totals rest on, source by source, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from decision.matrix.loading import LoadedMatrix

from ..audit.stakes import Floats, Stakes


@dataclass(frozen=True)
class Without:
    """The totals once the scores that rest on `source` alone count as missing, where the decision counts these.

    `lost_share` is the part of the lead that goes with them; 1 or more where the leader no longer leads.
    """

    source: str
    totals: Floats
    lead: float
    lost_share: float
    scores: int


def without_sources(loaded: LoadedMatrix, stakes: Stakes) -> Iterator[Without]:
    """Each source that some score rests on alone, by slug: sums over its cells, no ranking a source."""
    alone: dict[str, list[tuple[int, int]]] = {}
    for (framework, criterion), cell in loaded.cells.items():
        if len(cell.sources) == 1:
            (source,) = cell.sources
            alone.setdefault(source, []).append((stakes.rows[framework], stakes.columns[criterion]))
    lost = stakes.shares * (stakes.values - stakes.counted)
    for source in sorted(alone):
        rows, columns = np.array(alone[source]).T
        totals = stakes.totals.copy()
        np.subtract.at(totals, rows, lost[rows, columns])
        lead = stakes.lead_in(totals)
        share = (stakes.lead - lead) / stakes.lead if stakes.lead > 0 else 0.0
        yield Without(source, totals, lead, share, len(rows))
