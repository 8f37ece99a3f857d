"""How often each alternative comes first when nothing is known about the weights (SMAA, Lahdelma & Salminen
2001).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.tree import LeafWeights

_CHUNK_BYTES = 16 * 2**20
_TOLERANCE = 1e-9


def first_place_shares(matrix: Matrix, draws: int = 10_000, seed: int = 0) -> dict[str, float]:
    """The share of weightings, drawn uniformly over the leaves, that put each alternative first; ties split
    equally.

    The same seed gives the same figures. Missing scores stand at their worst; what a gate excludes has 0. The
    standard error of a share b is sqrt(b (1 - b) / draws). Raises UnboundedMissing. O(draws x m x n) time, 16
    MB at a time.
    """
    if draws < 1:
        raise ValueError(f"At least one draw is needed (got {draws}).")
    m, n = len(matrix.alternatives), len(matrix.leaves)
    shares = dict.fromkeys(matrix.alternatives, 0.0)
    ranked = ranked_rows(matrix, gate_results(matrix))
    if not n or not ranked:
        return shares
    matrix.prepared.check_bounded(LeafWeights([1] * n, n), matrix.alternatives, matrix.leaves)
    values = np.ascontiguousarray(matrix.prepared.floats[ranked])
    chunk = max(256, _CHUNK_BYTES // (8 * (n + 4 * m)))
    wins = np.zeros(len(ranked))
    for start, child in zip(
        range(0, draws, chunk), np.random.SeedSequence(seed).spawn(-(-draws // chunk)), strict=True
    ):
        wins += _wins(np.random.default_rng(child), min(chunk, draws - start), values)
    for i, won in zip(ranked, wins, strict=True):
        shares[matrix.alternatives[i]] = float(won) / draws
    return shares


def _wins(rng: np.random.Generator, draws: int, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """First places per row of values over uniform draws from the simplex, shared among those that tie."""
    weights = rng.standard_exponential((draws, values.shape[1]))
    weights /= weights.sum(axis=1, keepdims=True)
    totals = weights @ values.T
    best = totals.max(axis=1, keepdims=True)
    first = totals >= best - _TOLERANCE * np.maximum(1.0, np.abs(totals).max(axis=1, keepdims=True))
    together = first.sum(axis=1)
    alone = together == 1
    won: npt.NDArray[np.float64] = first[alone].sum(axis=0).astype(np.float64)
    if not alone.all():
        won += (first[~alone] / together[~alone, None]).sum(axis=0)
    return won
