"""The fewest points that bring an alternative to first place against everybody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np

from decision.engine.exact import DECIMALS, units
from decision.engine.matrix import Matrix
from decision.engine.robustness.ground import Floats, Ground, Whole, ground, in_floats, shares_of
from decision.engine.robustness.linear_equations import solve_equations
from decision.engine.robustness.rounding import rounded_in_favour
from decision.engine.robustness.smallest_moves import moves_from
from decision.engine.robustness.weight_move import WeightMove

_TINY = 1e-7
_FEASIBLE = 1e-9
_MOST_EQUATIONS = 40
_ROWS_AT_ONCE = 30
_ALL_AT_ONCE = 250


def first_place_moves(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    locked: Collection[str] = (),
    only: Collection[str] | None = None,
) -> dict[str, WeightMove | None]:
    """By alternative (or `only` for these) the fewest points that make it first, tied at least, against everybody.

    None for today's leaders, for what a must-have excludes, and for what no weights (within the locks) put first. The
    smallest move against the leader is tried first; only where another rival would still be ahead, a linear program
    (HiGHS), whose corner is then solved exactly. Raises as `smallest_moves`.
    """
    find = finding_first_place(matrix, points, locked)
    return {name: find(name) for name in matrix.alternatives if only is None or name in only}


def finding_first_place(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, locked: Collection[str] = ()
) -> Callable[[str], WeightMove | None]:
    """As `first_place_moves`, one at a time: a function of an alternative."""
    start = ground(matrix, points, locked)
    rows = {name: row for row, name in enumerate(matrix.alternatives)}
    moves = {move.alternative: move for move in moves_from(start)}

    def find(name: str) -> WeightMove | None:
        row, move = rows[name], moves.get(name)
        if move is None or move.impossible or start.totals[row] == start.totals[start.leader]:
            return None
        return move if _leads(start, row, move.exact[0]) else _against_everybody(start, row, move.exact)

    return find


def _leads(start: Ground, row: int, numbers: list[int]) -> bool:
    """Whether nobody ranked is ahead of the row under these exact weights; the far behind are settled in floats."""
    ahead = start.values[start.ranked] - start.values[row]
    shares = np.array([number / sum(numbers) for number in numbers])
    near = ahead[in_floats(ahead) @ shares > -_TINY]
    return bool((near.astype(object) @ np.array(numbers, dtype=object)).max() <= 0)


def _against_everybody(start: Ground, row: int, level: tuple[list[int], int]) -> WeightMove | None:
    """The least move under which no rival is ahead. Rivals enter the program only when they are in the way: first those
    ahead of it where it is `level` with the leader."""
    rivals = [i for i in start.ranked.tolist() if i != row]
    ahead = in_floats(start.values[rivals] - start.values[row])
    today = shares_of(start.parts, start.whole)
    rows = np.arange(len(rivals))
    if len(rivals) > _ALL_AT_ONCE:
        shares = np.array([number / level[1] for number in level[0]])
        rows = np.union1d(np.argsort(-(ahead @ shares))[:_ROWS_AT_ONCE], [rivals.index(start.leader)])
    while True:
        after = _least_move(ahead[rows], today, start.free)
        if after is None:
            return None
        leads = ahead @ after
        worst = np.argsort(-leads)[:_ROWS_AT_ONCE]
        missing = np.setdiff1d(worst[leads[worst] > _FEASIBLE], rows)
        if not len(missing):
            break
        rows = np.append(rows, missing)
    plan = _corner(start, row, rivals, after, today, ahead) or _rounded(start, row, rivals, after)
    if plan is None:
        return None
    parts = [Fraction(part) for part in start.parts.tolist()]
    moved = sum((abs(new - old) for new, old in zip(plan, parts, strict=True)), Fraction(0)) / 2 / start.whole
    numbers = units(moved.numerator, moved.denominator)
    return WeightMove.to(start, row, numbers, True, lambda: plan, rivals)


def _least_move(ahead: Floats, today: Floats, free: Whole) -> Floats | None:
    """Minimise the sum of u + v where new = today + u - v on the simplex and ahead new <= 0; None if impossible."""
    from scipy.optimize import linprog  # type: ignore[import-untyped]  # half a second to import

    n = len(free)
    solved = linprog(
        c=np.ones(2 * n),
        A_ub=np.hstack([ahead[:, free], -ahead[:, free]]),
        b_ub=-ahead @ today,
        A_eq=np.hstack([np.ones(n), -np.ones(n)])[None],
        b_eq=[0.0],
        bounds=[(0.0, None)] * n + [(0.0, float(today[j])) for j in free],
        method="highs",
    )
    if solved.status != 0:
        return None
    after = today.copy()
    after[free] = np.maximum(today[free] + solved.x[:n] - solved.x[n:], 0.0)
    return after


def _corner(
    start: Ground, row: int, rivals: list[int], after: Floats, today: Floats, ahead: Floats
) -> list[Fraction] | None:
    """The corner of the linear program in fractions: columns that moved but kept weight are unknown, level rivals and
    the sum are the equations. None if that is not one point, or not a solution.
    """
    moving = [j for j in start.free.tolist() if after[j] > _TINY and abs(after[j] - today[j]) > _TINY]
    level = [i for i, lead in zip(rivals, ahead @ after, strict=True) if abs(lead) < _TINY]
    if len(moving) > _MOST_EQUATIONS:
        return None
    still = np.abs(after - today) <= _TINY
    kept = [part if same else 0 for part, same in zip(start.parts.tolist(), still.tolist(), strict=True)]
    rows, sums = [[1] * len(moving)], [Fraction(start.whole - sum(kept))]
    for i in level:
        lead = (start.values[i] - start.values[row]).tolist()
        rows.append([lead[j] for j in moving])
        sums.append(Fraction(-sum(x * part for x, part in zip(lead, kept, strict=True))))
    solution = solve_equations(rows, sums)
    if solution is None:
        return None
    plan = [Fraction(part) for part in kept]
    for j, part in zip(moving, solution, strict=True):
        plan[j] = part
    if min(plan) < 0 or sum(plan) != start.whole:
        return None
    common = lcm(*(part.denominator for part in plan))
    return plan if _leads(start, row, [int(part * common) for part in plan]) else None


def _rounded(start: Ground, row: int, rivals: list[int], after: Floats) -> list[Fraction] | None:
    """The solution with 10 decimals, shifted until nobody is ahead; None if that does not succeed."""
    favoured = rounded_in_favour(start, row, rivals, [round(share * 10**15) for share in after.tolist()])
    if favoured is None:
        return None
    return [Fraction(part * start.whole, 10**DECIMALS) for part in favoured]
