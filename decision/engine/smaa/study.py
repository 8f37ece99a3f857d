"""A study of random weights and scores: all at once, or chunk by chunk while somebody watches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Self

from decision.engine.matrix import Matrix
from decision.engine.smaa.answer import Acceptability
from decision.engine.smaa.settings import RANGES, UNIFORM, ScoreDraw, WeightDraw

DRAWS = 10_000


class Study:
    """A study that can be watched, left and taken up again.

        study = Study(matrix, draws=100_000, seed=1)
        for done in study.steps():          # draws done so far, after each chunk
            if done >= 10_000: show(study.answer())
        kept = study.state()                # a dict for JSON, at any time between steps
        Study(matrix, draws=100_000, seed=1).resume(kept)

    Every chunk has a random stream of its own, known by its number, and whole counts: the answer is the same
    on every machine, in whatever order and by however many workers the chunks are counted. Chunks divide
    10,000, so a finished study of 10,000 draws resumes as the beginning of one of 100,000.
    """

    def __init__(
        self,
        matrix: Matrix,
        points: Mapping[str, Decimal] | None = None,
        *,
        weights: WeightDraw = UNIFORM,
        scores: ScoreDraw = RANGES,
        draws: int = DRAWS,
        seed: int = 0,
        pairwise: bool | None = None,
        totals: bool = False,
        causes: bool = False,
    ) -> None:
        """Prepare; nothing is drawn yet. `points` stand in place of the decision's own.

        `pairwise` None: where at most 20 take part. Raises InvalidStudy, UnboundedMissing, AllWeightsZero
        and as `shares`.
        """
        raise NotImplementedError

    def steps(self, most: int | None = None) -> Iterator[int]:
        """Count chunk after chunk and yield the draws done, up to `most` draws (default: all)."""
        raise NotImplementedError

    def answer(self) -> Acceptability:
        """What the draws so far say. Raises InvalidStudy before the first step."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """All that was counted, as JSON takes it: arrays are compressed and in base64."""
        raise NotImplementedError

    def resume(self, state: Mapping[str, Any]) -> Self:
        """Go on where `state` was taken. Raises InvalidStudy where it is of another study."""
        raise NotImplementedError


def acceptability(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    *,
    weights: WeightDraw = UNIFORM,
    scores: ScoreDraw = RANGES,
    draws: int = DRAWS,
    seed: int = 0,
    pairwise: bool | None = None,
    totals: bool = False,
    causes: bool = False,
    error: float | None = None,
) -> Acceptability:
    """All draws of a `Study` in one go, or fewer: with `error` it stops when no standard error exceeds it."""
    raise NotImplementedError
