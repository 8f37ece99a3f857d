"""Scores that are lost when sources are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from decision.engine.errors import Problem, UnknownAlternative, UnknownCriterion, pointer
from decision.engine.matrix import Matrix
from decision.engine.prepared import counted_value, missing_bounds
from decision.engine.smaa.settings import ScoreDraw
from decision.engine.smaa.task import Floats
from decision.engine.smaa.unsure import Unsure, as_if_missing

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sources that one score rests on; it is lost where all of them are left out."""

    alternative: str
    criterion: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Losing:
    """Which cells rest on which sources (`rests` is (sources, m, n)), and how they are drawn once lost.

    `cells` draws them over their scale; those it does not draw stand where the ranking counts what is missing,
    `counted` (m, n). None gets below `worst` (m, n).
    """

    sources: tuple[str, ...]
    rests: Marks
    loses: Marks
    worst: Floats
    counted: Floats
    cells: tuple[Unsure, ...]

    def lose(self, values: Floats, rng: np.random.Generator, left_out: float) -> Floats:
        """Values (m, n, K), each draw with its own random part of the sources left out."""
        if not self.sources or not self.loses.any():
            return values
        draws = values.shape[2]
        left = (rng.random((len(self.sources), draws)) >= left_out).astype(np.float64)
        instead = np.repeat(self.counted[:, :, None], draws, axis=2)
        for cells in self.cells:
            instead[cells.rows, cells.column] = cells.draw(rng, draws)
        rests = self.rests.reshape(len(self.sources), -1).astype(np.float64)
        kept = (rests.T @ left).reshape(values.shape) > 0
        return np.where(kept | ~self.loses[:, :, None], values, instead)


def losing(matrix: Matrix, rows: Sequence[int], evidence: Sequence[Evidence], scores: ScoreDraw) -> Losing:
    """Check the evidence and lay it out; scores that nothing bounds are never lost.

    Raises UnknownAlternative or UnknownCriterion.
    """
    columns = {leaf.key: j for j, leaf in enumerate(matrix.leaves)}
    places = {matrix.alternatives[i]: place for place, i in enumerate(rows)}
    _check_known(matrix, columns, evidence)
    sources = tuple(sorted({source for item in evidence for source in item.sources}))
    number = {source: k for k, source in enumerate(sources)}
    bounds = [missing_bounds(leaf) for leaf in matrix.leaves]
    rests = np.zeros((len(sources), len(rows), len(columns)), dtype=np.bool_)
    for item in evidence:
        place, j = places.get(item.alternative), columns[item.criterion]
        if place is not None and bounds[j] is not None:
            rests[[number[source] for source in item.sources], place, j] = True
    loses = np.asarray(rests.any(axis=0), dtype=np.bool_)
    worst = np.array([0.0 if bound is None else float(bound[0]) for bound in bounds])
    counted = np.array([float(counted_value(leaf, matrix.missing_at)) for leaf in matrix.leaves])
    return Losing(
        sources=sources,
        rests=rests,
        loses=loses,
        worst=np.broadcast_to(worst, loses.shape),
        counted=np.broadcast_to(counted, loses.shape),
        cells=as_if_missing(matrix.leaves, loses) if scores.missing == "scale" else (),
    )


def _check_known(matrix: Matrix, columns: dict[str, int], evidence: Sequence[Evidence]) -> None:
    alternatives = set(matrix.alternatives)
    strangers: list[Problem] = [
        (pointer("evidence", k, "alternative"), f"{item.alternative} is no alternative here.")
        for k, item in enumerate(evidence)
        if item.alternative not in alternatives
    ]
    if strangers:
        raise UnknownAlternative(strangers[0][1], strangers)
    strangers = [
        (pointer("evidence", k, "criterion"), f"{item.criterion} is no criterion with scores.")
        for k, item in enumerate(evidence)
        if item.criterion not in columns
    ]
    if strangers:
        raise UnknownCriterion(strangers[0][1], strangers)
