"""A loaded decision as plain values: what ranking and showing it needs, and nothing of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from decision import engine
from decision.engine.exact import DECIMALS, scaled
from decision.problems import NotThere


@dataclass(frozen=True, slots=True)
class AlternativeRow:
    """One column of the matrix as people see it."""

    id: int
    key: str
    label: str
    name: str
    published_total: Decimal | None


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One row of the matrix as people see it; groups have no scores of their own."""

    id: int
    key: str
    name: str
    question: str
    parent: str | None
    points: Decimal
    direction: str
    low: Decimal
    high: Decimal
    low_label: str
    high_label: str
    unit: str
    is_measured: bool
    is_group: bool


@dataclass(frozen=True, slots=True)
class CellRow:
    """What stands behind one score; the number itself is in the engine's matrix."""

    id: int
    confidence: str | None
    rule: str
    claim_count: int
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class Observed:
    """The claim by which an alternative is held against a must-have, as it is written; `others` were passed over."""

    claim: int
    text: str
    is_proxy: bool
    is_stale: bool
    others: int = 0


@dataclass(frozen=True, slots=True)
class GateRow:
    """A must-have as people see it; `about` names what it is on, `level` the word that a feature must reach."""

    id: int
    key: str
    name: str
    mode: str
    comparison: Literal["at_least", "at_most"]
    threshold: Decimal
    criterion: str | None
    metric: str | None
    unit: str
    observed: Mapping[str, Observed]
    feature: str | None = None
    level: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A named set of weights."""

    slug: str
    name: str
    kind: str
    source: str | None
    points: Mapping[str, Decimal]


@dataclass(frozen=True)
class LoadedMatrix:
    """Everything about one decision at one revision that ranking and showing it needs."""

    decision_id: int
    slug: str
    title: str
    revision: int
    close_call_margin: Decimal
    alternatives: tuple[AlternativeRow, ...]
    criteria: tuple[CriterionRow, ...]
    cells: Mapping[tuple[str, str], CellRow]
    values: Mapping[tuple[str, str], engine.Cell]
    gates: tuple[GateRow, ...]
    scenarios: tuple[ScenarioRow, ...]
    matrix: engine.Matrix
    is_past: bool = field(default=False, compare=False)  # opened at a revision that is not the current one
    without: tuple[str, ...] = ()  # sources left out in a what-if
    plus: str = ""  # what a criterion that is only a what-if is made of
    switched: tuple[
        tuple[int, str], ...
    ] = ()  # must-haves that a what-if turns off, or lets exclude or warn, by id

    @property
    def is_varied(self) -> bool:
        """Whether other evidence stands behind it than is stored, or other must-haves."""
        return bool(self.without or self.plus or self.switched)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Names of alternatives and criteria by their keys, for sentences."""
        criteria = {row.key: row.name for row in self.criteria}
        return criteria | {row.key: row.label for row in self.alternatives}

    @cached_property
    def published_units(self) -> Mapping[str, int | None]:
        """Printed totals by alternative, in whole 10^-10 as the engine counts."""
        return {
            row.key: None if row.published_total is None else scaled(row.published_total, DECIMALS)
            for row in self.alternatives
        }

    @cached_property
    def leaves(self) -> tuple[CriterionRow, ...]:
        """The criteria that carry scores, in the matrix's order."""
        return tuple(row for row in self.criteria if not row.is_group)

    @cached_property
    def points(self) -> Mapping[str, Decimal]:
        """The decision's own points by criterion, groups included."""
        return {row.key: row.points for row in self.criteria}

    def scenario(self, slug: str) -> ScenarioRow:
        """The scenario named `slug`; raises `NotThere` when there is none."""
        for row in self.scenarios:
            if row.slug == slug:
                return row
        known = ", ".join(row.slug for row in self.scenarios) or "none yet"
        raise NotThere(f"This decision has no scenario “{slug}” (there are: {known}).")
