"""Checks that several ways to weights share; all raise errors that name the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from decision.engine.errors import (
    AllWeightsZero,
    DuplicateKey,
    InvalidJudgements,
    NegativeWeight,
    Problem,
    pointer,
)

LEAST = Decimal("0.000001")
MOST = Decimal(1_000_000)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise InvalidJudgements if there are problems, with the first as its sentence."""
    found = list(problems)
    if found:
        raise InvalidJudgements(f"{found[0][0]}: {found[0][1]}", found)


def check_unique(field: str, keys: Sequence[str]) -> None:
    """Refuse a key that is listed twice. Raises DuplicateKey."""
    seen: set[str] = set()
    problems = []
    for place, key in enumerate(keys):
        if key in seen:
            problems.append((pointer(field, place), f"{key} is listed twice."))
        seen.add(key)
    if problems:
        raise DuplicateKey(f"List each criterion once: {problems[0][1]}", problems)


def check_not_negative(field: str, points: Mapping[str, Decimal]) -> None:
    """Refuse points below 0, and points that add up to nothing. Raises NegativeWeight or AllWeightsZero."""
    negative = [
        (pointer(field, key), f"This cannot be negative (got {p}).") for key, p in points.items() if p < 0
    ]
    if negative:
        raise NegativeWeight(f"{negative[0][0]}: {negative[0][1]}", negative)
    if not any(points.values()):
        raise AllWeightsZero(
            "All are 0: give at least one criterion more than 0.",
            [(pointer(field, key), "All are 0.") for key in points],
        )


def check_ratio(place: str, ratio: Decimal) -> Iterable[Problem]:
    """A ratio must be above 0 and of a size that people mean."""
    if not LEAST <= ratio <= MOST:
        yield place, f"A ratio must be above 0, from {LEAST} to {MOST:,} (got {ratio})."
