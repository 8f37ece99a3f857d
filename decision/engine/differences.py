"""Why a total is another than it was: what each changed score, weight and scale has to do with it.

A leaf's part of a total is share × value(score), with three things that can change: the share, the scores, and the rule
(scale, direction, value function) that turns a score into a value. Each is credited with its effect averaged over all
orders in which the changes could have been made, its Shapley value; where the rule stayed, that is the average of two
orders: Δscore × the mean of both shares, and Δshare × the mean of both values. Effects add up to the difference of the
totals exactly, whatever changed together. A criterion in only one of the matrices counts whole, as come or gone.

Source: L. S. Shapley, "A value for n-person games", 1953; for products also known as the midpoint decomposition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from decision.engine.entries import Cell, Criterion
from decision.engine.exact import as_decimal, units
from decision.engine.figures import figures
from decision.engine.matrix import Matrix
from decision.engine.prepared import Prepared


class Cause(StrEnum):
    """What a part of a difference comes from."""

    SCORE = "score"
    WEIGHT = "weight"
    RULE = "rule"
    COME = "criterion_added"
    GONE = "criterion_removed"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one cause on one criterion adds to a total; 10 decimals."""

    cause: Cause
    criterion: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """One alternative in two matrices: its total and rank in each, None where it did not take part or no rank was
    given, and the effects that add up to the difference of the totals, the largest first."""

    alternative: str
    total_before: Decimal | None
    total_after: Decimal | None
    rank_before: int | None
    rank_after: int | None
    effects: tuple[Effect, ...]

    @property
    def amount(self) -> Decimal | None:
        """How much the total grew, None where there is only one."""
        if self.total_before is None or self.total_after is None:
            return None
        return self.total_after - self.total_before


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the matrices: totals, ranks, and leaf weights as whole numbers over `whole`."""

    matrix: Matrix
    totals: dict[str, Decimal]
    ranks: dict[str, int | None]
    parts: dict[str, int]
    whole: int

    def cells(self, alternatives: Sequence[str], leaves: Sequence[str]) -> list[list[Cell | None]]:
        rows = {key: i for i, key in enumerate(self.matrix.alternatives)}
        columns = {leaf.key: j for j, leaf in enumerate(self.matrix.leaves)}
        return [[self.matrix.cells[rows[a]][columns[c]] for c in leaves] for a in alternatives]

    def rules(self, leaves: Sequence[str]) -> list[Criterion]:
        by_key = {leaf.key: leaf for leaf in self.matrix.leaves}
        return [by_key[key] for key in leaves]


def differences(before: Matrix, after: Matrix) -> tuple[Difference, ...]:
    """How each alternative's total came from `before` to `after`, in the order of `after`, then those that left.

    Alternatives and criteria are the same where their keys are. A missing score counts as in totals; where
    it counts otherwise since, the rule has changed.
    Raises as `rank` where one of the two cannot be ranked.
    """
    old, new = _side(before), _side(after)
    staying = [key for key in after.alternatives if key in old.totals]
    effects = _effects(old, new, staying)
    keys = [*after.alternatives, *(key for key in before.alternatives if key not in new.totals)]
    return tuple(
        Difference(
            key,
            old.totals.get(key),
            new.totals.get(key),
            old.ranks.get(key),
            new.ranks.get(key),
            effects.get(key, ()),
        )  # fmt: skip
        for key in keys
    )


def _side(matrix: Matrix) -> _Side:
    found = figures(matrix)
    keys = [leaf.key for leaf in matrix.leaves]
    return _Side(
        matrix,
        totals={
            key: as_decimal(units(total, found.unit))
            for key, total in zip(matrix.alternatives, found.totals, strict=True)
        },
        ranks={key: place or None for key, place in zip(matrix.alternatives, found.ranks, strict=True)},
        parts=dict(zip(keys, found.weights.parts, strict=True)),
        whole=found.weights.whole or 1,
    )


def _effects(old: _Side, new: _Side, alternatives: Sequence[str]) -> dict[str, tuple[Effect, ...]]:
    """The effects by alternative, rounded to 10 decimals so that they still add up."""
    common = [leaf.key for leaf in new.matrix.leaves if leaf.key in old.parts]
    tables = {
        (rules, scores): Prepared.of(
            (new if rules else old).rules(common),
            (new if scores else old).cells(alternatives, common),
            (new if rules else old).matrix.missing_at,
        )
        for rules in (0, 1)
        for scores in (0, 1)
    }
    come = _alone(new, [leaf.key for leaf in new.matrix.leaves if leaf.key not in old.parts], alternatives)
    gone = _alone(old, [leaf.key for leaf in old.matrix.leaves if leaf.key not in new.parts], alternatives)
    decimals = max(prepared.decimals for prepared in (*tables.values(), come[1], gone[1]))
    values = {place: _whole(prepared, decimals) for place, prepared in tables.items()}
    come_values, gone_values = _whole(come[1], decimals), _whole(gone[1], decimals)
    unit = 6 * old.whole * new.whole * 10**decimals
    found = {}
    for i, key in enumerate(alternatives):
        exact: list[tuple[Cause, str, int]] = []
        for j, leaf in enumerate(common):
            shares = (old.parts[leaf] * new.whole, new.parts[leaf] * old.whole)
            four = tuple(values[place][i][j] for place in ((0, 0), (0, 1), (1, 0), (1, 1)))
            exact += [(cause, leaf, amount) for cause, amount in _shapley(shares, four)]
        for j, leaf in enumerate(come[0]):
            exact.append((Cause.COME, leaf, 6 * new.parts[leaf] * old.whole * come_values[i][j]))
        for j, leaf in enumerate(gone[0]):
            exact.append((Cause.GONE, leaf, -6 * old.parts[leaf] * new.whole * gone_values[i][j]))
        found[key] = _rounded(exact, unit, new.totals[key] - old.totals[key])
    return found


def _alone(side: _Side, leaves: list[str], alternatives: Sequence[str]) -> tuple[list[str], Prepared]:
    """Leaves that only one side has, and what they are worth there."""
    return leaves, Prepared.of(side.rules(leaves), side.cells(alternatives, leaves), side.matrix.missing_at)


def _whole(prepared: Prepared, decimals: int) -> list[list[int]]:
    factor: int = 10 ** (decimals - prepared.decimals)
    return [[value * factor for value in row] for row in prepared.ranked]


def _shapley(shares: tuple[int, int], values: tuple[int, ...]) -> Iterator[tuple[Cause, int]]:
    """Six times what the share, the score and the rule add to share × value, over all six orders. `values` are by
    (rule, score): both old, score new, rule new, both new."""
    (s0, s1), (both_old, score_new, rule_new, both_new) = shares, values
    yield Cause.WEIGHT, (s1 - s0) * (2 * both_old + score_new + rule_new + 2 * both_new)
    yield (
        Cause.SCORE,
        (2 * s0 + s1) * (score_new - both_old) + (s0 + 2 * s1) * (both_new - rule_new),
    )
    yield (
        Cause.RULE,
        (2 * s0 + s1) * (rule_new - both_old) + (s0 + 2 * s1) * (both_new - score_new),
    )


def _rounded(exact: list[tuple[Cause, str, int]], unit: int, together: Decimal) -> tuple[Effect, ...]:
    """The effects that are not nothing, the largest first, which takes what rounding left over."""
    there = sorted((one for one in exact if one[2]), key=lambda one: -abs(one[2]))
    found = [Effect(cause, leaf, as_decimal(units(amount, unit))) for cause, leaf, amount in there]
    rest = together - sum((effect.amount for effect in found), Decimal(0))
    if found and rest:
        found[0] = Effect(found[0].cause, found[0].criterion, found[0].amount + rest)
    return tuple(found)
