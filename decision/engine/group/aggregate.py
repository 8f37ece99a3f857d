"""One set of weights, and one of scores, from several."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from decision.engine.errors import AllWeightsZero
from decision.engine.group.answers import Aggregate

Floats = npt.NDArray[np.float64]


def aggregate_shares(shares: Floats, member_shares: Floats, how: Aggregate = "arithmetic") -> Floats:
    """Shares (P, n) as one row (n,) that sums to 1, for member shares a that sum to 1.

    arithmetic: sum_p a_p w_p. geometric: prod_p w_p^a_p, renormalised, in which a 0 by anybody vetoes the
    criterion. median: the weighted median of each column, renormalised (its sum is seldom 1). Members whose
    share is 0 do not count. Raises AllWeightsZero where nothing is left.
    """
    counted = member_shares > 0
    w, a = shares[counted], member_shares[counted]
    if how == "arithmetic":
        together = a @ w
    elif how == "geometric":
        logs = np.log(np.where(w > 0, w, 1.0))
        together = np.where((w > 0).all(axis=0), np.exp(a @ logs), 0.0)
    else:
        together = weighted_median(w, a)
    if not together.any():
        raise AllWeightsZero(
            f"The {how} of these weights leaves every criterion at 0: take the arithmetic mean.",
            [("/aggregate", "Nothing is left.")],
        )
    found: Floats = together / together.sum()
    return found


def vetoes(
    criteria: Sequence[str], members: Sequence[str], shares: Floats, member_shares: Floats
) -> list[str]:
    """A sentence for each criterion that a geometric mean loses because somebody gave it 0."""
    counted = np.flatnonzero(member_shares > 0).tolist()
    sentences = []
    for j, criterion in enumerate(criteria):
        by = [members[p] for p in counted if shares[p, j] == 0]
        if by and len(by) < len(counted):
            who = by[0] if len(by) == 1 else f"{by[0]} and {len(by) - 1} more"
            sentences.append(
                f"{who} gave {criterion} no weight, which in a geometric mean takes it out for all."
            )
    return sentences


def aggregate_cells(given: Floats, member_shares: Floats, how: Aggregate = "arithmetic") -> Floats:
    """Raw scores (P, m, n; NaN: not given) as one (m, n): the weighted mean of those who gave the cell, or
    the weighted median under `median`; NaN where nobody with a say did.
    """
    there = ~np.isnan(given) & (member_shares > 0)[:, None, None]
    if how == "median":
        return np.where(
            there.any(axis=0), weighted_median(np.where(there, given, np.inf), member_shares, there), np.nan
        )
    weights = np.where(there, member_shares[:, None, None], 0.0)
    whole = weights.sum(axis=0)
    sums = (weights * np.where(there, given, 0.0)).sum(axis=0)
    return np.where(whole > 0, sums / np.where(whole > 0, whole, 1.0), np.nan)


def weighted_median(
    numbers: Floats, member_shares: Floats, there: npt.NDArray[np.bool_] | None = None
) -> Floats:
    """The median over the first axis: the middle of the least and the greatest number that at least half of
    the weight lies at or below. Absent ones are +inf and weigh nothing.
    """
    weights = np.broadcast_to(member_shares.reshape(-1, *[1] * (numbers.ndim - 1)), numbers.shape)
    if there is not None:
        weights = np.where(there, weights, 0.0)
    order = np.argsort(numbers, axis=0, kind="stable")
    ordered = np.take_along_axis(numbers, order, axis=0)
    so_far = np.cumsum(np.take_along_axis(weights, order, axis=0), axis=0)
    half = so_far[-1] / 2
    lower = np.argmax(so_far >= half - 1e-12, axis=0)[None]
    upper = np.argmax(so_far > half + 1e-12, axis=0)[None]
    ends = [np.take_along_axis(ordered, place, axis=0)[0] for place in (lower, upper)]
    found: Floats = (ends[0] + ends[1]) / 2
    return found
