"""A study of random weights and scores: all at once, or chunk by chunk while somebody watches."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Self

import numpy as np

from decision.engine.errors import InvalidStudy
from decision.engine.matrix import Matrix
from decision.engine.smaa.answer import Acceptability
from decision.engine.smaa.counting import Counts, Whole, count_chunk
from decision.engine.smaa.limited import Limited
from decision.engine.smaa.reading import causes_of, largest_error, pairwise_of, places_of
from decision.engine.smaa.settings import RANGES, UNIFORM, ScoreDraw, WeightDraw
from decision.engine.smaa.task import VERSION, task_of

DRAWS = 10_000
_LEAST_DRAWS = 1_000
"""Fewer say nothing about their own standard error."""


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
        self.wanted, self.seed, self.weights, self.scores = draws, seed, weights, scores
        self._task = task_of(
            matrix,
            points,
            weights,
            scores,
            draws=draws,
            seed=seed,
            pairwise=pairwise,
            totals=totals,
            causes=causes,
        )
        self._counts = Counts.none(self._task)

    @property
    def done(self) -> int:
        """Draws so far."""
        return self._counts.draws

    @property
    def fingerprint(self) -> str:
        """Stands for matrix, settings, seed and engine; not for the number of draws."""
        return self._task.fingerprint

    @property
    def largest_error(self) -> float:
        """The largest standard error so far."""
        return largest_error(self._counts)

    def steps(self, most: int | None = None) -> Iterator[int]:
        """Count chunk after chunk and yield the draws done, until they are at least `most` (default: all)."""
        end = self.wanted if most is None else min(most, self.wanted)
        while self.done < end:
            chunk = self._task.chunk
            count_chunk(self._task, self.done // chunk, min(chunk, self.wanted - self.done), self._counts)
            yield self.done

    def answer(self) -> Acceptability:
        """What the draws so far say. Raises InvalidStudy before the first step."""
        if not self.done:
            raise InvalidStudy("Nothing has been drawn yet: take a step first.")
        task, counts = self._task, self._counts
        return Acceptability(
            places=places_of(task, counts, finished=self.done == self.wanted),
            excluded=task.excluded,
            draws=self.done,
            wanted=self.wanted,
            seed=self.seed,
            weights=self.weights,
            scores=self.scores,
            scores_vary=bool(task.unsure),
            pairwise=pairwise_of(task, counts),
            causes=causes_of(task, counts),
            acceptance=task.weigh.acceptance if isinstance(task.weigh, Limited) else 1.0,
            version=VERSION,
            fingerprint=task.fingerprint,
        )

    def state(self) -> dict[str, Any]:
        """All that was counted, as JSON takes it: arrays are compressed and in base64."""
        return {
            "version": VERSION,
            "fingerprint": self.fingerprint,
            "draws": self.done,
            "counts": [_packed(array) for array in self._counts.arrays()],
        }

    def resume(self, state: Mapping[str, Any]) -> Self:
        """Go on where `state` was taken, maybe towards more draws. Raises InvalidStudy where it is of another
        study.
        """
        if (state.get("version"), state.get("fingerprint")) != (VERSION, self.fingerprint):
            raise InvalidStudy(
                "These counts are of another matrix, other settings, another seed or another engine.",
                [("/fingerprint", "Not the fingerprint of this study.")],
            )
        counts = Counts.none(self._task)
        done, packed = state.get("draws"), state.get("counts")
        if (
            not isinstance(done, int)
            or not 0 <= done <= self.wanted
            or (done % self._task.chunk and done != self.wanted)
        ):
            raise InvalidStudy(
                f"Counts of {done} draws cannot be continued to {self.wanted:,}: chunks have {self._task.chunk:,}.",
                [("/draws", "Not a whole number of chunks, or more than wanted.")],
            )
        try:
            for mine, theirs in zip(counts.arrays(), packed or [], strict=True):
                mine[...] = _unpacked(theirs).reshape(mine.shape)
        except (TypeError, ValueError, zlib.error) as error:
            raise InvalidStudy("These counts are damaged.", [("/counts", "Cannot be read.")]) from error
        counts.draws = done
        self._counts = counts
        return self


def _packed(array: Whole) -> str:
    return b64encode(zlib.compress(array.astype("<i8").tobytes(), 1)).decode("ascii")


def _unpacked(text: str) -> Whole:
    return np.frombuffer(zlib.decompress(b64decode(text, validate=True)), dtype="<i8").astype(np.int64)


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
    """All draws of a `Study` in one go, or fewer: with `error` it stops when no standard error exceeds it.

    Raises as `Study`, and InvalidStudy where `error` is not above 0.
    """
    if error is not None and not error > 0:
        raise InvalidStudy(
            f"The standard error to reach must be above 0 (got {error}).", [("/error", "Must be above 0.")]
        )
    study = Study(
        matrix,
        points,
        weights=weights,
        scores=scores,
        draws=draws,
        seed=seed,
        pairwise=pairwise,
        totals=totals,
        causes=causes,
    )
    for done in study.steps():
        if error is not None and done >= _LEAST_DRAWS and study.largest_error <= error:
            break
    return study.answer()
