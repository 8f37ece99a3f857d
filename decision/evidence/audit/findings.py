"""All findings about a decision, the gravest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from decision import engine

from ..rows import Evidence
from . import (
    age,
    alike,
    disagreement,
    double,
    order,
    printed,
    proxies,
    published,
    unsourced,
    weight_of_source,
)
from .finding import SEVERITIES, Finding
from .stakes import Stakes

Check = Callable[[Evidence, Stakes], Iterator[Finding]]

# In the order in which findings of one severity are shown.
CHECKS: tuple[tuple[tuple[str, ...], Check], ...] = (
    ((published.CODE,), published.published_totals),
    ((printed.WINNER,), printed.published_winner),
    ((printed.WEIGHTS,), printed.published_weights),
    ((order.CODE,), order.order_checks),
    ((weight_of_source.CODE,), weight_of_source.sources_of_the_lead),
    ((proxies.CODE,), proxies.proxies),
    ((disagreement.CODE,), disagreement.disagreements),
    ((age.STALE,), age.stale_claims),
    ((age.MARKED,), age.marked_stale),
    ((age.OUTDATED,), age.outdated_versions),
    ((age.UNDATED,), age.undated_claims),
    ((unsourced.CODE,), unsourced.unsourced),
    ((double.CODE,), double.double_counting),
    ((alike.CODE,), alike.alike),
)
CODES = tuple(code for codes, _ in CHECKS for code in codes)


def findings_of(evidence: Evidence) -> tuple[Finding, ...]:
    """Every finding. Raises `EngineError` where the decision cannot be ranked at its own weights."""
    loaded = evidence.loaded
    if not loaded.alternatives or not loaded.leaves:
        return ()
    stakes = Stakes(loaded, engine.rank(loaded.matrix, None, loaded.labels))
    found = [finding for _, check in CHECKS for finding in check(evidence, stakes)]
    found.sort(key=lambda finding: (SEVERITIES.index(finding.severity), CODES.index(finding.code)))
    return tuple(found)
