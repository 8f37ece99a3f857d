"""What members are compared on, checked once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from decision.engine.errors import AllWeightsZero, InvalidBallots, NegativeWeight, pointer
from decision.engine.group.aggregate import aggregate_cells
from decision.engine.group.answers import Aggregate

Floats = npt.NDArray[np.float64]
MOST_MEMBERS = 500


@dataclass(frozen=True, slots=True)
class Question:
    """Shares (P, n), own values (m, n), raw scores (P, m, n) or None, and all members' values (P, m, n)."""

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    members: tuple[str, ...]
    shares: Floats
    own: Floats
    scores: Floats | None
    values: Floats
    value_of: Callable[[Floats], Floats]
    ranked: list[int]

    @classmethod
    def of(
        cls,
        alternatives: Sequence[str],
        criteria: Sequence[str],
        members: Sequence[str],
        points: npt.ArrayLike,
        own: npt.ArrayLike,
        scores: npt.ArrayLike | None,
        value_of: Callable[[Floats], Floats] | None,
        ranked: Sequence[int] | None,
    ) -> Self:
        """Check and normalise. Raises InvalidBallots, NegativeWeight or AllWeightsZero."""
        size = len(members), len(alternatives), len(criteria)
        if not 0 < size[0] <= MOST_MEMBERS:
            raise InvalidBallots(f"Between 1 and {MOST_MEMBERS} members can be compared (got {size[0]}).")
        shares = _shares(members, criteria, _shaped("points", points, (size[0], size[2])))
        base = _shaped("own", own, size[1:])
        if not np.isfinite(base).all():
            raise InvalidBallots(
                "The decision's own values must be there and finite.", [("/own", "Not finite.")]
            )
        turn = value_of or _same
        given = None if scores is None else _shaped("scores", scores, size)
        values = np.broadcast_to(base, size)
        if given is not None:
            if np.isinf(given).any():
                raise InvalidBallots("A score must be a finite number.", [("/scores", "Not finite.")])
            values = np.where(np.isnan(given), base, turn(given))
        rows = list(range(size[1])) if ranked is None else list(ranked)
        return cls(
            tuple(alternatives), tuple(criteria), tuple(members), shares, base, given, values, turn, rows
        )

    def together_raw(self, member_shares: Floats, how: Aggregate) -> Floats | None:
        """The group's raw scores (m, n), NaN where nobody with a say gave one."""
        return None if self.scores is None else aggregate_cells(self.scores, member_shares, how)

    def together(self, member_shares: Floats, how: Aggregate) -> Floats:
        """The group's values (m, n): of the aggregated scores, and the decision's own where there is none."""
        raw = self.together_raw(member_shares, how)
        return self.own if raw is None else np.where(np.isnan(raw), self.own, self.value_of(raw))


def shares_of_members(members: Sequence[str], weights: Sequence[float] | None) -> Floats:
    """How much each member counts, together 1; alike if not said. Raises InvalidBallots, NegativeWeight or
    AllWeightsZero.
    """
    given = np.ones(len(members)) if weights is None else _shaped("member_weights", weights, (len(members),))
    _check_points("member_weights", members, given)
    found: Floats = given / given.sum()
    return found


def _shares(members: Sequence[str], criteria: Sequence[str], points: Floats) -> Floats:
    for p, row in enumerate(points):
        try:
            _check_points(pointer("points", p)[1:], criteria, row)
        except (InvalidBallots, NegativeWeight, AllWeightsZero) as error:
            raise type(error)(f"{members[p]}: {error.detail}", error.errors) from None
    found: Floats = points / points.sum(axis=1, keepdims=True) if points.size else points
    return found


def _check_points(field: str, keys: Sequence[str], points: Floats) -> None:
    for key, number in zip(keys, points, strict=True):
        if not np.isfinite(number):
            raise InvalidBallots(
                f"The weight of {key} must be finite.", [(f"/{field}", f"{key} has {number}.")]
            )
        if number < 0:
            raise NegativeWeight(
                f"The weight of {key} cannot be negative.", [(f"/{field}", f"{key} has {number}.")]
            )
    if len(keys) and not points.any():
        raise AllWeightsZero(
            "All weights are 0: give at least one more than 0.", [(f"/{field}", "All are 0.")]
        )


def _shaped(name: str, numbers: npt.ArrayLike, shape: tuple[int, ...]) -> Floats:
    try:
        array = np.asarray(numbers, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidBallots(
            f"The {name} must be numbers in rows of one length.", [(f"/{name}", "Not a table of numbers.")]
        ) from None
    if array.size == 0 and 0 in shape:
        array = array.reshape(shape)
    if array.shape != shape:
        raise InvalidBallots(
            f"The {name} must be of shape {shape} (got {array.shape}).", [(f"/{name}", "The wrong shape.")]
        )
    return array


def _same(scores: Floats) -> Floats:
    return scores
