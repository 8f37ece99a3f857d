"""Weights from an order of importance alone. Tied criteria share the average of the places they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from decision.engine.elicitation.answers import WeightsAnswer
from decision.engine.elicitation.figures import rounded_shares
from decision.engine.elicitation.requests import Order
from decision.engine.errors import DuplicateKey, pointer

ByPlace = Callable[[int], list[Fraction]]


def equal(count: int) -> list[Fraction]:
    """w_i = 1/n."""
    return [Fraction(1)] * count


def rank_order_centroid(count: int) -> list[Fraction]:
    """w_i = (1/n) sum_{k >= i} 1/k: the mean of all weights that keep the order (Barron & Barrett 1996)."""
    sums, so_far = [], Fraction(0)
    for place in range(count, 0, -1):
        so_far += Fraction(1, place)
        sums.append(so_far)
    return sums[::-1]


def rank_sum(count: int) -> list[Fraction]:
    """w_i = 2 (n + 1 - i) / (n (n + 1)): equal steps (Stillwell, Seaver & Edwards 1981)."""
    return [Fraction(count - i) for i in range(count)]


def rank_reciprocal(count: int) -> list[Fraction]:
    """w_i = (1/i) / sum_k 1/k (Stillwell, Seaver & Edwards 1981)."""
    return [Fraction(1, i + 1) for i in range(count)]


RULES: dict[str, ByPlace] = {
    "equal": equal,
    "rank_order_centroid": rank_order_centroid,
    "rank_sum": rank_sum,
    "rank_reciprocal": rank_reciprocal,
}


def from_order(method: str, request: Order) -> WeightsAnswer:
    """The weights of an order under one of `RULES`, exactly. Raises DuplicateKey."""
    keys = [key for place in request.order for key in place]
    _check_order(request.order)
    by_place = RULES[method](len(keys))
    parts: list[Fraction] = []
    for tied in request.order:
        taken = by_place[len(parts) : len(parts) + len(tied)]
        parts += [sum(taken, Fraction(0)) / len(tied)] * len(tied)
    return WeightsAnswer(method=method, weights=rounded_shares(keys, parts))


def _check_order(order: Sequence[Sequence[str]]) -> None:
    seen: set[str] = set()
    problems = []
    for i, tied in enumerate(order):
        for j, key in enumerate(tied):
            if key in seen:
                place = pointer("order", i) if len(tied) == 1 else pointer("order", i, j)
                problems.append((place, f"{key} is listed twice."))
            seen.add(key)
    if problems:
        raise DuplicateKey(f"List each criterion once: {problems[0][1]}", problems)
