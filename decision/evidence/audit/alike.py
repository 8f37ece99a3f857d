"""Criteria on which all alternatives score alike: their weight decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from decision.matrix.page.numbers import percent_text

from ..rows import Evidence
from .finding import Advice, Finding, key_of
from .stakes import Stakes, leaves_without

CODE = "all_score_alike"


def alike(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each criterion with weight whose scores are all known and the same."""
    loaded = evidence.loaded
    if len(loaded.alternatives) < 2:
        return
    for leaf in loaded.leaves:
        column = stakes.columns[leaf.key]
        if np.ptp(stakes.values[:, column]):
            continue
        cells = [loaded.values.get((row.key, leaf.key)) for row in loaded.alternatives]
        given = [cell for cell in cells if cell is not None]
        known = {(cell.value, cell.low, cell.high) for cell in given}
        if len(given) < len(cells) or len(known) != 1 or not stakes.shares[column]:
            continue
        who = "Both alternatives" if len(cells) == 2 else f"All {len(cells)} alternatives"
        share = Decimal(repr(float(100 * stakes.shares[column])))
        totals = stakes.values @ leaves_without(loaded, [column], stakes.shares)
        effect = stakes.compared(totals, "Without it ")
        yield Finding(
            code=CODE, key=key_of(CODE, leaf.key), severity="note",
            sentence=f"{who} score alike on {leaf.name}: its {percent_text(share)} of the weight decide nothing.",
            effect=effect,
            advice=Advice(
                "Make it a must-have if it is one, score it more finely, or leave it out.", ("criterion", leaf.key),
                "See the criterion",
            ),
            facts=(str(next(iter(known))[0]), len(cells)), criteria=(leaf.key,),
            cells=tuple((row.key, leaf.key) for row in loaded.alternatives),
        )  # fmt: skip
