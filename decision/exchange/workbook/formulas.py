"""What a spreadsheet computes as the engine does: a score's value, a criterion's share, a total, a rank."""

from __future__ import annotations

import itertools
from decimal import Decimal

from decision import engine
from decision.engine.prepared import counted_value

from ..tables import plain

MOST_ANCHORS = 40


def cell(row: int, column: int, *, fixed: str = "") -> str:
    """A1 for (0, 0); `fixed` names what stays when copied: "row", "column" or "both"."""
    letters, rest = "", column
    while rest >= 0:
        letters = chr(ord("A") + rest % 26) + letters
        rest = rest // 26 - 1
    return f"{'$' * (fixed in ('column', 'both'))}{letters}{'$' * (fixed in ('row', 'both'))}{row + 1}"


def can_tell(leaf: engine.Criterion) -> bool:
    """Whether a spreadsheet can hold the value function: it takes no more conditions within each other."""
    return leaf.value_function is None or len(leaf.value_function.points) <= MOST_ANCHORS


def value(leaf: engine.Criterion, score: str, missing_at: Decimal) -> str:
    """The value of the raw score in a cell, where more is better; an empty one counts at `missing_at` of its scale."""
    return f'IF({score}="",{plain(counted_value(leaf, missing_at))},{_of_score(leaf, score)})'


def _of_score(leaf: engine.Criterion, score: str) -> str:
    if leaf.value_function is not None:
        return _interpolated(leaf.value_function, score)
    if leaf.direction == "cost":
        assert leaf.low is not None, "a cost has both ends of its scale"
        assert leaf.high is not None, "a cost has both ends of its scale"
        return f"{plain(leaf.low + leaf.high)}-{score}"
    return score


def _interpolated(function: engine.ValueFunction, score: str) -> str:
    """Straight lines between the anchors, in the logarithm where the function is, or one curve; constant outside."""
    points = (function.points[0], function.points[-1]) if function.kind == "exponential" else function.points
    nested = plain(points[-1][1])
    for (x0, v0), (x1, v1) in reversed(list(itertools.pairwise(points))):
        part = f"({score}-{plain(x0)})/({plain(x1)}-{plain(x0)})"
        if function.kind == "logarithmic":
            part = f"LN({score}/{plain(x0)})/LN({plain(x1)}/{plain(x0)})"
        elif function.bend:
            bend = f"({-function.bend:.18f})"
            part = f"(1-EXP({bend}*{part}))/(1-EXP({bend}))"
        nested = f"IF({score}<{plain(x1)},{_signed(v0)}+{part}*({plain(v1)}-{_signed(v0)}),{nested})"
    first = points[0]
    return f"IF({score}<={plain(first[0])},{plain(first[1])},{nested})"


def _signed(number: Decimal) -> str:
    return f"({plain(number)})" if number < 0 else plain(number)


def share(points: str, points_column: str, parents_column: str, parent: str, above: str) -> str:
    """Points over those of all siblings, times the share of what is above."""
    together = f"SUMIF({parents_column},{parent},{points_column})"
    return f"IF({together}=0,0,{points}/{together}){f'*{above}' if above else ''}"


def total(shares: str, values: str) -> str:
    """The weighted sum."""
    return f"SUMPRODUCT({shares},{values})"


def rank(mine: str, all_totals: str, out: str, all_out: str) -> str:
    """One more than those that have more and are not out; nothing for what is out. Equal to ten decimals is equal."""
    more = f'SUMPRODUCT(({all_out}="")*(ROUND({all_totals},10)>ROUND({mine},10)))'
    return f'IF({out}="",1+{more},"")'
