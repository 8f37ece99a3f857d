"""The fewest points under bounds on every share: donors by falling and receivers by rising advantage, two pointers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from decision.engine.errors import InvalidRange, UnknownCriterion, pointer
from decision.engine.exact import decimals_of, scaled, units, usable
from decision.engine.robustness.ground import Ground
from decision.engine.robustness.weight_move import WeightMove, impossible_move, still

Bounds = Mapping[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What each leaf may give and take at most, in parts of today's whole x `scale`."""

    give: list[int]
    take: list[int]
    scale: int


def read_bounds(start: Ground, bounds: Bounds) -> Limits:
    """Room below and above today's shares. Raises UnknownCriterion, or InvalidRange where today's share is outside."""
    keys = start.keys
    unknown = [key for key in bounds if key not in keys]
    if unknown:
        raise UnknownCriterion(
            f"There is no criterion {unknown[0]} to bound: use one of {', '.join(sorted(keys))}.",
            [(pointer("bounds", key), "Unknown criterion.") for key in unknown],
        )
    ends = [end for pair in bounds.values() for end in pair]
    wrong = [key for key, pair in bounds.items() if not all(map(usable, pair))]
    scale = 1 if wrong else 10 ** decimals_of(ends)
    give, take = [], []
    for key, part in zip(keys, start.parts.tolist(), strict=True):
        low, high = bounds.get(key, (Decimal(0), Decimal(1))) if not wrong else (Decimal(0), Decimal(1))
        decimals = len(str(scale)) - 1
        give.append(part * scale - scaled(low, decimals) * start.whole)
        take.append(scaled(high, decimals) * start.whole - part * scale)
        if give[-1] < 0 or take[-1] < 0:
            wrong.append(key)
    if wrong:
        raise InvalidRange(
            f"The bounds of {wrong[0]} must contain its share of today, from 0 to 1.",
            [(pointer("bounds", key), "Today's share lies outside.") for key in wrong],
        )
    return Limits(give, take, scale)


def bounded_move(start: Ground, row: int, limits: Limits) -> WeightMove:
    """The fewest points that bring this rival level within the limits."""
    quiet = still(start, row)
    if quiet:
        return quiet
    assert start.leader is not None, "a rival has a leader"
    d = (start.values[start.leader] - start.values[row]).tolist()
    free = start.free.tolist()
    donors = sorted(free, key=lambda j: -d[j])
    receivers = sorted(free, key=lambda j: d[j])
    give, take = [Fraction(x) for x in limits.give], [Fraction(x) for x in limits.take]
    gap = Fraction(int(start.totals[start.leader] - start.totals[row]) * limits.scale)
    parts = [Fraction(part * limits.scale) for part in start.parts.tolist()]
    moved, at, to = Fraction(0), 0, 0
    while gap:
        if at == len(donors) or to == len(receivers) or d[donors[at]] <= d[receivers[to]]:
            return impossible_move(start, row)
        i, j = donors[at], receivers[to]
        amount = min(give[i], take[j], gap / (d[i] - d[j]))
        gap -= amount * (d[i] - d[j])
        moved += amount
        parts[i], give[i] = parts[i] - amount, give[i] - amount
        parts[j], take[j] = parts[j] + amount, take[j] - amount
        if gap:
            at, to = at + (not give[i]), to + (not take[j])
    ends = {donors[at], receivers[to]}
    alone = all(d[k] not in (d[donors[at]], d[receivers[to]]) for k in free if k not in ends)
    share = moved / (start.whole * limits.scale)
    return WeightMove.to(start, row, units(share.numerator, share.denominator), alone, lambda: parts)
