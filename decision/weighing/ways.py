"""The guided ways to weights: what each asks, what it is good for, and how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from decision.problems import NotThere

PAIRED_AT_ONCE = 9
"""Up to this many criteria all pairs are asked; beyond, a connected part of them."""
ALL_PAIRS_AT_MOST = 40
"""Up to this many criteria all 780 pairs may be asked for: of 200 they would be 19,900, and a page of 50 MB."""


@dataclass(frozen=True, slots=True)
class Way:
    """A guided way; `seconds` is what it takes for so many criteria. `by_range` ways judge whole scales, so that
    their weights depend on where the scales end; the others judge points of value.
    """

    key: str
    name: str
    asks: str
    suits: str
    source: str
    seconds: Callable[[int], int]
    by_range: bool

    def minutes(self, count: int) -> int:
        """How long it takes, rounded up."""
        return max(1, ceil(self.seconds(count) / 60))


def pair_count(count: int) -> int:
    """All pairs of so many criteria."""
    return count * (count - 1) // 2


def asked_pairs(count: int) -> int:
    """As many as are asked at first: all of a few, else a ring and its chords."""
    return pair_count(count) if count <= PAIRED_AT_ONCE else count + count // 2


WAYS = (
    Way("points", "Points", "Hand out points with sliders; they need not add up to anything.",
        "Quick, and right when you already know what you think.", "Edwards 1977", lambda n: 8 * n, False),
    Way("swing", "Swing weighting", "Say how much the step from the worst to the best end of each scale is worth.",
        "The most defensible: it makes you look at what the scales really span.", "von Winterfeldt & Edwards 1986",
        lambda n: 15 * n, True),
    Way("ordering", "Ordering", "Put the criteria in order; the weights follow from the places.",
        "When the order is clear and numbers would be invented.", "Barron & Barrett 1996", lambda n: 6 * n, True),
    Way("pairwise", "Pairwise comparison", "Compare two criteria at a time; contradictions are found and shown.",
        "When the judgement must be checked for consistency.", "Saaty 1980", lambda n: 7 * asked_pairs(n), True),
    Way("best-worst", "Best-worst", "Name the most and the least important, then compare the others with these two.",
        "Nearly as thorough as all pairs, with far fewer questions.", "Rezaei 2015",
        lambda n: 10 * (2 * n - 3), True),
    Way("trade-off", "Trade-off", "Say how many points of one criterion you would give for one point of another.",
        "When people think in exchanges: what would you give up for this?", "Keeney & Raiffa 1976",
        lambda n: 15 * n, False),
)  # fmt: skip


def way_of(key: str) -> Way:
    """The way of that key. Raises `NotThere`."""
    for way in WAYS:
        if way.key == key:
            return way
    raise NotThere(f"There is no way to weights called “{key[:40]}”.")
