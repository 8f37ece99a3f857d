"""Matrix games solved exactly: the best mixture of rows against the best mixture of columns (von Neumann 1928)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Table = list[list[int]]


@dataclass(frozen=True, slots=True)
class Solution:
    """The value of the game, and the optimal mixtures (each adds up to 1)."""

    value: Fraction
    rows: list[Fraction]
    columns: list[Fraction]


def solve_game(payoffs: Sequence[Sequence[int]]) -> Solution:
    """The mixture of rows that gains most from whatever column, and of columns that yields least to whatever row.

    The linear program max sum(y), A y <= 1 by the simplex method in whole numbers (Edmonds' pivoting: one common
    denominator, every division exact), so that both mixtures are proofs. Dantzig's rule, then Bland's, which ends.
    """
    shift = 1 - min(min(row) for row in payoffs)
    table = [[payoff + shift for payoff in row] + [1] for row in payoffs]
    p, q = len(table), len(table[0]) - 1
    table.append([-1] * q + [0])
    basis, others = list(range(q, q + p)), list(range(q))
    denominator, steps = 1, 0
    while (column := _entering(table[-1], others, steps > 4 * (p + q))) is not None:
        row = _leaving(table, column, basis)
        denominator = _pivot(table, row, column, denominator)
        basis[row], others[column] = others[column], basis[row]
        steps += 1
    total = table[-1][-1]
    columns, rows = [Fraction(0)] * q, [Fraction(0)] * p
    for i, name in enumerate(basis):
        if name < q:
            columns[name] = Fraction(table[i][-1], total)
    for j, name in enumerate(others):
        if name >= q:
            rows[name - q] = Fraction(table[-1][j], total)
    return Solution(Fraction(denominator, total) - shift, rows, columns)


def _entering(costs: Sequence[int], names: Sequence[int], by_name: bool) -> int | None:
    falling = [j for j in range(len(names)) if costs[j] < 0]
    if not falling:
        return None
    return min(falling, key=lambda j: names[j] if by_name else costs[j])


def _leaving(table: Table, column: int, basis: Sequence[int]) -> int:
    """The row that allows least; of equals the one named first."""
    best = -1
    for i in range(len(basis)):
        step = table[i][column]
        if step <= 0:
            continue
        if best < 0:
            best = i
            continue
        difference = table[i][-1] * table[best][column] - table[best][-1] * step
        if difference < 0 or (not difference and basis[i] < basis[best]):
            best = i
    return best


def _pivot(table: Table, row: int, column: int, denominator: int) -> int:
    """Exchange a row's and a column's variable in place; the new common denominator."""
    pivot, pivot_row = table[row][column], table[row]
    for i, line in enumerate(table):
        if i == row:
            continue
        factor = line[column]
        if factor:
            table[i] = [(x * pivot - factor * y) // denominator for x, y in zip(line, pivot_row, strict=True)]
        elif pivot != denominator:
            table[i] = [x * pivot // denominator for x in line]
        table[i][column] = -factor
    pivot_row[column] = denominator
    return pivot
