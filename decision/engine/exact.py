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
_PLAIN_IN_FLOATS: int = _UNIT // 10**4
_KEPT_BY_FLOATS: int = 10**15


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


def all_units(numerators: Iterable[int], denominator: int) -> list[int]:
    """As `units`, for many numerators: a ranking rounds one for every cell."""
    half = denominator // 2
    return [
        (numerator * _UNIT + half) // denominator if numerator >= 0 else units(numerator, denominator)
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


def as_number(number: int) -> int | float | Decimal:
    """So many 10^-10 as the quickest number that is written with exactly the same digits.

    A double keeps 15 digits, and down to 0.0001 it is written without an exponent; beyond that a Decimal is needed.
    """
    if number % _UNIT == 0 and -_KEPT_BY_FLOATS < number < _KEPT_BY_FLOATS:
        return number // _UNIT
    if _PLAIN_IN_FLOATS <= number < _KEPT_BY_FLOATS or -_KEPT_BY_FLOATS < number <= -_PLAIN_IN_FLOATS:
        return number / _UNIT
    return as_decimal(number)


def as_numbers(numbers: Iterable[int | None]) -> list[int | float | Decimal | None]:
    """As `as_number`, for many, of which nearly all are ordinary fractions; None stays None."""
    return [
        number / _UNIT
        if number and number % _UNIT and _PLAIN_IN_FLOATS <= number < _KEPT_BY_FLOATS
        else number and as_number(number)
        for number in numbers
    ]


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
