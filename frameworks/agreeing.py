"""Whether two documents' figures for the same thing can both be true, their qualifiers considered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .models import Claim

ROUGHLY = Decimal("0.05")  # “about” is taken as within a twentieth
RIVALS_AT_MOST = 5
Key = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Rivals:
    """Figures that cannot stand beside one, the nearest few above and below it, and how many there are."""

    shown: tuple[Claim, ...]
    count: int


def subject_of(claim: Claim) -> Key:
    """What a figure is of: the framework, whose it really is, and the metric."""
    return claim.framework_id, claim.measured_on_id, claim.metric_id


def agree(one: Claim, other: Claim) -> bool:
    """Whether both figures can be true at once."""
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return (high is None or other_low <= high) and (other_high is None or low <= other_high)


def contradicted(claims: Iterable[Claim], all_claims: Iterable[Claim]) -> dict[int, Rivals]:
    """For each of `claims` whose figure cannot stand beside another's, those others, by the claim's id.

    What is not true at once lies wholly above or wholly below, so that sorting by both ends finds it.
    """
    by_subject: dict[Key, list[Claim]] = {}
    for claim in all_claims:
        if claim.number is not None and claim.metric_id is not None:
            by_subject.setdefault(subject_of(claim), []).append(claim)
    sorted_by_ends = {key: _Ends(same) for key, same in by_subject.items()}
    found = {}
    for claim in claims:
        ends = sorted_by_ends.get(subject_of(claim))
        if claim.number is not None and ends is not None and (rivals := ends.rivals(claim)).count:
            found[claim.pk] = rivals
    return found


class _Ends:
    """Figures of one thing, by their lower and by their upper ends."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        ranges = [(*_range(claim), claim.pk, claim) for claim in claims]
        by_low = sorted((low, pk, claim) for low, _, pk, claim in ranges)
        by_high = sorted((high, pk, claim) for _, high, pk, claim in ranges if high is not None)
        self.lows, self.by_low = [low for low, _, _ in by_low], [claim for _, _, claim in by_low]
        self.highs, self.by_high = [high for high, _, _ in by_high], [claim for _, _, claim in by_high]

    def rivals(self, claim: Claim) -> Rivals:
        low, high = _range(claim)
        first_above = len(self.lows) if high is None else bisect_right(self.lows, high)
        below = bisect_left(self.highs, low)
        nearest = [
            *self.by_low[first_above : first_above + RIVALS_AT_MOST],
            *self.by_high[max(0, below - RIVALS_AT_MOST) : below],
        ]
        return Rivals(
            tuple(sorted(nearest, key=lambda one: one.pk)[:RIVALS_AT_MOST]),
            len(self.lows) - first_above + below,
        )


def _range(claim: Claim) -> tuple[Decimal, Decimal | None]:
    low = claim.number or Decimal(0)
    if claim.qualifier == Claim.Qualifier.AT_LEAST:
        return low, None
    high = claim.number_to if claim.number_to is not None else low
    if claim.qualifier == Claim.Qualifier.ABOUT:
        slack = abs(low) * ROUGHLY
        return low - slack, high + slack
    return low, high
