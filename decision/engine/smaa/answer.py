"""What a study of random weights and scores answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decision.engine.smaa.settings import ScoreDraw, WeightDraw


@dataclass(frozen=True, slots=True)
class Quantiles:
    """What 5 %, 50 % and 95 % of an alternative's totals do not exceed, in points of value."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Places:
    """How often one alternative takes each place.

    `shares[r]` is the share of draws that place it r + 1 (ties share the places they take), `errors` its
    standard error sqrt(b (1 - b) / N), `intervals` its 95 % Wilson interval, which is honest near 0 and 1
    too. `central` are the mean weights of the draws it wins (None: it never came first), `confidence` how
    often it is first at just these weights when only scores vary (None: they do not, or it never came
    first). `total` is None where the study did not ask for totals.
    """

    alternative: str
    shares: tuple[float, ...]
    errors: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]
    mean_rank: float
    central: Mapping[str, float] | None
    confidence: float | None
    total: Quantiles | None

    @property
    def first(self) -> float:
        """The share of draws it wins."""
        return self.shares[0]


@dataclass(frozen=True, slots=True)
class Causes:
    """Whether weights or scores decide who is first: shares of the variance of first places; with what only both
    together explain they make 1.

    The variance is that of the indicators "i is first", summed over i: 1 - sum b_i^2. Of it, the weights alone
    explain (P(same winner | same weights, other scores) - sum b_i^2), the scores likewise (first-order
    indices of Sobol 1993, by pick and freeze). An estimate below 0 is told as 0.
    """

    weights: float
    scores: float
    together: float


@dataclass(frozen=True, slots=True)
class Acceptability:
    """Rank acceptability indices of SMAA-2 (Lahdelma & Salminen 2001), as far as drawn.

    `places` has those that take part, in the order of the matrix; `excluded` are left out by a gate.
    `pairwise[i][j]` is the share of draws in which place i beats place j, ties counted half (None: not asked
    for, or more than 200 take part). `acceptance` is the share of draws that kept the bounds (1 without
    bounds; None where they were drawn by hit and run). `causes` needs weights and scores that vary.
    `fingerprint` stands for the input: equal input, settings and engine have equal ones.
    """

    places: tuple[Places, ...]
    excluded: tuple[str, ...]
    draws: int
    wanted: int
    seed: int
    weights: WeightDraw
    scores: ScoreDraw
    scores_vary: bool
    pairwise: tuple[tuple[float, ...], ...] | None
    causes: Causes | None
    acceptance: float | None
    version: str
    fingerprint: str

    @property
    def first(self) -> dict[str, float]:
        """The share of draws that each alternative wins; 0 for what a gate excludes."""
        return dict.fromkeys(self.excluded, 0.0) | {place.alternative: place.first for place in self.places}

    @property
    def is_complete(self) -> bool:
        return self.draws == self.wanted
