"""Moving one weight while the others follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from decision.engine.entries import check_points
from decision.engine.errors import NotFinite, UnknownCriterion, pointer
from decision.engine.exact import EXACT, decimals_of, largest_remainder, scaled, usable

_UNITS = 1_000_000
"""Ten-thousandths of a percent in 100 %."""


def move_weight(
    points: Mapping[str, Decimal], moved: str, to: Decimal, locked: Collection[str] = ()
) -> dict[str, Decimal]:
    """Percentages of siblings after `moved` goes to `to` percent: 4 decimals, together exactly 100.

    The others keep their ratios (equal parts if they are all 0), the locked ones their percentage; `to` is
    clipped to what the locked leave. With nobody to give or take, `moved` gets all that is left. The moved
    one counts as unlocked. Raises UnknownCriterion, NotFinite or NegativeWeight.
    """
    _check(points, moved, to, locked)
    held = percentages(points)
    fixed = {key: held[key] for key in points if key in locked and key != moved}
    others = [key for key in points if key not in fixed and key != moved]
    free = _UNITS - sum(fixed.values())
    wanted = min(max(int(EXACT.to_integral_value(EXACT.scaleb(to, 4))), 0), free) if others else free
    parts = scaled_points(points, others)
    split = largest_remainder(parts if any(parts) else [1] * len(others), free - wanted) if others else []
    units = {**fixed, moved: wanted, **dict(zip(others, split, strict=True))}
    return {key: EXACT.scaleb(Decimal(units[key]), -4) for key in points}


def percentages(points: Mapping[str, Decimal]) -> dict[str, int]:
    """Points as ten-thousandths of a percent that add up to exactly 100 % (all 0 where there are no points)."""
    parts = scaled_points(points, list(points))
    if not any(parts):
        return dict.fromkeys(points, 0)
    return dict(zip(points, largest_remainder(parts, _UNITS), strict=True))


def scaled_points(points: Mapping[str, Decimal], keys: Collection[str]) -> list[int]:
    """Points of these keys as integers of one scale."""
    decimals = decimals_of(points.values())
    return [scaled(points[key], decimals) for key in keys]


def _check(points: Mapping[str, Decimal], moved: str, to: Decimal, locked: Collection[str]) -> None:
    unknown = [key for key in (moved, *locked) if key not in points]
    if unknown:
        raise UnknownCriterion(
            f"There is no weight {unknown[0]} among {', '.join(points)}.",
            [(pointer("weights", key), "Unknown criterion.") for key in unknown],
        )
    check_points(points)
    if not usable(to):
        raise NotFinite(
            f"A weight must be a finite number (got {to}).",
            [(pointer("weights", moved), "Not a usable number.")],
        )
