"""Exact weights as shares with so many decimals, such that no opponent gets ahead by the rounding."""

from __future__ import annotations

from collections.abc import Sequence

from decision.engine.exact import DECIMALS, largest_remainder, weighted
from decision.engine.robustness.certificates import settle
from decision.engine.robustness.ground import Ground

_ONE: int = 10**DECIMALS
_MOST_REPAIRS = 400
_LEANINGS = (10**9, 10**8, 10**7)


def rounded_in_favour(
    start: Ground, row: int, opponents: Sequence[int], numbers: Sequence[int], parts: int = _ONE
) -> list[int] | None:
    """The weights in so many parts of 1, shifted by as little as it takes to keep the row level or ahead; None if that
    fails.

    Against several opponents single shifts may go round in circles: then the weights lean a billionth or so towards
    those under which the row is safest.
    """
    found = in_favour(start, row, opponents, largest_remainder(numbers, parts))
    if found or len(opponents) < 2 or len(start.free) < len(start.parts):
        return found
    safest = settle(start.values[row], opponents, start.values)
    if not safest.wins:
        return None
    whole = sum(numbers)
    for leaning in _LEANINGS:
        mixed = [
            old * safest.whole * (leaning - 1) + new * whole
            for old, new in zip(numbers, safest.weights, strict=True)
        ]
        found = in_favour(start, row, opponents, largest_remainder(mixed, parts))
        if found:
            return found
    return None


def in_favour(start: Ground, row: int, opponents: Sequence[int], rounded: Sequence[int]) -> list[int] | None:
    """Shift single parts of the rounded weights until no opponent is ahead of the row; None if that fails."""
    mine, free = start.values[row].tolist(), start.free.tolist()
    ahead = [[b - a for a, b in zip(mine, start.values[o].tolist(), strict=True)] for o in opponents]
    weights = list(rounded)
    leads = [weighted(weights, lead) for lead in ahead]
    for _ in range(_MOST_REPAIRS):
        worst = max(range(len(leads)), key=leads.__getitem__)
        if leads[worst] <= 0:
            return weights
        lead = ahead[worst]
        giver = max((j for j in free if weights[j]), key=lead.__getitem__, default=free[0])
        taker = min(free, key=lead.__getitem__)
        if lead[giver] <= lead[taker]:
            return None
        weights[giver] -= 1
        weights[taker] += 1
        leads = [total + one[taker] - one[giver] for total, one in zip(leads, ahead, strict=True)]
    return None
