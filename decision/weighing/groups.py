"""Siblings whose weights are found together, with both ends of each one's scale."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from decision.matrix.forms import percents_of, sibling_groups
from decision.matrix.loading import LoadedMatrix
from decision.problems import NotThere

from .scales import scales_of


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
    scales = scales_of(loaded, siblings, own)
    rows = {row.key: row for row in loaded.criteria}
    leaves = {row.key: number for number, row in enumerate(loaded.leaves, start=1)}

    def member(key: str, place: int) -> Member:
        row, scale = rows[key], scales[key]
        number = leaves.get(key) or place
        return Member(
            key, row.name, row.question, number, scale.worst, scale.best, scale.span, own[key], row.is_group
        )

    return tuple(
        Group(
            parent,
            loaded.labels[parent] if parent else "",
            tuple(member(key, place) for place, key in enumerate(keys, start=1)),
        )
        for parent, keys in siblings.items()
    )


def group_of(loaded: LoadedMatrix, key: str) -> Group:
    """The group beneath the criterion `key`, or the top level for an empty key. Raises `NotThere`."""
    for group in groups_of(loaded):
        if (group.parent or "") == key:
            return group
    raise NotThere(f"“{key[:80]}” is no group of criteria in this decision.")
