"""How often the winner would come first if nothing were known about the weights: one figure, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from decision.engine.matrix import Matrix
from decision.engine.smaa import first_place_shares

DRAWS = 10_000
SEED = 0
_FEWER = 1_000
_MOST_CELLS = 10_000
MEANING = (
    "Weights are drawn evenly from all that are possible, so the figure does not depend on today's; scores stay as "
    "they are, missing ones at their worst. ± is one standard error."
)


@dataclass(frozen=True, slots=True)
class HowOften:
    """The share of `draws` weightings that put an alternative first, equal totals sharing the place.

    `figure` says it in words: "first in 97 of 100 possible weightings (10,000 draws, seed 0, ± 0.2)".
    """

    share: float
    standard_error: float
    draws: int
    seed: int
    figure: str
    meaning: str = MEANING


def first_places(matrix: Matrix) -> Mapping[str, float]:
    """The share of evenly drawn weightings that put each alternative first; what a gate excludes has 0.

    The same on every machine; drawn once for a matrix. Matrices of more than 10,000 cells have 1,000 draws.
    Raises UnboundedMissing.
    """
    return matrix.once(_draw_first_places)


def _draw_first_places(matrix: Matrix) -> Mapping[str, float]:
    return first_place_shares(matrix, draws_for(matrix), SEED)


def draws_for(matrix: Matrix) -> int:
    """How many weightings are drawn for a matrix of this size."""
    return DRAWS if len(matrix.alternatives) * len(matrix.leaves) <= _MOST_CELLS else _FEWER


def how_often(matrix: Matrix, alternative: str) -> HowOften:
    """How often the alternative comes first. Raises UnboundedMissing."""
    share, draws = first_places(matrix)[alternative], draws_for(matrix)
    error = sqrt(share * (1 - share) / draws)
    drawn = f"{draws:,} draws, seed {SEED}"
    if share in (0.0, 1.0):
        every = "every one" if share else "none"
        return HowOften(
            share, error, draws, SEED, f"first in {every} of {draws:,} weightings drawn (seed {SEED})"
        )
    within = ceil(round(error * 1000, 6)) / 10
    figure = f"first in {_of_100(share)} possible weightings ({drawn}, ± {within:.1f})"
    return HowOften(share, error, draws, SEED, figure)


def _of_100(share: float) -> str:
    """So many of 100, never rounded to none or to all."""
    percent = round(share * 100)
    if percent == 0:
        return "fewer than 1 of 100"
    return "more than 99 of 100" if percent == 100 else f"{percent} of 100"
