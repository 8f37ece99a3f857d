"""Whether an alternative can ever be first, with a proof that a reader can check by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, Self

import numpy as np

from decision.engine.exact import DECIMALS, as_decimal, decimals_of, largest_remainder, scaled, units
from decision.engine.gates import GateResult, gate_results
from decision.engine.matrix import Matrix
from decision.engine.robustness.certificates import Verdict, is_solved_exactly, products, roundest, settle
from decision.engine.robustness.ground import Ground, Whole, ground, whole_numbers
from decision.engine.robustness.proof import Comparison, Grounds, WinProof
from decision.engine.robustness.proof_wording import beaten_text, excluded_text, open_text, winning_text
from decision.engine.robustness.weight_move import exact_points

Shares = Mapping[str, Decimal]


class Prove(Protocol):
    """Proves whether one alternative can win, given winning shares of leaves where some are known."""

    def __call__(self, name: str, known: Shares | None = None, /) -> WinProof: ...


def win_proofs(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    labels: Mapping[str, str] | None = None,
    known: Mapping[str, Mapping[str, Decimal]] | None = None,
    only: Collection[str] | None = None,
) -> tuple[WinProof, ...]:
    """A proof for every alternative (or `only` these), in listed order; missing scores count as in the ranking.

    Today's leaders, the best on some criterion and what one rival strictly beats need no solving. Where a matrix is too
    large to be solved exactly, `known` may give winning shares of leaves by alternative (from draws, say): where they
    hold, round shares near them are the proof. Criteria that lack scores which nothing bounds weigh nothing in a proof.
    Raises as `rank`.
    """
    prove = proving(matrix, points, labels)
    return tuple(
        prove(name, (known or {}).get(name)) for name in matrix.alternatives if only is None or name in only
    )


def proving(
    matrix: Matrix, points: Mapping[str, Decimal] | None = None, labels: Mapping[str, str] | None = None
) -> Prove:
    """As `win_proofs`, one at a time: a function of an alternative and of winning shares known of it, if any."""
    court = _Court.of(ground(matrix, points), labels or {})
    rows = {name: row for row, name in enumerate(matrix.alternatives)}
    return lambda name, known=None: court.proof(rows[name], known)


@dataclass(frozen=True, slots=True)
class _Court:
    """`values` are those of the free columns; `rivals` the rows that can stand in the way of anybody."""

    start: Ground
    labels: Mapping[str, str]
    values: Whole
    rivals: list[int]
    failed: list[list[str]]

    @classmethod
    def of(cls, start: Ground, labels: Mapping[str, str]) -> Self:
        results = gate_results(start.matrix)
        names = {gate.key: gate.name for gate in start.matrix.gates if gate.excludes}
        failed = [
            [names[k] for k, r in row.items() if k in names and r is GateResult.FAIL] for row in results
        ]
        values = start.values[:, start.free]
        return cls(start, labels, values, _undominated(values, start.ranked.tolist()), failed)

    def proof(self, row: int, known: Mapping[str, Decimal] | None) -> WinProof:
        """Try the cheap grounds first."""
        start = self.start
        if self.failed[row]:
            name = start.matrix.alternatives[row]
            return WinProof(name, False, "excluded", excluded_text(name, self.failed[row], self.labels))
        if start.totals[row] == start.totals[start.leader]:
            return self._wins(row, "leads", start.parts.tolist(), start.whole or 1)
        best_on = self._best_on(row)
        if best_on is not None:
            return self._wins(row, "best_on", [int(j == best_on) for j in range(len(start.parts))], 1)
        others = [i for i in self.rivals if i != row]
        seen = None if is_solved_exactly(self.values[[row, *others]]) else self._seen(row, others, known)
        if seen:
            return self._told(row, seen)
        beaten_by = self._strictly_beaten(row)
        if beaten_by is not None:
            return self._loses(row, "dominated", ((beaten_by, 1),), 1)
        return self._told(row, settle(self.values[row], others, self.values))

    def _told(self, row: int, verdict: Verdict) -> WinProof:
        if not verdict.wins:
            return self._loses(row, "mixture", verdict.mixture, verdict.whole)
        parts = [0] * len(self.start.parts)
        for j, part in zip(self.start.free.tolist(), verdict.weights, strict=True):
            parts[j] = part
        return self._wins(row, "weights", parts, verdict.whole)

    def _best_on(self, row: int) -> int | None:
        """The column on which the row is best, alone if there is such a one, by the largest lead."""
        others = [i for i in self.rivals if i != row]
        if not len(self.start.free) or not others:
            return None
        leads = self.values[row] - self.values[others].max(axis=0)
        j = int(leads.argmax())
        return int(self.start.free[j]) if leads[j] >= 0 else None

    def _seen(self, row: int, others: list[int], known: Mapping[str, Decimal] | None) -> Verdict | None:
        """Round weights near the known ones, if the row is first under these."""
        if not known or not others:
            return None
        decimals = decimals_of(known.values())
        parts = [
            scaled(known.get(self.start.keys[j], Decimal(0)), decimals) for j in self.start.free.tolist()
        ]
        if min(parts) < 0 or not any(parts):
            return None
        return roundest(self.values[row], others, self.values, parts)

    def _strictly_beaten(self, row: int) -> int | None:
        """The rival that beats the row everywhere by the most at least."""
        if not len(self.start.free) or not self.rivals:
            return None
        leads = (self.values[self.rivals] - self.values[row]).min(axis=1)
        i = int(leads.argmax())
        return self.rivals[i] if leads[i] > 0 else None

    def _totals(self, parts: list[int]) -> list[int]:
        totals: list[int] = products(self.start.values, parts, sum(parts)).tolist()
        return totals

    def _wins(self, row: int, grounds: Grounds, parts: list[int], whole: int) -> WinProof:
        names, ranked = self.start.matrix.alternatives, self.start.ranked.tolist()
        totals = self._totals(parts) if parts else [0] * len(names)
        tied = tuple(names[i] for i in ranked if i != row and totals[i] == totals[row])
        shares = largest_remainder(parts, 10**DECIMALS) if parts else []
        weights = {key: as_decimal(share) for key, share in zip(self.start.keys, shares, strict=True)}
        points = exact_points(self.start.matrix.tree, parts, whole) if parts else {}
        second = max((i for i in ranked if totals[i] < totals[row]), key=totals.__getitem__, default=None)
        unit = whole * 10**self.start.matrix.prepared.decimals
        figures = [(names[i], units(totals[i], unit)) for i in (row, second) if i is not None]
        told = winning_text(grounds, figures, weights, tied, self.labels)
        return WinProof(names[row], True, grounds, told, weights, points, tied)

    def _loses(
        self, row: int, grounds: Grounds, mixture: tuple[tuple[int, int], ...], whole: int
    ) -> WinProof:
        start, names = self.start, self.start.matrix.alternatives
        scale = 10**start.matrix.prepared.decimals
        rows = [i for i, _ in mixture]
        parts = np.array([part for _, part in mixture], dtype=object)
        mixed = (parts @ self.values[rows].astype(object)).tolist()
        own = self.values[row].tolist()
        comparisons = tuple(
            Comparison(
                start.keys[j], as_decimal(units(mine, scale)), as_decimal(units(theirs, whole * scale))
            )
            for j, mine, theirs in zip(start.free.tolist(), own, mixed, strict=True)
        )
        margin = units(min(b - a * whole for a, b in zip(own, mixed, strict=True)), whole * scale)
        shares = tuple((names[i], Fraction(part, whole)) for i, part in mixture)
        at_best = self._at_best(row)
        told = beaten_text(names[row], shares, comparisons, margin, self.labels) + open_text(at_best)
        return WinProof(
            alternative=names[row],
            can_win=False,
            grounds=grounds,
            sentence=told,
            mixture=shares,
            comparisons=comparisons,
            margin=as_decimal(margin),
            at_best=at_best,
        )

    def _at_best(self, row: int) -> bool | None:
        """Whether open scores could still make it first: its own at best, all others' at worst."""
        prepared, matrix = self.start.matrix.prepared, self.start.matrix
        if prepared.is_exact:
            return None
        worst = whole_numbers(matrix, prepared.worst, self.start.whole)[:, self.start.free]
        best = whole_numbers(matrix, prepared.best[row : row + 1], self.start.whole)[0][self.start.free]
        others = [i for i in self.start.ranked.tolist() if i != row]
        if not others or (best >= worst[others].max(axis=0)).any():
            return True
        return settle(best, others, worst).wins


def _undominated(values: Whole, ranked: list[int]) -> list[int]:
    """The rows that stand in the way: each set of equals once, and none that another is at least as good as."""
    order = sorted(ranked, key=lambda i: (-int(values[i].sum()), i)) if values.size else ranked[:1]
    kept: list[int] = []
    for i in order:
        if not kept or not (values[kept] >= values[i]).all(axis=1).any():
            kept.append(i)
    return kept
