"""What is proved of an alternative: that some weights put it first, or that none can."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Grounds = Literal["leads", "best_on", "weights", "dominated", "mixture", "excluded"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """On this criterion the alternative's value, and that of the mixture of rivals (larger is better)."""

    criterion: str
    own: Decimal
    mixture: Decimal


@dataclass(frozen=True)
class WinProof:
    """Whether some weights put the alternative first, alone or tied, and why.

    `grounds`: "leads" today; "best_on" one criterion, so that all weight there does; "weights" found; "dominated" by
    one rival that is better everywhere; "mixture" of rivals that is better everywhere; "excluded" by a must-have.
    `weights` are shares with 10 decimals (`points` by node the same, exactly, to be applied); `tied_with` who is first
    there too. `mixture` has the rivals' parts (sum 1), `comparisons` criterion by criterion, `margin` the least
    advantage. `at_best` tells whether it could be first with its own uncertain and missing scores at their best and all
    others' at their worst (None where no score is open, it can be first anyway, or a must-have excludes it).
    """

    alternative: str
    can_win: bool
    grounds: Grounds
    sentence: str
    weights: dict[str, Decimal] | None = None
    points: dict[str, Decimal] | None = None
    tied_with: tuple[str, ...] = ()
    mixture: tuple[tuple[str, Fraction], ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    margin: Decimal | None = None
    at_best: bool | None = None
