"""Moves of weights as the page shows them, from the engine or from the answer of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from decision import engine
from decision.matrix.page.numbers import listed, percent_text

MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A leaf's share before and after, 0 to 1."""

    criterion: str
    from_share: Decimal
    to_share: Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """The weights that bring `alternative` level with `against`; without `moved` where none do."""

    alternative: str
    moved: Decimal | None
    weights: Mapping[str, Decimal] | None
    changes: tuple[Change, ...]
    only_way: bool
    is_possible: bool
    sentence: str


def just_found(move: engine.WeightMove | None, labels: Mapping[str, str]) -> Move | None:
    """A move that the engine found within this request."""
    if move is None:
        return None
    changes = tuple(Change(one.criterion, one.from_share, one.to_share) for one in move.changes)
    return Move(
        move.alternative, move.moved, move.weights, changes, move.only_way, not move.impossible,
        move.sentence(labels),
    )  # fmt: skip


def found_before(alternative: str, given: Mapping[str, Any] | None, labels: Mapping[str, str]) -> Move | None:
    """A move that stands in an answer."""
    if given is None:
        return None
    changes = tuple(
        Change(one["criterion"], number(one["from"]), number(one["to"])) for one in given["changes"]
    )
    moved = None if given["moved"] is None else number(given["moved"])
    weights = given["weights"] and {key: number(share) for key, share in given["weights"].items()}
    move = Move(alternative, moved, weights, changes, given["only_way"], not given["impossible"], "")
    return Move(
        alternative, moved, weights, changes, move.only_way, move.is_possible,
        _sentence(move, labels.get(given["against"], given["against"]), labels),
    )  # fmt: skip


def number(given: object) -> Decimal:
    """A number of an answer, in the digits it was written with."""
    return Decimal(str(given))


def points_text(moved: Decimal) -> str:
    """Points of 100: whole where there are many, with a decimal where there are few."""
    points = moved * 100
    if not points:
        return "0"
    if points < Decimal("0.1"):
        return "<0.1"
    return f"{points:.1f}".removesuffix(".0") if points < 10 else f"{points:.0f}"


def _sentence(move: Move, against: str, labels: Mapping[str, str]) -> str:
    if move.moved is None or not move.changes:
        return ""
    gives = sorted((one for one in move.changes if one.to_share < one.from_share), key=_gain)
    gains = sorted((one for one in move.changes if one.to_share > one.from_share), key=_gain, reverse=True)
    name = labels.get(move.alternative, move.alternative)
    return (
        f"Move {points_text(move.moved)} points from {_told(gives, labels)} to {_told(gains, labels)}: "
        f"then {name} is level with {against}."
    )


def _gain(change: Change) -> Decimal:
    return change.to_share - change.from_share


def _told(changes: Sequence[Change], labels: Mapping[str, str]) -> str:
    told = [
        f"{labels.get(one.criterion, one.criterion)} ({percent_text(one.from_share * 100)} to "
        f"{percent_text(one.to_share * 100)})"
        for one in changes[:MOST_TOLD]
    ]
    more = len(changes) - len(told)
    return listed([*told, f"{more} more"] if more else told)
