"""How far members lie apart, criterion by criterion and cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from decision.engine.group.answers import CellSpread, CriterionSpread

Floats = npt.NDArray[np.float64]


def spread_of_criteria(
    members: Sequence[str], criteria: Sequence[str], shares: Floats
) -> tuple[CriterionSpread, ...]:
    """Of shares (P, n), in the order of the criteria. The first of several at an end is named."""
    means, medians = shares.mean(axis=0), np.median(shares, axis=0)
    deviations = shares.std(axis=0)
    ends = zip(shares.argmin(axis=0).tolist(), shares.argmax(axis=0).tolist(), strict=True)
    return tuple(
        CriterionSpread(
            criterion=criteria[j],
            low=float(shares[low, j]),
            high=float(shares[high, j]),
            mean=float(means[j]),
            median=float(medians[j]),
            deviation=float(deviations[j]),
            lowest=members[low],
            highest=members[high],
        )
        for j, (low, high) in enumerate(ends)
    )


def spread_of_cells(
    members: Sequence[str], alternatives: Sequence[str], criteria: Sequence[str], given: Floats | None
) -> tuple[CellSpread, ...]:
    """Of scores (P, m, n) with NaN where a member gave none, row by row; nothing where none were asked for."""
    if given is None:
        return ()
    there = ~np.isnan(given)
    counts = there.sum(axis=0)
    low, high = np.where(there, given, np.inf), np.where(there, given, -np.inf)
    sums = np.where(there, given, 0.0).sum(axis=0)
    ordered = np.sort(low, axis=0)
    spreads = []
    for i, j in np.argwhere(counts > 1).tolist():
        count = int(counts[i, j])
        middle = (ordered[(count - 1) // 2, i, j] + ordered[count // 2, i, j]) / 2
        lowest, highest = int(low[:, i, j].argmin()), int(high[:, i, j].argmax())
        spreads.append(
            CellSpread(
                alternative=alternatives[i],
                criterion=criteria[j],
                given=count,
                low=float(low[lowest, i, j]),
                high=float(high[highest, i, j]),
                mean=float(sums[i, j] / count),
                median=float(middle),
                lowest=members[lowest],
                highest=members[highest],
            )
        )
    return tuple(spreads)
