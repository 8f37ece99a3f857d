"""How often the winner would come first if nothing were known about the weights: one figure, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from decision.engine.gates import gate_results, ranked_rows
from decision.engine.matrix import Matrix
from decision.engine.smaa import first_place_shares
from decision.engine.smaa.answer import standard_error

DRAWS = 10_000
SEED = 0
MOST_CELLS = 100_000_000
"""Cells x draws: fewer are drawn of what is larger."""
OPEN_CELL = 20
"""A score that is itself drawn costs about so many times what one at its value costs."""
WEIGHTINGS = {
    "uniform": "possible weightings",
    "around": "weightings around these",
    "within": "weightings near these",
    "ordered": "weightings that keep this order",
    "limited": "weightings within these limits",
}
"""What was drawn, by how weights are drawn (see `smaa.WeightDraw`)."""
WORDS = (("robust", 90), ("leaning", 60), ("contested", 40), ("fragile", 0))


@dataclass(frozen=True)
class HowOften:
    """The share of `draws` weightings that put an alternative first, equal totals sharing the place.

    In words: `percent` and `word` are how a page heads it, `figure` says it ("first in 97 of 100 possible weightings"),
    `meaning` what was drawn and what the word stands for. `with_scores`: open scores were drawn too.
    """

    share: float
    draws: int
    seed: int
    weights: str = "uniform"
    with_scores: bool = False

    @cached_property
    def standard_error(self) -> float:
        """sqrt(b (1 - b) / N)."""
        return standard_error(self.share, self.draws)

    @cached_property
    def percent(self) -> int:
        """The share in whole percent: 0 and 100 only where it is exactly that."""
        percent = round(self.share * 100)
        if percent == 100 and self.share < 1:
            return 99
        return 1 if percent == 0 and self.share > 0 else percent

    @cached_property
    def word(self) -> str:
        """robust, leaning, contested or fragile."""
        return next(word for word, least in WORDS if self.percent >= least)

    @cached_property
    def figure(self) -> str:
        """first in 97 of 100 possible weightings; 0 and 100 only where none or all were."""
        drawn = WEIGHTINGS.get(self.weights, "weightings") + (" and scores" if self.with_scores else "")
        if self.share in (0.0, 1.0):
            all_or_none = "every one" if self.share else "none"
            return f"first in {all_or_none} of {self.draws:,} drawn {drawn.removeprefix('possible ')}"
        whole = round(self.share * 100)
        few = "fewer than 1" if whole == 0 else "more than 99" if whole == 100 else str(whole)
        return f"first in {few} of 100 {drawn}"

    @cached_property
    def meaning(self) -> str:
        """What was drawn, how exact that is, and what the word stands for."""
        evenly = " evenly from all there are, whatever today’s are" if self.weights == "uniform" else ""
        scores = "missing and uncertain scores too" if self.with_scores else "scores stay as they are"
        within = ceil(round(self.standard_error * 1000, 6)) / 10
        error = f", standard error {within:.1f} in 100" if within else ""
        limits = ", ".join(f"{word} from {least}" for word, least in WORDS[:-1])
        return f"{self.draws:,} weightings drawn{evenly}; {scores} (seed {self.seed}{error}). {limits.capitalize()}."


def first_places(matrix: Matrix) -> Mapping[str, float]:
    """The share of evenly drawn weightings that put each alternative first; what a gate excludes has 0.

    Missing and uncertain scores are drawn as well, as in a study. The same on every machine; drawn once for a matrix.
    Raises UnboundedMissing.
    """
    return matrix.once(_draw_first_places)


def _draw_first_places(matrix: Matrix) -> Mapping[str, float]:
    return first_place_shares(matrix, draws_for(matrix), SEED)


def draws_for(matrix: Matrix) -> int:
    """How many weightings are drawn for a matrix of this size: 10,000, or the nearest power of ten within bounds."""
    draws, size = (
        DRAWS,
        len(matrix.alternatives) * len(matrix.leaves) + OPEN_CELL * matrix.prepared.open_cells,
    )
    while draws > 10 and draws * size > MOST_CELLS:
        draws //= 10
    return draws


def how_often(matrix: Matrix, alternative: str) -> HowOften:
    """How often the alternative comes first; said once for a matrix. Raises UnboundedMissing."""
    return matrix.once(_how_often_each)[alternative]


def _how_often_each(matrix: Matrix) -> Mapping[str, HowOften]:
    shares, prepared = first_places(matrix), matrix.prepared
    ranked = () if prepared.is_exact else ranked_rows(matrix, gate_results(matrix))
    with_scores = any(prepared.worst[i] != prepared.best[i] for i in ranked)
    draws = draws_for(matrix)
    return {key: HowOften(share, draws, SEED, with_scores=with_scores) for key, share in shares.items()}
