"""How far two orders of the same things agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def kendall_tau(one: Sequence[int], other: Sequence[int]) -> float | None:
    """Kendall's tau-b of two lists of ranks: 1 the same order, -1 the opposite; None where either ties everything.

    (concordant - discordant) / sqrt((pairs - ties in one) (pairs - ties in the other)) (Kendall 1945). O(m^2).
    """
    a = np.sign(np.subtract.outer(np.asarray(one), np.asarray(one))).astype(np.int64)
    b = np.sign(np.subtract.outer(np.asarray(other), np.asarray(other))).astype(np.int64)
    untied = int(np.abs(a).sum()), int(np.abs(b).sum())
    if not all(untied):
        return None
    return float((a * b).sum() / np.sqrt(float(untied[0]) * float(untied[1])))
