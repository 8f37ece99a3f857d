"""The weighted sum over known scores alone: what scaling up their weights would say where scores are missing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from decision.engine.exact import DECIMALS, competition_ranks
from decision.engine.methods.figures import CannotRank
from decision.engine.methods.ways import Way
from decision.engine.methods.weighed import Weighed
from decision.engine.methods.why import Pair
from decision.engine.wording import decimals_telling_apart, percent_text, points_text

KNOWN_SCORES = Way(
    "known_scores", "Weighted sum, known scores only",
    "Scales the weights of known scores up to 100 %: who lacks a score can come first for lacking it.", "weights",
)  # fmt: skip
_ONE = 10**DECIMALS


def by_known_scores(seen: Weighed) -> tuple[list[int], list[Fraction]]:
    """Ranks and totals by place in what is seen, exactly: the sum of weight times value over the sum of these weights.

    Raises CannotRank for an alternative without any known score. O(mn).
    """
    unit, totals = 10**seen.matrix.prepared.decimals, []
    for row, columns in enumerate(_known(seen)):
        if not columns:
            raise CannotRank(row, 0, "At least one score is needed.")
        total = sum(seen.parts[k] * seen.values[row][k] for k in columns)
        totals.append(Fraction(total, sum(seen.parts[k] for k in columns) * unit))
    common = lcm(*(total.denominator for total in totals))
    return competition_ranks([int(total * common) for total in totals]), totals


def why_known_scores(seen: Weighed, totals: Sequence[Fraction], pair: Pair, is_level: bool) -> str:
    """How much of the weight each of the pair is judged by, and what that comes to."""
    known = _known(seen)
    (one, mine, by_mine), (other, theirs, by_theirs) = (
        (seen.alternative(row), round(totals[row] * _ONE), _weight(seen, known[row]))
        for row in reversed(pair)
    )
    decimals = decimals_telling_apart(mine, theirs)
    return (
        f"By known scores alone {one} has {points_text(mine, decimals)} from {by_mine} of the weight, {other} "
        f"{points_text(theirs, decimals)} from {by_theirs}. "
        f"That puts {one} {'level with' if is_level else 'before'} {other}."
    )


def _known(seen: Weighed) -> list[list[int]]:
    """The columns of known scores, row by row."""
    missing = set(seen.missing)
    return [[k for k in range(len(seen.leaves)) if (row, k) not in missing] for row in range(len(seen.rows))]


def _weight(seen: Weighed, columns: Sequence[int]) -> str:
    share = Fraction(sum(seen.parts[k] for k in columns), seen.whole)
    return "all" if share == 1 else percent_text(round(share * _ONE))
