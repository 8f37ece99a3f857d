"""Must-haves that the evidence suggests: where alternatives differ most, a round threshold between them.

The figures that would be used are put in order; the widest gap between neighbours (as a ratio where all are above 0)
is where a must-have would part them, at the roundest number in it. Words part at the level of the lowest that is still
above the gap. Nothing is suggested where all are alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any, Literal, Protocol

from decision.engine import Gate, GateResult, Reach, gate_result
from decision.matrix.loading.figures import Figure, by_feature, by_metric
from decision.matrix.loading.rows import Observed

MOST = 12
ROUND = (
    (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5)),
    tuple(Decimal(digit) for digit in range(1, 10)),
    tuple(Decimal(digits) / 10 for digits in range(10, 100)),
)
Comparison = Literal["at_least", "at_most"]


class About(Protocol):
    """A metric or a feature with what is on record about it."""

    @property
    def kind(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def more_is_better(self) -> bool: ...
    @property
    def rows(self) -> Iterable[Mapping[str, Any]]: ...
    @property
    def levels(self) -> Mapping[str, Decimal]: ...
    @property
    def words(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a must-have would say of an alternative, and by which claim."""

    alternative: str
    result: GateResult
    seen: Observed | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A must-have that could be added."""

    kind: str
    slug: str
    comparison: Comparison
    threshold: Decimal
    level: str
    outcomes: tuple[Outcome, ...]

    @property
    def falling(self) -> tuple[Outcome, ...]:
        """Who would fail it."""
        return tuple(one for one in self.outcomes if one.result is GateResult.FAIL)


def suggestions(
    topics: Iterable[About], alternatives: Collection[str], taken: Collection[tuple[str, str]] = ()
) -> list[Suggestion]:
    """At most twelve, in the order of the topics. `taken` are (kind, slug) that a must-have is on already."""
    fresh = (topic for topic in topics if (topic.kind, topic.slug) not in taken)
    made = (suggestion(topic, alternatives) for topic in fresh)
    return list(islice((one for one in made if one is not None), MOST))


def suggestion(topic: About, alternatives: Collection[str]) -> Suggestion | None:
    """The must-have that parts the alternatives at the widest gap, None where it would let nobody or everybody fall."""
    if topic.kind == "metric":
        chosen = by_metric(topic.rows, topic.slug)
    else:
        chosen = by_feature(topic.rows, topic.slug, topic.levels)
    values = sorted({_at(figure) for key, (_, figure) in chosen.items() if key in alternatives})
    gap = _widest(values, by_ratio=topic.kind == "metric")
    if gap is None:
        return None
    low, high = gap
    comparison: Comparison = "at_least" if topic.more_is_better else "at_most"
    threshold, level = high if topic.more_is_better else low, ""
    if topic.kind == "metric":
        threshold = round_between(low, high, upper=topic.more_is_better)
    else:
        level = next(topic.words[word] for word, value in topic.levels.items()
                     if value == threshold and word in topic.words)  # fmt: skip
    gate = Gate(key="g", name="", comparison=comparison, threshold=threshold, observed={})
    outcomes = []
    for key in alternatives:
        seen, figure = chosen.get(key, (None, None))
        outcomes.append(Outcome(key, gate_result(gate, figure), seen))
    made = Suggestion(topic.kind, topic.slug, comparison, threshold, level, tuple(outcomes))
    passes = any(one.result is GateResult.PASS for one in outcomes)
    return made if made.falling and passes else None


def _at(figure: Figure) -> Decimal:
    if not isinstance(figure, Reach):
        return figure
    if figure.low is None or figure.high is None:
        return figure.low if figure.low is not None else figure.high or Decimal(0)
    return (figure.low + figure.high) / 2


def _widest(values: list[Decimal], *, by_ratio: bool) -> tuple[Decimal, Decimal] | None:
    """The widest gap between neighbours, of equals the upper one."""
    pairs = list(reversed(list(pairwise(values))))
    if not pairs:
        return None
    if by_ratio and values[0] > 0:
        return max(pairs, key=lambda pair: pair[1] / pair[0])
    return max(pairs, key=lambda pair: pair[1] - pair[0])


def round_between(low: Decimal, high: Decimal, *, upper: bool) -> Decimal:
    """The roundest number nearest to the better end of a gap: (low, high] from above, [low, high) from below.

    1, 2, 2.5 or 5 times a power of ten, else one digit, else two digits, else the end itself.
    """
    for factors in ROUND:
        numbers = _round_numbers(max(abs(low), abs(high)), factors)
        found = [one for one in numbers if (low < one <= high if upper else low <= one < high)]
        if found:
            return max(found) if upper else min(found)
    return high if upper else low


def _round_numbers(reach: Decimal, factors: Iterable[Decimal]) -> list[Decimal]:
    """The factors times powers of ten down to a thousandth of `reach`, on either side of 0, and 0."""
    powers = range(reach.adjusted() - 3, reach.adjusted() + 1) if reach else range(0)
    found = [Decimal(0), *(factor.scaleb(power) for factor in factors for power in powers)]
    return [one for number in found for one in (number, -number) if one == round(one, 4)]
