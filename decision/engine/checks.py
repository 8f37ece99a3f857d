"""Checks of a matrix as a whole; each error names the row, the column and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from decision.engine.entries import Cell, Criterion, Gate
from decision.engine.errors import (
    DuplicateKey,
    InvalidMatrix,
    InvalidRange,
    NotFinite,
    Problem,
    ScoreOutsideScale,
    UnknownAlternative,
    UnknownCriterion,
    pointer,
)
from decision.engine.exact import usable
from decision.engine.tree import Tree

Rows = Sequence[Sequence[Cell | None]]


def check_unique(kind: str, keys: Sequence[str]) -> None:
    """Raise DuplicateKey naming the first key that comes twice."""
    if len(set(keys)) != len(keys):
        seen: set[str] = set()
        twice = next(key for key in keys if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise DuplicateKey(
            f"The {kind} {twice} is listed twice: list each once.",
            [(pointer(f"{kind}s", twice), "Listed twice.")],
        )


def check_shape(alternatives: Sequence[str], leaves: Sequence[Criterion], cells: Rows) -> None:
    """One row per alternative, one cell per leaf. Raises DuplicateKey or InvalidMatrix."""
    check_unique("alternative", alternatives)
    if len(cells) != len(alternatives):
        raise InvalidMatrix(
            f"There are {len(alternatives)} alternatives, but {len(cells)} rows of scores: give one row for each.",
            [("/scores", "Rows and alternatives differ in number.")],
        )
    for alternative, row in zip(alternatives, cells, strict=True):
        if len(row) != len(leaves):
            raise InvalidMatrix(
                f"{alternative} has {len(row)} scores for {len(leaves)} criteria: "
                "give one for each, None where missing.",
                [(pointer("scores", alternative), f"{len(row)} scores for {len(leaves)} criteria.")],
            )


def check_cells(alternatives: Sequence[str], leaves: Sequence[Criterion], cells: Rows) -> None:
    """All scores finite, within their own range and their scale. Raises NotFinite, InvalidRange,
    ScoreOutsideScale.
    """
    outside: list[Problem] = []
    for alternative, row in zip(alternatives, cells, strict=True):
        for leaf, cell in zip(leaves, row, strict=True):
            if cell is None:
                continue
            place = pointer("scores", alternative, leaf.key)
            _check_numbers(cell, place, f"{alternative} on {leaf.key}")
            outside.extend(
                (place, f"{number:f} lies outside the scale {_scale(leaf)}.")
                for number in (cell.value, cell.low, cell.high)
                if number is not None and _leaves_scale(number, leaf)
            )
    if outside:
        place, first = outside[0]
        where = " on ".join(place.split("/")[2:])
        raise ScoreOutsideScale(f"The score of {where} must lie on its scale: {first}", outside)


def check_gates(alternatives: Sequence[str], tree: Tree, gates: Sequence[Gate]) -> None:
    """Gates name leaves and alternatives that exist. Raises DuplicateKey, UnknownCriterion,
    UnknownAlternative.
    """
    check_unique("gate", [gate.key for gate in gates])
    for gate in gates:
        if gate.criterion is not None and (
            gate.criterion not in tree.nodes or gate.criterion in tree.children
        ):
            raise UnknownCriterion(
                f"Gate {gate.name} compares {gate.criterion}, which is no criterion with scores.",
                [(pointer("gates", gate.key, "criterion"), f"No criterion {gate.criterion} with scores.")],
            )
        strangers = [key for key in gate.observed or () if key not in alternatives]
        if strangers:
            raise UnknownAlternative(
                f"Gate {gate.name} has a figure for {strangers[0]}, which is no alternative here.",
                [(pointer("gates", gate.key, "observed", key), "Unknown alternative.") for key in strangers],
            )


def _check_numbers(cell: Cell, place: str, name: str) -> None:
    for number in (cell.value, cell.low, cell.high):
        if number is not None and not usable(number):
            raise NotFinite(
                f"The score of {name} must be a finite number of ordinary size (got {number}): "
                "leave it out if it is unknown.",
                [(place, f"Not a usable number: {number}.")],
            )
    if (cell.low is not None and cell.low > cell.value) or (cell.high is not None and cell.high < cell.value):
        raise InvalidRange(
            f"The range of {name} must enclose its score {cell.value:f} (got {cell.low} to {cell.high}).",
            [(place, "The low end must not exceed the score, nor the score the high end.")],
        )


def _leaves_scale(number: Decimal, leaf: Criterion) -> bool:
    return (leaf.low is not None and number < leaf.low) or (leaf.high is not None and number > leaf.high)


def _scale(leaf: Criterion) -> str:
    if leaf.low is None:
        return f"up to {_plain(leaf.high)}"
    return f"from {_plain(leaf.low)}" + ("" if leaf.high is None else f" to {_plain(leaf.high)}")


def _plain(number: Decimal | None) -> str:
    """10.0000 as 10: without the zeros that only storage added."""
    return "" if number is None else f"{number.normalize():f}"
