"""What a study of random weights and scores answers."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import sqrt

from decision.engine.smaa.settings import ScoreDraw, WeightDraw

_NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Quantiles:
    """What 5 %, 50 % and 95 % of an alternative's totals do not exceed, in points of value.

    Read off a histogram: off by at most a 4,096th of the range that its totals can take (a 1,024th of it for 1,000
    alternatives).
    """

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Places:
    """How often one alternative takes each place, over `draws` draws.

    `shares[r]` is the share of draws that place it r + 1 (ties share the places they take); they are kept as the
    bytes of floats, since a thousand alternatives have a million of them. `central` are the
    mean weights of the draws it wins (None: it never came first), `confidence` how often it is first at just
    these weights when only scores vary (None: they do not, it never came first, the study goes on, or is too
    large for it).
    `total` is None where the study did not ask for totals.
    """

    alternative: str
    draws: int
    packed: bytes = field(repr=False)
    mean_rank: float
    central: Mapping[str, float] | None
    confidence: float | None
    total: Quantiles | None

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of draws in which it takes each place, from the first."""
        return tuple(array("d", self.packed))

    @property
    def first(self) -> float:
        """The share of draws it wins."""
        return array("d", self.packed[:8])[0]

    @property
    def errors(self) -> tuple[float, ...]:
        """The standard error of each share."""
        return tuple([standard_error(share, self.draws) for share in self.shares])

    @property
    def intervals(self) -> tuple[tuple[float, float], ...]:
        """The 95 % interval of each share."""
        return tuple([wilson(share, self.draws) for share in self.shares])


def standard_error(share: float, draws: int) -> float:
    """sqrt(b (1 - b) / N); 0 where the share is 0 or 1, of which only an interval is honest."""
    return sqrt(max(share * (1 - share), 0.0) / draws)


def wilson(share: float, draws: int) -> tuple[float, float]:
    """Wilson's 95 % score interval (1927), which says something near 0 and 1 too."""
    z2 = _NORMAL_95**2 / draws
    middle = (share + z2 / 2) / (1 + z2)
    half = sqrt(max(share * (1 - share), 0.0) * z2 + z2 * z2 / 4) / (1 + z2)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


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

    `places` has those that take part, in the order of the matrix; `excluded` are left out by a gate
    (or all of them, where there are no criteria).
    `pairwise[i][j]` is the share of draws in which place i beats place j, ties counted half (None: not asked
    for, or more than 200 take part). `acceptance` is the share of all weights that keep the limits (1 without
    limits; None where a limit fixes a share, or so few keep them that weights were drawn by walking). `causes` needs
    weights and scores that vary, and a winner that does. `fingerprint` stands for the input: equal input, settings
    and engine have equal ones.
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
