"""Many weightings of a decision at once, by another method than the weighted sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.methods.on_decisions import cells_named, ready_for
from decision.engine.methods.options import read_options
from decision.engine.methods.weighed import Weighed
from decision.engine.sets import SetResults, WeightSet, leaf_shares, weight_array


def evaluate_sets_by(
    method: str,
    matrix: Matrix,
    sets: Sequence[WeightSet],
    labels: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> SetResults:
    """As `evaluate_sets` and `rank_by`: totals in the method's own figures, NaN for what a gate excludes.

    A criterion that weighs nothing in any of the sets takes no part. Raises as both.
    """
    read = read_options(method, options or {})
    shares = leaf_shares(matrix, weight_array(matrix, sets))
    rows = ranked_rows(matrix, gate_results(matrix))
    leaves = np.flatnonzero(shares.any(axis=0)).tolist()
    totals = np.full((len(shares), len(matrix.alternatives)), np.nan)
    ranks = np.zeros(totals.shape, dtype=np.int32)
    if len(shares) and rows and leaves:
        seen = Weighed.among(matrix, rows, leaves, labels or {})
        ready = ready_for(method, seen, read)
        with cells_named(method, seen):
            found = ready.figures(shares[:, leaves])["total"]
        totals[:, rows] = found
        ranks[:, rows] = ready.ranks(found)
    return SetResults(totals, ranks)
