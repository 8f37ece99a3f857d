"""What a matrix is made of: criteria, cells and gates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, Self

from pydantic import model_validator

from decision.engine.errors import InvalidGate, InvalidScale, NegativeWeight, NotFinite, pointer
from decision.engine.exact import usable
from decision.engine.values import Direction, Frozen, Number, ValueFunction


class Criterion(Frozen):
    """A node of the tree of criteria. `points` weigh it among its siblings.

    `low` and `high` are the ends of the raw scale (None: open on that side). The value of a raw score x is
    `value_function(x)` if there is one, else x for a benefit and low + high - x for a cost.
    """

    key: str
    points: Decimal
    parent: str | None = None
    direction: Direction = Direction.BENEFIT
    low: Number | None = None
    high: Number | None = None
    value_function: ValueFunction | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        check_points({self.key: self.points})
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise InvalidScale(
                f"The scale of {self.key} must rise from low to high (got {self.low} to {self.high}).",
                [(pointer("criteria", self.key, "low"), "The low end must be below the high end.")],
            )
        needs_both_ends = self.direction is Direction.COST and self.value_function is None
        if needs_both_ends and (self.low is None or self.high is None):
            raise InvalidScale(
                f"{self.key} is a cost, which is reflected on its scale: give both ends of the scale.",
                [(pointer("criteria", self.key, "direction"), "A cost needs a scale with low and high.")],
            )
        return self


class Cell(Frozen):
    """One raw score, with the range it may lie in where it is uncertain. Checked by the matrix that holds it."""

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


class Reach(Frozen):
    """Where a figure lies that is not known exactly: from `low` to `high` (None: open on that side)."""

    low: Number | None = None
    high: Number | None = None

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InvalidGate(f"A figure lies from low to high (got {self.low} to {self.high}).")
        return self


class Gate(Frozen):
    """A must-have: a raw score, or a figure observed outside the matrix, against a threshold.

    An observed figure may be a reach: it passes where all of it meets the threshold and fails where none does.
    """

    key: str
    name: str
    comparison: Literal["at_least", "at_most"]
    threshold: Number
    excludes: bool = True
    criterion: str | None = None
    observed: Mapping[str, Number | Reach | None] | None = None

    @model_validator(mode="after")
    def _compares_one_thing(self) -> Self:
        if (self.criterion is None) == (self.observed is None):
            raise InvalidGate(
                f"Gate {self.key} must compare either a criterion or observed figures.",
                [(pointer("gates", self.key), "Give a criterion or observed figures, not both.")],
            )
        return self


def check_points(points: Mapping[str, Decimal]) -> None:
    """Refuse points that are not finite or negative, naming all of them. Raises NotFinite or NegativeWeight."""
    unusable = [(key, given) for key, given in points.items() if not usable(given)]
    if unusable:
        raise NotFinite(
            f"A weight must be a finite number of ordinary size ({unusable[0][0]} has {unusable[0][1]}).",
            [(pointer("weights", key), f"A weight must be finite (got {given}).") for key, given in unusable],
        )
    negative = [(key, given) for key, given in points.items() if given < 0]
    if negative:
        raise NegativeWeight(
            f"Weights are 0 or more points ({negative[0][0]} has {negative[0][1]}).",
            [
                (pointer("weights", key), f"A weight cannot be negative (got {given}).")
                for key, given in negative
            ],
        )
