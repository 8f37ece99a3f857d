"""Exact arithmetic on scaled integers: no rounding before display, so equal totals are equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from operator import mul

DECIMALS = 10
"""Decimals of every number that leaves the engine."""

LARGEST = Decimal("1e300")
FINEST = 400
"""Accepted size and decimals: wider than any float, yet small enough that nobody can ask for a billion
digits.
"""

EXACT = Context(prec=2000, rounding=ROUND_HALF_UP)
_UNIT: int = 10**DECIMALS
_EXPONENT = f"E-{DECIMALS}"


def usable(number: Decimal) -> bool:
    """Whether the number is finite and of a size that exact arithmetic can hold."""
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    return number.copy_abs() <= LARGEST and isinstance(exponent, int) and exponent >= -FINEST


def decimals_of(numbers: Iterable[Decimal]) -> int:
    """The most decimals that any of the numbers has (0 for whole ones)."""
    most = 0
    for number in numbers:
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > most:
            most = -exponent
    return most


def scaled(number: Decimal, decimals: int) -> int:
    """number x 10^decimals, exactly; `decimals` must be at least the number's own."""
    return int(EXACT.scaleb(number, decimals))


def rounded(numerator: int, denominator: int) -> Decimal:
    """numerator / denominator (> 0) as a Decimal with 10 decimals, half away from zero."""
    return as_decimal(units(numerator, denominator))


def all_rounded(numerators: Iterable[int], denominator: int) -> list[Decimal]:
    """As `rounded`, for many numerators: a ranking rounds one for every cell."""
    half = denominator // 2
    return [
        Decimal(f"{(numerator * _UNIT + half) // denominator}{_EXPONENT}")
        if numerator >= 0
        else rounded(numerator, denominator)
        for numerator in numerators
    ]


def units(numerator: int, denominator: int) -> int:
    """numerator / denominator (> 0) in whole 10^-10, half away from zero."""
    if numerator < 0:
        return -((denominator // 2 - numerator * _UNIT) // denominator)
    return (numerator * _UNIT + denominator // 2) // denominator


def as_decimal(number: int) -> Decimal:
    """So many 10^-10 as a Decimal with 10 decimals. Read from text, which is the quickest way to an exponent."""
    return Decimal(f"{number}{_EXPONENT}")


def weighted(weights: Sequence[int], values: Sequence[int]) -> int:
    """The sum of products."""
    return sum(map(mul, weights, values))


def competition_ranks(totals: Sequence[int]) -> list[int]:
    """Standard competition ranks, the largest total first: 9, 7, 7, 4 are ranked 1, 2, 2, 4."""
    places: dict[int, int] = {}
    for place, total in enumerate(sorted(totals, reverse=True), start=1):
        places.setdefault(total, place)
    return [places[total] for total in totals]


def largest_remainder(parts: Sequence[int], units: int) -> list[int]:
    """Split `units` in proportion to `parts` (sum > 0) into whole numbers that add up to exactly `units`.

    Hamilton's method: round down, then give what is left to the largest remainders, earlier parts first.
    """
    whole = sum(parts)
    split = [part * units // whole for part in parts]
    rest = units - sum(split)
    if rest:
        by_remainder = sorted(range(len(parts)), key=lambda j: -(parts[j] * units % whole))
        for j in by_remainder[:rest]:
            split[j] += 1
    return split
