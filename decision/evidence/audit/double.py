"""Criteria that probably count the same thing twice.

Two rules, each enough. Their scores move together: Pearson's correlation of the two columns of values is at least 0.9
and beyond chance. Beyond chance means that, all pairs of criteria tried, fewer than one such finding in a hundred
decisions would be false (level 0.01, Bonferroni over the pairs), both by Fisher's z of r
and by counting: of all the orders in which the scores of one column could stand beside the other's, the one that fits
best must itself be that rare. So seven criteria need about seven alternatives, and with four nothing is ever found,
however alike the columns. Or they rest on the same claims: at least three, and at least half of those that the
criterion with fewer cites.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from math import exp, lgamma, sqrt, tanh
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from decision.matrix.page.numbers import listed, percent_text

from ..rows import Evidence
from .finding import Advice, Finding, key_of
from .stakes import Stakes, leaves_without

CODE = "likely_double_counting"
LEAST_R, LEVEL = 0.9, 0.01
LEAST_SHARED, LEAST_PART = 3, 0.5
NAMED = 4
Pairs = npt.NDArray[np.bool_]


def double_counting(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each group of criteria that hang together."""
    leaves = stakes.loaded.matrix.leaves
    weighing = [column for column in range(len(leaves)) if stakes.shares[column] > 0]
    if len(stakes.values) < 2 or len(weighing) < 2:
        return
    moving = _moving(stakes, weighing)
    resting = _resting(evidence, [leaves[column].key for column in weighing])
    for group in _groups(moving | resting):
        by_claims = resting[np.ix_(group, group)].any()
        yield _finding(evidence, stakes, [weighing[place] for place in group], rests_on_same=bool(by_claims))


def _moving(stakes: Stakes, weighing: list[int]) -> Pairs:
    """Which of these columns move together beyond chance."""
    missing = {column for row in stakes.loaded.matrix.prepared.missing for column in row}
    values = stakes.values[:, weighing]
    n, pairs = len(values), len(weighing) * (len(weighing) - 1) / 2
    rarest = [_rarest(values[:, place]) for place in range(len(weighing))]
    usable = [
        place
        for place, column in enumerate(weighing)
        if column not in missing and rarest[place] * pairs < LEVEL
    ]
    found = np.zeros((len(weighing), len(weighing)), dtype=bool)
    if len(usable) > 1:
        r = np.clip(np.corrcoef(values[:, usable], rowvar=False), -1.0, 1.0)
        found[np.ix_(usable, usable)] = r >= max(LEAST_R, _least_correlation(n, pairs))
        np.fill_diagonal(found, False)
    return found


def _rarest(column: npt.NDArray[np.float64]) -> float:
    """How likely it is that these values, shuffled, stand in the one order that fits another column best."""
    _, counts = np.unique(column, return_counts=True)
    return exp(sum(lgamma(count + 1) for count in counts.tolist()) - lgamma(len(column) + 1))


def _least_correlation(n: int, pairs: float) -> float:
    """The correlation from which on it is beyond chance (Fisher's z), or 1 with too few alternatives to say."""
    if n <= 3:
        return 1.0
    return tanh(NormalDist().inv_cdf(1 - LEVEL / (2 * pairs)) / sqrt(n - 3))


def _resting(evidence: Evidence, keys: list[str]) -> Pairs:
    """Which of these criteria rest on the same claims."""
    found = np.zeros((len(keys), len(keys)), dtype=bool)
    if not evidence.shares_claims:
        return found
    place_of = {key: place for place, key in enumerate(keys)}
    first: dict[int, int] = {}
    several: dict[int, set[int]] = {}  # claims that stand behind more than one criterion
    for (_, criterion), claims in evidence.cited.items():
        place = place_of.get(criterion)
        if place is not None:
            for claim in claims:
                if (known := first.setdefault(claim, place)) != place:
                    several.setdefault(claim, {known}).add(place)
    shared = Counter(pair for places in several.values() for pair in combinations(sorted(places), 2))
    sizes = {
        place: len(set().union(*evidence.by_criterion[keys[place]].values()))
        for pair in shared
        for place in pair
    }
    for (one, other), count in shared.items():
        if count >= LEAST_SHARED and count >= LEAST_PART * min(sizes[one], sizes[other]):
            found[one, other] = found[other, one] = True
    return found


def _groups(together: Pairs) -> list[list[int]]:
    """What hangs together, directly or through others."""
    waiting, groups = set(np.flatnonzero(together.any(axis=1)).tolist()), []
    while waiting:
        group, edge = set[int](), {min(waiting)}
        while edge:
            group |= edge
            edge = set(np.flatnonzero(together[sorted(edge)].any(axis=0)).tolist()) - group
        waiting -= group
        groups.append(sorted(group))
    return groups


def _finding(evidence: Evidence, stakes: Stakes, columns: list[int], *, rests_on_same: bool) -> Finding:
    leaves = stakes.loaded.matrix.leaves
    keys = [leaves[column].key for column in columns]
    names = [evidence.label(key) for key in keys]
    shown = listed(names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"])
    share = percent_text(Decimal(repr(float(100 * stakes.shares[columns].sum()))))
    kept = max(columns, key=lambda column: (stakes.shares[column], -column))
    rest = leaves_without(stakes.loaded, [column for column in columns if column != kept], stakes.shares)
    effect = stakes.compared(
        stakes.values @ rest, f"Counted once, by {evidence.label(leaves[kept].key)} alone, "
    )
    why = (
        "rest on largely the same claims"
        if rests_on_same
        else f"score {len(stakes.values)} alternatives nearly alike, far beyond chance"
    )
    return Finding(
        code=CODE, key=key_of(CODE, *keys), severity="serious" if effect.changes_leader else "note",
        sentence=f"{shown} {why}: what they share is probably counted {'twice' if len(keys) == 2 else 'several times'},"
        f" with {share} of the weight.",
        effect=effect,
        advice=Advice(
            "Ask whether they are two viewpoints or one. If one, keep one, or group them so that they share a weight.",
            ("criterion", keys[1]), "See the criterion",
        ),
        facts=(keys, rests_on_same, stakes.values[:, columns].tolist()),
        criteria=tuple(keys),
    )  # fmt: skip
