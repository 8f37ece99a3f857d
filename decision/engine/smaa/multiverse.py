"""One figure over everything that could have been done otherwise: weights, scores, sources and method."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

import numpy as np

from decision.engine.errors import InvalidStudy
from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.smaa.answer import standard_error, wilson
from decision.engine.smaa.losing import Evidence, losing
from decision.engine.smaa.settings import AROUND, OFF_BY_ONE, ScoreDraw, WeightDraw
from decision.engine.smaa.task import VERSION, Floats, task_of
from decision.engine.smaa.universe import FACTORS, Factor, Universe, possible_methods


@dataclass(frozen=True, slots=True)
class UniverseShare:
    """In how many universes one alternative is first; ties count their part.

    `held[factor]` is the share when that factor alone stays as the decision has it, over the same draws.
    """

    alternative: str
    share: float
    error: float
    interval: tuple[float, float]
    held: Mapping[Factor, float]


@dataclass(frozen=True, slots=True)
class Multiverse:
    """Shares in the order of the matrix; `methods` and `sources` are those among which was chosen."""

    shares: tuple[UniverseShare, ...]
    excluded: tuple[str, ...]
    draws: int
    seed: int
    weights: WeightDraw
    scores: ScoreDraw
    methods: tuple[str, ...]
    methods_left_out: Mapping[str, str]
    """Methods that these values do not allow, with the reason."""
    sources: tuple[str, ...]
    left_out: float
    version: str
    fingerprint: str


class MultiverseStudy:
    """A multiverse that can be watched, left and taken up again, as a `Study` can.

    In each universe weights and scores are drawn as stated, every source is left out with the chance
    `left_out` (a score that loses all its sources then lies evenly anywhere on its scale, or counts as missing, as
    `scores.missing` says), and one of the `methods` (None: all that these values allow) is chosen, each with the
    same chance.
    """

    def __init__(
        self,
        matrix: Matrix,
        points: Mapping[str, Decimal] | None = None,
        *,
        weights: WeightDraw = AROUND,
        scores: ScoreDraw = OFF_BY_ONE,
        evidence: Sequence[Evidence] = (),
        left_out: float = 0.25,
        methods: Sequence[str] | None = None,
        draws: int = 10_000,
        seed: int = 0,
    ) -> None:
        """Prepare; nothing is drawn yet. Raises InvalidStudy, UnboundedMissing, UnsupportedMethod and as `shares`."""
        task = task_of(matrix, points, weights, scores, draws=draws, seed=seed)
        if not 0 <= left_out <= 1:
            raise InvalidStudy(
                f"The chance of leaving out a source lies between 0 and 1 (got {left_out!r}).",
                [("/left_out", "Give 0 to 1.")],
            )
        rows = ranked_rows(matrix, gate_results(matrix)) if task.names else []
        lost = losing(matrix, rows, evidence, scores)
        own = _own_weights(matrix, points)
        chosen, self._without = possible_methods(task, lost, methods)
        self.wanted, self.done = draws, 0
        self._drawn = (seed, weights, scores)
        self._universe = Universe(task, lost, own, float(left_out), chosen)
        self._counted = np.zeros((1 + len(FACTORS), len(task.names)))
        asked = (task.fingerprint, own.tolist(), tuple(evidence), float(left_out), chosen)
        self.fingerprint = hashlib.sha256(repr(asked).encode()).hexdigest()

    def steps(self, most: int | None = None) -> Iterator[int]:
        """Count part after part and yield the universes done, until they are at least `most` (default: all)."""
        end = self.wanted if most is None else min(most, self.wanted)
        size = self._universe.at_a_time
        while self.done < end:
            draws = min(size, self.wanted - self.done)
            self._counted += self._universe.count(self.done // size, draws)
            self.done += draws
            yield self.done

    def answer(self) -> Multiverse:
        """What the universes so far say. Raises InvalidStudy before the first step."""
        if not self.done:
            raise InvalidStudy("Nothing has been drawn yet: take a step first.")
        table = (self._counted / self.done).tolist()
        universe, (seed, weights, scores) = self._universe, self._drawn
        return Multiverse(
            shares=tuple(
                UniverseShare(
                    alternative=name,
                    share=table[0][i],
                    error=standard_error(table[0][i], self.done),
                    interval=wilson(table[0][i], self.done),
                    held={factor: table[1 + k][i] for k, factor in enumerate(FACTORS)},
                )
                for i, name in enumerate(universe.task.names)
            ),
            excluded=universe.task.excluded,
            draws=self.done,
            seed=seed,
            weights=weights,
            scores=scores,
            methods=universe.methods,
            methods_left_out=self._without,
            sources=universe.lost.sources,
            left_out=universe.left_out,
            version=VERSION,
            fingerprint=self.fingerprint,
        )

    def state(self) -> dict[str, Any]:
        """All that was counted, as JSON takes it."""
        return {
            "version": VERSION,
            "fingerprint": self.fingerprint,
            "draws": self.done,
            "counts": self._counted.tolist(),
        }

    def resume(self, state: Mapping[str, Any]) -> Self:
        """Go on where `state` was taken, maybe towards more universes. Raises InvalidStudy where it is of another
        multiverse.
        """
        done = state.get("draws")
        if (state.get("version"), state.get("fingerprint")) != (VERSION, self.fingerprint):
            raise InvalidStudy(
                "These counts are of another matrix, other settings, another seed or another engine.",
                [("/fingerprint", "Not the fingerprint of this multiverse.")],
            )
        size = self._universe.at_a_time
        fits = (
            isinstance(done, int) and 0 <= done <= self.wanted and (done % size == 0 or done == self.wanted)
        )
        counted = np.array(state.get("counts"), dtype=np.float64) if fits else None
        if counted is None or counted.shape != self._counted.shape:
            raise InvalidStudy(
                f"Counts of {done} universes cannot be continued to {self.wanted:,}.",
                [("/draws", f"Not a whole number of parts of {size:,}, or more than wanted.")],
            )
        self.done, self._counted = int(done or 0), counted
        return self


def multiverse(
    matrix: Matrix,
    points: Mapping[str, Decimal] | None = None,
    *,
    weights: WeightDraw = AROUND,
    scores: ScoreDraw = OFF_BY_ONE,
    evidence: Sequence[Evidence] = (),
    left_out: float = 0.25,
    methods: Sequence[str] | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> Multiverse:
    """The share of universes that each alternative wins: all of a `MultiverseStudy` in one go. Raises as it does."""
    study = MultiverseStudy(
        matrix,
        points,
        weights=weights,
        scores=scores,
        evidence=evidence,
        left_out=left_out,
        methods=methods,
        draws=draws,
        seed=seed,
    )
    for _ in study.steps():
        pass
    return study.answer()


def _own_weights(matrix: Matrix, points: Mapping[str, Decimal] | None) -> Floats:
    if not matrix.leaves:
        return np.zeros(0)
    own = matrix.tree.weights(points)
    matrix.prepared.check_bounded(own, matrix.alternatives, matrix.leaves)
    return np.array([part / own.whole for part in own.parts], dtype=np.float64)
