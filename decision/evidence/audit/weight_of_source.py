"""One source that carries most of the lead.

The share of the lead that rests on a source is what is lost of it once the scores that rest on that source alone count
as missing for everybody: (lead - lead without) / lead. All of it rests on the source where somebody else then leads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from decision.matrix.page.numbers import plural

from ..rows import Evidence
from ..sources.resting import Without, without_sources
from .finding import Advice, Effect, Finding, key_of
from .stakes import Stakes

CODE = "one_source_carries_the_lead"
MOST_OF_IT, ALL = 0.5, 1 - 1e-9


def sources_of_the_lead(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each source on which more than half of the lead rests."""
    if stakes.leader is None or stakes.lead <= 0:
        return
    leader = stakes.name(stakes.leader)
    for row in without_sources(evidence.loaded, stakes):
        if row.lost_share <= MOST_OF_IT:
            continue
        effect = _effect(stakes, row)
        title = evidence.sources[row.source].title if row.source in evidence.sources else row.source
        share = "All" if row.lost_share >= ALL else f"{round(100 * row.lost_share)}\u00a0%"
        places = tuple(place for place, cell in evidence.loaded.cells.items() if cell.sources == {row.source})
        yield Finding(
            code=CODE, key=key_of(CODE, row.source), severity="serious" if effect.changes_leader else "warning",
            sentence=f"{share} of the lead of {leader} rests on one source, “{title}”:"
            f" {plural(len(places), 'score')} {'cites' if len(places) == 1 else 'cite'} nothing else.",
            effect=effect,
            advice=Advice(
                "See what is left without it, and look for a second source on the criteria that carry the lead.",
                ("without", row.source), "Leave it out",
            ),
            facts=(round(min(row.lost_share, 1.0), 2), evidence.loaded.matrix.alternatives[stakes.leader]),
            cells=places, sources=(row.source,),
            alternatives=(evidence.loaded.matrix.alternatives[stakes.leader],),
        )  # fmt: skip


def _effect(stakes: Stakes, row: Without) -> Effect:
    effect = stakes.compared(row.totals, "Without it ")
    if row.scores < len(stakes.loaded.values):
        return effect
    return replace(effect, sentence="Without it no score is left.")
