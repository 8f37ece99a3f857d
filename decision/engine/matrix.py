"""The input of every calculation: one immutable matrix, checked once when it is made."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Self, TypeVar, cast

from pydantic import Field, model_validator

from decision.engine.checks import check_cells, check_gates, check_shape
from decision.engine.entries import Cell, Criterion, Gate
from decision.engine.exact import DECIMALS, EXACT
from decision.engine.prepared import Prepared
from decision.engine.tree import Tree
from decision.engine.values import Frozen, Number

Found = TypeVar("Found")


class Matrix(Frozen):
    """Alternatives, criteria and scores of one decision.

    `criteria` holds every node of the tree, parents too; those without children are the leaves. `cells` has
    one row per alternative and one column per leaf, in the order in which the leaves are listed; None is
    missing, and ranks at `missing_at` of its scale: 0 at its worst, 1 at its best.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    cells: tuple[tuple[Cell | None, ...], ...]
    gates: tuple[Gate, ...] = ()
    close_call_margin: Number = Decimal("0.05")
    missing_at: Annotated[Number, Field(ge=0, le=1)] = Decimal(0)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_shape(self.alternatives, self.leaves, self.cells)
        check_cells(self.alternatives, self.leaves, self.cells)
        check_gates(self.alternatives, self.tree, self.gates)
        return self

    @cached_property
    def tree(self) -> Tree:
        """The criteria as a tree. Raises DuplicateKey or InvalidTree."""
        return Tree.of(self.criteria)

    @property
    def leaves(self) -> tuple[Criterion, ...]:
        """The criteria that carry cells, in the order of the columns."""
        return self.tree.leaves

    @cached_property
    def prepared(self) -> Prepared:
        """Values of all cells as scaled integers, made once."""
        return Prepared.of(self.leaves, self.cells, self.missing_at)

    @cached_property
    def close_call_units(self) -> Decimal:
        """The margin below which a lead is a close call, in 10^-10."""
        return EXACT.scaleb(self.close_call_margin, DECIMALS)

    @cached_property
    def kept(self) -> dict[object, object]:
        """What has been found of this matrix, by what found it: see `once`."""
        return {}

    def once(self, find: Callable[[Matrix], Found]) -> Found:
        """What `find` finds of this matrix: found when it is first asked for, then kept as long as the matrix is.

        For what takes long, depends on nothing else, and is asked for by several. What `find` raises is not kept.
        """
        if find not in self.kept:
            self.kept[find] = find(self)
        return cast(Found, self.kept[find])
