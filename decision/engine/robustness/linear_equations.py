"""Small systems of linear equations in fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def solve_equations(rows: Sequence[Sequence[int]], sums: Sequence[Fraction]) -> list[Fraction] | None:
    """The one solution of rows x = sums (Gauss–Jordan); None if there is none or more than one."""
    unknowns = len(rows[0])
    table = [[Fraction(x) for x in row] + [Fraction(total)] for row, total in zip(rows, sums, strict=True)]
    for k in range(unknowns):
        pivot = next((i for i in range(k, len(table)) if table[i][k]), None)
        if pivot is None:
            return None
        table[k], table[pivot] = table[pivot], table[k]
        table[k] = [x / table[k][k] for x in table[k]]
        for i, line in enumerate(table):
            if i != k and line[k]:
                table[i] = [x - line[k] * y for x, y in zip(line, table[k], strict=True)]
    if any(line[-1] for line in table[unknowns:]):
        return None
    return [table[k][-1] for k in range(unknowns)]
