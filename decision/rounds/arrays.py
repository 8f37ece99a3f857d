"""Ballots as the arrays that the engine compares: a row per member, in the matrix's order."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from .asking import Questions
from .selectors import Vote

Floats = npt.NDArray[np.float64]


class Sharing:
    """Turns a ballot's points into shares of all leaves.

    What the round did not ask for keeps the share that the decision gives it among its siblings; the ballot divides
    the rest. Beneath a criterion where a ballot gives nothing, the decision's own proportions stand.
    """

    def __init__(self, questions: Questions) -> None:
        loaded = questions.loaded
        children: dict[str | None, list[str]] = {}
        for row in loaded.criteria:
            children.setdefault(row.parent, []).append(row.key)
        self.leaves = [row.key for row in loaded.leaves]
        self.own = {parent: _among(keys, loaded.points) for parent, keys in children.items()}
        asked = {row.key for row in questions.weights}
        self.asked = {parent: [key for key in keys if key in asked] for parent, keys in children.items()}
        self.kept = {
            parent: sum(share for key, share in own.items() if key not in asked)
            for parent, own in self.own.items()
        }
        self.own_shares = self._spread(self.own)

    def of(self, points: Mapping[str, Decimal]) -> Floats | None:
        """The shares (leaves) of a ballot; None where it gives nothing to anything that is still there."""
        if not any(points.get(key, 0) for key in self.asked.get(None, ())):
            return None
        local = {}
        for parent, own in self.own.items():
            given = {key: float(points.get(key, 0)) for key in self.asked[parent]}
            together = sum(given.values())
            if not together:
                local[parent] = own
                continue
            scale = (1 - self.kept[parent]) / together
            local[parent] = own | {key: value * scale for key, value in given.items()}
        return self._spread(local)

    def _spread(self, local: Mapping[str | None, Mapping[str, float]]) -> Floats:
        """Shares among siblings, multiplied down the tree."""
        shares: dict[str, float] = {}
        waiting: list[tuple[str | None, float]] = [(None, 1.0)]
        while waiting:
            parent, whole = waiting.pop()
            for key, part in local.get(parent, {}).items():
                shares[key] = whole * part
                waiting.append((key, whole * part))
        return np.array([shares[key] for key in self.leaves])


def _among(keys: list[str], points: Mapping[str, Decimal]) -> dict[str, float]:
    """Shares among siblings; equal ones where none has points."""
    together = float(sum(points[key] for key in keys))
    if not together:
        return dict.fromkeys(keys, 1 / len(keys))
    return {key: float(points[key]) / together for key in keys}


def raw_scores(questions: Questions, votes: list[Vote]) -> Floats:
    """Members' scores in the criteria's own units (members × alternatives × leaves); NaN where there is no opinion
    or nothing was asked."""
    loaded = questions.loaded
    row_of = {row.key: number for number, row in enumerate(loaded.alternatives)}
    column_of = {row.key: number for number, row in enumerate(loaded.leaves)}
    asked = set(questions.cells)
    raw = np.full((len(votes), len(row_of), len(column_of)), np.nan)
    for member, vote in enumerate(votes):
        places = [
            (row_of[cell[0]], column_of[cell[1]], value)
            for cell, value in vote.scores.items()
            if value is not None and cell in asked
        ]
        if places:
            rows, columns, values = zip(*places, strict=True)
            raw[member, rows, columns] = values
    return raw
