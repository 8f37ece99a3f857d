"""A change of several weights at once that brings an alternative level: exact, and ready to be applied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Literal, Self

from decision.engine.exact import DECIMALS, EXACT, as_decimal, largest_remainder, units
from decision.engine.robustness.ground import Ground
from decision.engine.robustness.rounding import rounded_in_favour
from decision.engine.tree import Tree
from decision.engine.wording import abridged, moved_text, percent_text

Impossible = Literal["dominated", "locks"]
Numbers = list[int]

_ONE: int = 10**DECIMALS
_FINE = 10 ** (DECIMALS + 2)
_STORED = 10**6
"""Percentages with 4 decimals in 100 %."""
_LARGEST_WHOLE = 10**15


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A leaf's share of the whole, before and after, with 10 decimals."""

    criterion: str
    from_share: Decimal
    to_share: Decimal

    @property
    def points(self) -> Decimal:
        """How much it gains (below 0: gives), as a share of the whole: 0.11 is 11 points of 100."""
        return self.to_share - self.from_share


@dataclass(frozen=True)
class WeightMove:
    """The smallest change of weights that brings `alternative` level with `against`.

    `moved_units` is half the sum of absolute share changes in whole 10^-10; None where it is impossible:
    "dominated" if `against` is ahead on every criterion that may weigh, "locks" if only the locks or bounds prevent it.
    `only_way` is False where other moves of the same size are known to do as well (a linear program does not
    tell). Everything else is worked out on request.
    """

    alternative: str
    against: str
    gap_units: int
    moved_units: int | None
    impossible: Impossible | None
    only_way: bool
    ground: Ground = field(repr=False, compare=False)
    plan: Callable[[], Sequence[Fraction]] = field(repr=False, compare=False)
    opponents: tuple[int, ...] = field(repr=False, compare=False)

    @classmethod
    def to(
        cls,
        start: Ground,
        row: int,
        moved_units: int,
        only_way: bool,
        plan: Callable[[], Sequence[Fraction]],
        opponents: Sequence[int] | None = None,
    ) -> Self:
        """A move that brings this row level with the leader, ahead of which none of the opponents may be."""
        assert start.leader is not None, "a rival has a leader"
        return cls(
            alternative=start.matrix.alternatives[row],
            against=start.matrix.alternatives[start.leader],
            gap_units=units(int(start.totals[start.leader] - start.totals[row]), start.unit),
            moved_units=moved_units,
            impossible=None,
            only_way=only_way,
            ground=start,
            plan=plan,
            opponents=(start.leader,) if opponents is None else tuple(opponents),
        )

    @property
    def moved(self) -> Decimal | None:
        """The share that has to move, 0 to 1."""
        return None if self.moved_units is None else as_decimal(self.moved_units)

    @property
    def gap(self) -> Decimal:
        """Today's distance between the two totals."""
        return as_decimal(self.gap_units)

    @cached_property
    def exact(self) -> tuple[Numbers, int]:
        """The new share of leaf j is numbers[j] / whole, exactly. Raises ValueError where it is impossible."""
        if self.impossible:
            raise ValueError(f"No weights bring {self.alternative} level with {self.against}.")
        parts = self.plan()
        common = lcm(*(part.denominator for part in parts))
        numbers = [int(part * common) for part in parts]
        divisor = gcd(*numbers) or 1
        return [number // divisor for number in numbers], sum(numbers) // divisor

    @cached_property
    def changes(self) -> tuple[ShareChange, ...]:
        """The leaves whose share changes, in listed order; none where nothing has to move or can."""
        if self.impossible:
            return ()
        numbers, whole = self.exact
        before, total = self.ground.parts.tolist(), self.ground.whole
        return tuple(
            ShareChange(key, as_decimal(units(old, total)), as_decimal(units(new, whole)))
            for key, old, new in zip(self.ground.keys, before, numbers, strict=True)
            if old * whole != new * total
        )

    @property
    def donors(self) -> tuple[ShareChange, ...]:
        """The leaves that give, the most first."""
        return _donors(self.changes)

    @property
    def receivers(self) -> tuple[ShareChange, ...]:
        """The leaves that gain, the most first."""
        return _receivers(self.changes)

    @cached_property
    def weights(self) -> dict[str, Decimal] | None:
        """The new shares of all leaves with 10 decimals, together 1; None where it is impossible.

        Rounded in the alternative's favour: applied as points in a flat matrix they put it level or just ahead,
        unless only one exact point does (then use `points`).
        """
        if self.impossible:
            return None
        rounded = self._in_favour() or largest_remainder(self.exact[0], _ONE)
        return {key: as_decimal(number) for key, number in zip(self.ground.keys, rounded, strict=True)}

    @cached_property
    def points(self) -> dict[str, Decimal] | None:
        """Points by node that make these shares when applied as a what-if; None where it is impossible.

        Percentages of the whole where they are exact with 4 decimals, else whole numbers in exact proportion, else
        (where those would be huge) percentages with 10 decimals, rounded in the alternative's favour. Nodes beneath a
        parent of weight 0 are left out and keep theirs.
        """
        if self.impossible:
            return None
        numbers, whole = self.exact
        if whole >= _LARGEST_WHOLE and not _is_storable(numbers, whole):
            favoured = self._in_favour(_FINE)
            if favoured:
                return _of_nodes(self.ground.matrix.tree, favoured, DECIMALS)
        return exact_points(self.ground.matrix.tree, numbers, whole)

    def sentence(self, labels: Mapping[str, str] | None = None) -> str:
        """What to move, in plain English."""
        return _sentence(self, labels or {})

    def _in_favour(self, parts: int = _ONE) -> Numbers | None:
        row = self.ground.matrix.alternatives.index(self.alternative)
        return rounded_in_favour(self.ground, row, self.opponents, self.exact[0], parts)


def still(start: Ground, row: int) -> WeightMove | None:
    """The move of what is level already: none."""
    assert start.leader is not None, "a rival has a leader"
    if start.totals[start.leader] != start.totals[row]:
        return None
    return WeightMove.to(start, row, 0, True, lambda: [Fraction(part) for part in start.parts.tolist()])


def impossible_move(start: Ground, row: int) -> WeightMove:
    """No move helps this row, and why."""
    barred = {j for _, j in start.matrix.prepared.unbounded}
    usable = [j for j in range(len(start.parts)) if j not in barred]
    dominated = (start.values[start.leader][usable] > start.values[row][usable]).all()
    move = WeightMove.to(start, row, 0, True, list)
    return replace(move, moved_units=None, impossible="dominated" if dominated else "locks")


def exact_points(tree: Tree, numbers: Sequence[int], whole: int) -> dict[str, Decimal]:
    """Points by node in exact proportion: percentages where 4 decimals are enough, else whole numbers.

    Nodes beneath a parent of weight 0 are left out, so that they keep theirs.
    """
    if _is_storable(numbers, whole):
        return _of_nodes(tree, [number * _STORED // whole for number in numbers], 4)
    return _of_nodes(tree, numbers, 0)


def _is_storable(numbers: Sequence[int], whole: int) -> bool:
    return all(number * _STORED % whole == 0 for number in numbers)


def _of_nodes(tree: Tree, numbers: Sequence[int], decimals: int) -> dict[str, Decimal]:
    """Points of every node from whole numbers of its leaves: a parent weighs what lies beneath it."""
    together = dict.fromkeys(tree.nodes, 0)
    for leaf, number in zip(tree.leaves, numbers, strict=True):
        key: str | None = leaf.key
        while key is not None:
            together[key] += number
            key = tree.nodes[key].parent
    while decimals and not any(number % 10 for number in together.values()):
        together = {key: number // 10 for key, number in together.items()}
        decimals -= 1
    return {
        key: EXACT.scaleb(Decimal(number), -decimals)
        for key, number in together.items()
        if number or (parent := tree.nodes[key].parent) is None or together[parent]
    }


def _sentence(move: WeightMove, labels: Mapping[str, str]) -> str:
    name, leader = (labels.get(key, key) for key in (move.alternative, move.against))
    if move.impossible == "dominated":
        return f"No weights bring {name} level: {leader} is ahead on every criterion."
    if move.impossible == "locks":
        return f"With these locks no weights bring {name} level with {leader}."
    if not move.moved_units:
        return (
            f"{name} is level with {leader} already."
            if not move.changes
            else (f"Moving less than a hundred-millionth of a point brings {name} level with {leader}.")
        )
    return moving_text((name, leader), move.moved_units, move.changes, labels, only_way=move.only_way)


def moving_text(
    names: tuple[str, str],
    moved_units: int,
    changes: Sequence[ShareChange],
    labels: Mapping[str, str],
    *,
    only_way: bool,
) -> str:
    """Which shares give and gain how much, the most first, so that the first of the names is level with the other."""
    gives, gains = (
        abridged([_change_text(one, labels) for one in side])
        for side in (_donors(changes), _receivers(changes))
    )
    amount, noun = moved_text(moved_units)
    other = "" if only_way else " Other moves of the same size do as well."
    return f"Move {amount} {noun} from {gives} to {gains}: then {names[0]} is level with {names[1]}.{other}"


def _donors(changes: Sequence[ShareChange]) -> tuple[ShareChange, ...]:
    return tuple(sorted((one for one in changes if one.points < 0), key=lambda one: one.points))


def _receivers(changes: Sequence[ShareChange]) -> tuple[ShareChange, ...]:
    return tuple(sorted((one for one in changes if one.points > 0), key=lambda one: -one.points))


def _change_text(change: ShareChange, labels: Mapping[str, str]) -> str:
    before, after = change.from_share, change.to_share
    name = labels.get(change.criterion, change.criterion)
    return f"{name} ({_percent(before, after)} to {_percent(after, before)})"


def _percent(share: Decimal, beside: Decimal) -> str:
    return percent_text(int(share.scaleb(DECIMALS)), beside=int(beside.scaleb(DECIMALS)))
