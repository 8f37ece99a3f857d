"""Whether an alternative can ever be first, with a proof that a reader can check by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from decision.engine.matrix import Matrix

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
    others' at their worst (None where no score is open, or it can be first anyway).
    """

    alternative: str
    can_win: bool
    grounds: Grounds
    sentence: str
    weights: dict[str, Decimal] | None
    points: dict[str, Decimal] | None
    tied_with: tuple[str, ...]
    mixture: tuple[tuple[str, Fraction], ...]
    comparisons: tuple[Comparison, ...]
    margin: Decimal | None
    at_best: bool | None


def win_proofs(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    labels: Mapping[str, str] | None = None,
    known: Mapping[str, Mapping[str, Decimal]] | None = None,
) -> tuple[WinProof, ...]:
    """A proof for every alternative, in listed order; missing scores stand at their worst, as in the ranking.

    `known` may give winning shares by alternative (from draws, say): where they hold, no linear program is needed.
    Raises as `rank`.
    """
    raise NotImplementedError
