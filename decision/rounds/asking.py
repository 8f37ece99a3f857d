"""What a round asks: the matrix as it stood at the opening, less what left the decision since.

What was added since is not asked: ballots finished before would lack it. It keeps the decision's own weight and scores.
A measured criterion's scores are figures, on which nobody votes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from decision.matrix.loading import AlternativeRow, CriterionRow, LoadedMatrix

Cell = tuple[str, str]  # framework, criterion


class AskedCriterion(BaseModel):
    """A criterion as it stood when the round was opened."""

    model_config = ConfigDict(frozen=True)
    name: str
    parent: str | None
    points: Decimal
    position: int


class Asked(BaseModel):
    """The matrix that a round was opened on: criteria and alternatives by slug, and the decision's revision."""

    model_config = ConfigDict(frozen=True)
    revision: int
    criteria: dict[str, AskedCriterion]
    alternatives: dict[str, str]


def asked_of(loaded: LoadedMatrix) -> dict[str, Any]:
    """The matrix as a round keeps it."""
    criteria = {
        row.key: AskedCriterion(name=row.name, parent=row.parent, points=row.points, position=position)
        for position, row in enumerate(loaded.criteria)
    }
    alternatives = {row.key: row.label for row in loaded.alternatives}
    return Asked(revision=loaded.revision, criteria=criteria, alternatives=alternatives).model_dump(
        mode="json"
    )


@dataclass(frozen=True)
class Questions:
    """What a ballot answers today. `gone` and `added` are names: of what left the decision, and of what joined it."""

    asks_weights: bool
    asks_scores: bool
    asked: Asked
    loaded: LoadedMatrix

    @cached_property
    def criteria(self) -> tuple[CriterionRow, ...]:
        """The criteria that were asked and are still there, groups included, in the matrix's order."""
        return tuple(row for row in self.loaded.criteria if row.key in self.asked.criteria)

    @cached_property
    def alternatives(self) -> tuple[AlternativeRow, ...]:
        """The alternatives that were asked and are still there."""
        return tuple(row for row in self.loaded.alternatives if row.key in self.asked.alternatives)

    @cached_property
    def weights(self) -> tuple[CriterionRow, ...]:
        """The criteria whose points are asked."""
        return self.criteria if self.asks_weights else ()

    @cached_property
    def scored(self) -> tuple[CriterionRow, ...]:
        """The criteria whose scores are asked: leaves, less the measured ones."""
        if not self.asks_scores:
            return ()
        return tuple(row for row in self.criteria if not row.is_group and not row.is_measured)

    @cached_property
    def measured(self) -> tuple[CriterionRow, ...]:
        """The criteria whose scores are figures and therefore not asked."""
        return tuple(row for row in self.criteria if self.asks_scores and row.is_measured)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that are asked, criterion by criterion."""
        return tuple((option.key, row.key) for row in self.scored for option in self.alternatives)

    @cached_property
    def groups(self) -> Mapping[str | None, tuple[str, ...]]:
        """The asked criteria beneath each parent (None: the roots)."""
        found: dict[str | None, list[str]] = {}
        for row in self.weights:
            found.setdefault(row.parent, []).append(row.key)
        return {parent: tuple(keys) for parent, keys in found.items()}

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Criteria and alternatives that were asked and are no longer part of the decision."""
        there = self.loaded.labels.keys()
        criteria = sorted(self.asked.criteria.items(), key=lambda item: item[1].position)
        return tuple(entry.name for key, entry in criteria if key not in there) + tuple(
            label for key, label in self.asked.alternatives.items() if key not in there
        )

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Criteria and alternatives that joined the decision since, and are not asked."""
        criteria = (row.name for row in self.loaded.criteria if row.key not in self.asked.criteria)
        options = (row.label for row in self.loaded.alternatives if row.key not in self.asked.alternatives)
        return (*criteria, *options)

    def name(self, key: str) -> str:
        """The name of a criterion or an alternative, of one that left too; else its key."""
        if key in self.loaded.labels:
            return self.loaded.labels[key]
        if key in self.asked.criteria:
            return self.asked.criteria[key].name
        return self.asked.alternatives.get(key, key)


@dataclass(frozen=True)
class Progress:
    """How far a ballot has come; what is missing, in the order in which it is asked."""

    missing_weights: tuple[str, ...]
    missing_scores: tuple[Cell, ...]
    asked: int

    @property
    def missing(self) -> int:
        return len(self.missing_weights) + len(self.missing_scores)

    @property
    def answered(self) -> int:
        return self.asked - self.missing

    @property
    def is_complete(self) -> bool:
        return not self.missing


def progress_of(questions: Questions, points: Iterable[str], cells: Iterable[Cell]) -> Progress:
    """How far a ballot with points for these criteria and an answer in these cells has come."""
    given, scored = set(points), set(cells)
    return Progress(
        missing_weights=tuple(row.key for row in questions.weights if row.key not in given),
        missing_scores=tuple(cell for cell in questions.cells if cell not in scored),
        asked=len(questions.weights) + len(questions.cells),
    )


def weightless_groups(questions: Questions, points: Mapping[str, Decimal]) -> tuple[str | None, ...]:
    """The parents (None: the whole) whose criteria a ballot gives nothing, where the parent itself weighs something."""
    heavy = {None, *(key for key, value in points.items() if value > 0)}
    return tuple(
        parent
        for parent, keys in questions.groups.items()
        if parent in heavy and not any(points.get(key, 0) > 0 for key in keys)
    )
