"""Siblings whose weights are found together, with both ends of each one's scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.matrix.forms import percents_of, sibling_groups
from decision.matrix.loading import CriterionRow, LoadedMatrix
from decision.matrix.page.numbers import short
from decision.problems import NotThere

NAMED = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A criterion among its siblings. `worst` and `best` are the ends of its scale in words; `span` is how much
    value lies between them.
    """

    key: str
    name: str
    question: str
    number: int
    worst: str
    best: str
    span: Decimal
    own: Decimal
    is_group: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Siblings beneath `parent` (None: the top level) in the matrix's order; `own` are the decision's percents."""

    parent: str | None
    name: str
    members: tuple[Member, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(member.key for member in self.members)

    @property
    def names(self) -> dict[str, str]:
        return {member.key: member.name for member in self.members}

    @property
    def same_ends(self) -> bool:
        """Whether all scales run between the same ends in the same words, so that saying so once will do."""
        return len({(member.worst, member.best) for member in self.members}) == 1

    @property
    def spans_differ(self) -> bool:
        """Whether one scale holds more value than another, so that a point is not the same everywhere."""
        return len({member.span for member in self.members}) > 1


def groups_of(loaded: LoadedMatrix) -> tuple[Group, ...]:
    """Every group of siblings, the top level first."""
    siblings = sibling_groups(loaded)
    own = percents_of(loaded.points, siblings)
    spans = _spans(loaded, own)
    rows = {row.key: row for row in loaded.criteria}
    leaves = {row.key: number for number, row in enumerate(loaded.leaves, start=1)}
    return tuple(
        Group(
            parent,
            loaded.labels[parent] if parent else "",
            tuple(
                _member(
                    rows[key],
                    [rows[child] for child in siblings.get(key, ())],
                    leaves.get(key) or place,
                    spans[key],
                    own[key],
                )
                for place, key in enumerate(keys, start=1)
            ),
        )
        for parent, keys in siblings.items()
    )


def group_of(loaded: LoadedMatrix, key: str) -> Group:
    """The group beneath the criterion `key`, or the top level for an empty key. Raises `NotThere`."""
    for group in groups_of(loaded):
        if (group.parent or "") == key:
            return group
    raise NotThere(f"“{key[:80]}” is no group of criteria in this decision.")


def _member(
    row: CriterionRow, beneath: Sequence[CriterionRow], number: int, span: Decimal, own: Decimal
) -> Member:
    worst, best = _ends(row)
    if row.is_group:
        worst, best = _ends_beneath(beneath)
    return Member(row.key, row.name, row.question, number, worst, best, span, own, row.is_group)


def _ends(row: CriterionRow) -> tuple[str, str]:
    """The worst and the best end of a scale."""
    low, high = _end(row, row.low, row.low_label), _end(row, row.high, row.high_label)
    return (high, low) if row.direction == "cost" else (low, high)


def _ends_beneath(rows: Sequence[CriterionRow]) -> tuple[str, str]:
    """The ends of a group: those of its criteria by name where they are few."""
    if len(rows) > NAMED or any(row.is_group for row in rows):
        return "all beneath it at their worst", "all at their best"
    ends = [(row.name, *_ends(row)) for row in rows]
    worst = "; ".join(f"{name} {low}" for name, low, _ in ends)
    return worst, "; ".join(high for _, _, high in ends)


def _end(row: CriterionRow, value: Decimal, label: str) -> str:
    number = f"{short(value)}{f' {row.unit}' if row.unit else ''}"
    return f"{number}\u2002{label}" if label and label != number else number


def _spans(loaded: LoadedMatrix, own: dict[str, Decimal]) -> dict[str, Decimal]:
    """Value between the ends of every node; of a group the mean of its children by weight."""
    nodes, spans = loaded.matrix.tree.nodes, dict[str, Decimal]()
    children = sibling_groups(loaded)

    def span(key: str) -> Decimal:
        beneath = children.get(key, ())
        if not beneath:
            return _span_of_leaf(nodes[key])
        weights = {child: own[child] for child in beneath}
        whole = sum(weights.values(), Decimal(0))
        weights = weights if whole else dict.fromkeys(beneath, Decimal(1))
        together = sum((weights[child] * spans[child] for child in beneath), Decimal(0))
        return together / sum(weights.values(), Decimal(0))

    for row in reversed(_parents_first(loaded)):
        spans[row.key] = span(row.key)
    return spans


def _parents_first(loaded: LoadedMatrix) -> list[CriterionRow]:
    rows = {row.key: row for row in loaded.criteria}
    children = sibling_groups(loaded)
    ordered: list[CriterionRow] = []
    waiting: list[str | None] = [None]
    while waiting:
        beneath = children.get(waiting.pop(), ())
        ordered += [rows[key] for key in beneath]
        waiting += beneath
    return ordered


def _span_of_leaf(leaf: engine.Criterion) -> Decimal:
    if leaf.value_function is not None:
        least, most = leaf.value_function.range_over(leaf.low, leaf.high)
        return most - least
    if leaf.low is None or leaf.high is None:
        return Decimal(1)
    return leaf.high - leaf.low
