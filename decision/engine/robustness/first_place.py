"""The fewest points that bring an alternative to first place against everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from decision.engine.matrix import Matrix
from decision.engine.robustness.weight_move import WeightMove


def first_place_moves(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, locked: Collection[str] = ()
) -> dict[str, WeightMove | None]:
    """By alternative the fewest points that make it first, tied at least, against everybody.

    None for today's leaders, for what a must-have excludes, and for what no weights (within the locks) put first.
    The smallest move against the leader is tried first; only where it does not do, a linear program (HiGHS).
    Raises as `smallest_moves`.
    """
    raise NotImplementedError
