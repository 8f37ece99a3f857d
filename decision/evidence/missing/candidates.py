"""Which evidence that is no criterion yet would make a loser win, and from which share of the weight.

With a further criterion of share t every total becomes (1 - t) T + t x, where x is the alternative's value on it. A
loser draws level with a rival that is ahead by D and has d less on the new criterion at t = D / (D + d); it leads
between the largest of these and the smallest share at which somebody who has more on it overtakes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

import numpy as np

from decision.matrix.additions import Topic
from decision.matrix.loading import LoadedMatrix, Plus

from ..audit.stakes import TIE, Floats, Stakes

MOST = 5  # topics for each loser
FEWEST_STATEMENTS = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that would make `alternative` win from `level` of the weight up to `until`. `unknown` alternatives have
    nothing on record about it and count at worst."""

    alternative: str
    topic: Topic
    plus: Plus
    level: float
    until: float
    percent: int | float
    unknown: tuple[str, ...]


def candidates(
    loaded: LoadedMatrix, stakes: Stakes, topics: Iterable[tuple[Topic, Plus]]
) -> dict[str, list[Candidate]]:
    """For each alternative that is ranked and does not lead alone: what would make it win; first what is on
    record for every alternative, the smallest share first."""
    known = list(topics)
    first = stakes.first(stakes.totals)
    losers = [row for row in np.flatnonzero(stakes.ranked).tolist() if first != [row]]
    found: dict[str, list[Candidate]] = {loaded.matrix.alternatives[row]: [] for row in losers}
    for topic, plus in known:
        values = np.array([float(plus.values.get(key, 0)) for key in loaded.matrix.alternatives])
        for row in losers:
            key = loaded.matrix.alternatives[row]
            span = _span(row, stakes, values) if _is_known(topic, plus, key) else None
            if span is not None:
                unknown = tuple(other for other in loaded.matrix.alternatives if other not in plus.values)
                found[key].append(Candidate(key, topic, plus, *span, _shown(*span), unknown))
    for key, several in found.items():
        several.sort(
            key=lambda one: (
                len(one.unknown) > 0,
                one.level,
                -one.plus.claim_counts[one.alternative],
                one.topic.name,
            )
        )
        found[key] = several[:MOST]
    return found


def _is_known(topic: Topic, plus: Plus, key: str) -> bool:
    """Whether enough is on record about an alternative: a figure, or two statements."""
    return key in plus.values and (topic.kind == "metric" or plus.claim_counts[key] >= FEWEST_STATEMENTS)


def _span(row: int, stakes: Stakes, values: Floats) -> tuple[float, float] | None:
    """From which share to which the row leads; None where no share lets it."""
    rivals = stakes.ranked.copy()
    rivals[row] = False
    behind = (stakes.totals - stakes.totals[row])[rivals]  # above 0: the rival is ahead
    more = (values[row] - values)[rivals]  # above 0: the row has more of the new criterion
    if ((more <= TIE) & (behind > -TIE)).any():
        return None
    able = more > TIE
    level = np.maximum(behind[able], 0) / (np.maximum(behind[able], 0) + more[able])
    lost = ~able & (more < -TIE)
    until = behind[lost] / (behind[lost] + more[lost])
    low, high = float(level.max(initial=0.0)), float(until.min(initial=1.0))
    return (low, high) if low < min(high, 1.0) - TIE else None


def _shown(level: float, until: float) -> int | float:
    """A share in percent, whole where there is room, at which the alternative really leads."""
    whole = floor(100 * level) + 1
    if whole < 100 * until:
        return whole
    return round(50 * (level + min(until, 1.0)), 4)
