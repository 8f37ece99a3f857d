"""Scores that rank alternatives otherwise than the measurements do that they cite.

Two alternatives contradict their figures where one is measured clearly better (its interval lies wholly on the better
side of the other's) and scored lower. Equal scores contradict nothing. Where both figures are only lower bounds
(“78.9k+”, “68.4k+”) the bounds are compared, and the finding is a note: the true figures may be the other way round.
Figures of one kind are those of one metric, else of one criterion in one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from math import inf
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from decision import engine
from decision.matrix.loading import CriterionRow
from decision.matrix.page.numbers import short

from ..rows import ClaimRow, Evidence
from .figures import factor_between, figure_of, in_sentence, narrowest, printed
from .finding import Advice, Finding, key_of
from .stakes import Floats, Stakes

CODE = "order_contradicted"
MEASURED = ("measurement", "statistic", "feature")
MOST_PAIRS = 6  # that are written out
Pairs = npt.NDArray[np.bool_]


class Known(NamedTuple):
    """What the claims that one score cites say of one quantity: an interval, both ends included.

    A tuple: there are as many as scores.
    """

    low: float
    high: float
    claims: tuple[ClaimRow, ...]

    @property
    def stated(self) -> float:
        """A least figure itself, else the middle."""
        return self.low if self.high == inf else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Pair:
    """`ahead` is measured better than `behind` and scored lower."""

    ahead: str
    behind: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The alternatives that take part, and the pairs that differ most, the sure ones first."""

    involved: tuple[str, ...]
    pairs: tuple[Pair, ...]

    @property
    def is_sure(self) -> bool:
        """Whether any pair is more than two bounds."""
        return self.pairs[0].is_sure


def order_checks(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each criterion and quantity whose figures the scores contradict."""
    for leaf in evidence.loaded.leaves:
        for name, known in _quantities(evidence, leaf.key).items():
            if leaf.is_measured and not _is_its_own(evidence, leaf, name):
                continue
            found = _contradicted(evidence, stakes, leaf, name, known)
            if found:
                yield _finding(evidence, stakes, leaf, name, known, found)


def _is_its_own(evidence: Evidence, leaf: CriterionRow, name: tuple[str, str]) -> bool:
    """Whether a quantity is what the criterion is measured in: others cannot be held against its figures."""
    return name[0] == "metric" and evidence.metrics[name[1]].unit == leaf.unit


def _quantities(evidence: Evidence, criterion: str) -> dict[tuple[str, str], dict[str, Known]]:
    """What is measured behind the scores of a criterion, by metric (or unit), and then by alternative."""
    groups = _figures(evidence, criterion)
    units = {evidence.metrics[metric].unit for kind, metric in groups if kind == "metric"}
    found = {}
    for name, by_framework in groups.items():
        if len(by_framework) < 2 or (name[0] != "metric" and name[1] in units):
            continue
        unit = evidence.metrics[name[1]].unit if name[0] == "metric" else name[1]
        known = {key: fact for key, claims in by_framework.items() if (fact := _known(unit, claims))}
        if len(known) > 1:
            found[name] = known
    return found


def _figures(evidence: Evidence, criterion: str) -> dict[tuple[str, str], dict[str, list[ClaimRow]]]:
    groups: dict[tuple[str, str], dict[str, list[ClaimRow]]] = {}
    for framework, numbers in evidence.by_criterion.get(criterion, {}).items():
        for claim in map(evidence.claims.__getitem__, numbers):
            if claim.number is None or claim.kind not in MEASURED or claim.framework != framework:
                continue
            name = ("metric", claim.metric) if claim.metric else (claim.criterion, claim.unit)
            groups.setdefault(name, {}).setdefault(framework, []).append(claim)
    return groups


def _known(unit: str, claims: list[ClaimRow]) -> Known | None:
    """What the claims agree on, in `unit`; None where they contradict each other or stand in other units."""
    figures = []
    for claim in claims:
        factor = 1.0 if claim.unit == unit else factor_between(claim.unit, unit)
        if factor is None:
            return None
        figures.append(figure_of(claim, factor))
    figure = figures[0] if len(figures) == 1 else narrowest(figures)
    return None if figure is None else Known(*figure, tuple(claims))


def _contradicted(
    evidence: Evidence, stakes: Stakes, leaf: CriterionRow, name: tuple[str, str], known: Mapping[str, Known]
) -> Contradiction | None:
    """All pairs at once: intervals, stated figures and values (more is better) against each other."""
    keys = [key for key in known if (key, leaf.key) in evidence.loaded.values]
    scores = _scores(evidence, stakes, leaf, keys, 1 if _more_is_better(evidence, name) else -1)
    lows, highs = np.array([known[key].low for key in keys]), np.array([known[key].high for key in keys])
    if _more_is_better(evidence, name):
        bounds = np.isinf(highs)
        sure = lows[:, None] > highs[None, :]
        likely = bounds[:, None] & bounds[None, :] & (lows[:, None] > lows[None, :])
    else:
        sure = highs[:, None] < lows[None, :]
        likely = np.zeros_like(sure)
    gaps = scores[None, :] - scores[:, None]
    wrong = (sure | likely) & (gaps > 0)
    if not wrong.any():
        return None
    pairs = tuple(
        Pair(keys[ahead], keys[behind], bool(sure[ahead, behind]))
        for ahead, behind in _furthest_apart(wrong, sure, gaps, scores)
    )
    involved = wrong.any(axis=0) | wrong.any(axis=1)
    return Contradiction(tuple(compress(keys, involved.tolist())), pairs)


def _scores(evidence: Evidence, stakes: Stakes, leaf: CriterionRow, keys: list[str], sign: int) -> Floats:
    """What the alternatives were given, more being better; on a measured criterion the figures themselves."""
    if leaf.is_measured:
        return sign * np.array([float(evidence.loaded.values[key, leaf.key].value) for key in keys])
    return stakes.values[[stakes.rows[key] for key in keys], stakes.columns[leaf.key]]


def _furthest_apart(wrong: Pairs, sure: Pairs, gaps: Floats, scores: Floats) -> list[tuple[int, int]]:
    """The pairs to write out: the sure ones first, then by how far their scores are apart."""
    if (wrong & sure).sum() >= MOST_PAIRS:
        wrong = wrong & sure
    apart = gaps[wrong]
    if len(apart) > MOST_PAIRS:  # most pairs need no sorting
        wrong = wrong & (gaps >= np.partition(apart, -MOST_PAIRS)[-MOST_PAIRS])
    ahead, behind = np.nonzero(wrong)
    order = np.lexsort((ahead, -scores[behind], -gaps[ahead, behind], ~sure[ahead, behind]))[:MOST_PAIRS]
    return list(zip(ahead[order].tolist(), behind[order].tolist(), strict=True))


def _more_is_better(evidence: Evidence, name: tuple[str, str]) -> bool:
    if name[0] == "metric":
        return evidence.metrics[name[1]].direction == engine.Direction.BENEFIT
    return factor_between(name[1], "ms") is None and factor_between(name[1], "mb") is None


def _finding(
    evidence: Evidence, stakes: Stakes, leaf: CriterionRow, name: tuple[str, str], known: Mapping[str, Known],
    found: Contradiction,
) -> Finding:  # fmt: skip
    quantity = evidence.metrics[name[1]].name if name[0] == "metric" else evidence.label(name[0])
    values = {key: evidence.loaded.values[key, leaf.key].value for key in found.involved}
    worst, named = found.pairs[0], {key for pair in found.pairs for key in (pair.behind, pair.ahead)}
    said = {key: _said(evidence, known[key]) for key in named}
    told = {key: f"{evidence.label(key)} {short(values[key])}, {said[key]}" for key in named}
    best_first = _in_measured_order(evidence, leaf, name, known)
    effect = stakes.reordered(leaf.key, best_first, "In the measured order ")
    return Finding(
        code=CODE, key=key_of(CODE, leaf.key, name[1] if name[0] == "metric" else name[0]),
        severity="note" if not found.is_sure else "serious" if effect.changes_leader else "warning",
        sentence=f"{leaf.name} scores {evidence.label(worst.behind)} {short(values[worst.behind])} and"
        f" {evidence.label(worst.ahead)} {short(values[worst.ahead])}, though the figures for {in_sentence(quantity)}"
        f" say otherwise: {said[worst.behind]} against {said[worst.ahead]}.",
        effect=effect,
        advice=Advice(
            "Bring the scores into the order of the figures, or say in the rationale what outweighs them.",
            ("cell", worst.ahead, leaf.key), "Open the score",
        ),
        facts=tuple((key, value, *known[key].claims) for key, value in values.items()),
        cells=tuple((key, leaf.key) for key in found.involved), criteria=(leaf.key,), alternatives=found.involved,
        claims=tuple(claim.id for key in found.involved for claim in known[key].claims),
        details=tuple(
            f"{told[pair.behind]}; {told[pair.ahead]}" + ("" if pair.is_sure else " (both are least figures)")
            for pair in found.pairs
        ),
    )  # fmt: skip


def _said(evidence: Evidence, known: Known) -> str:
    claim = known.claims[0]
    if len(known.claims) > 1:
        claim = min(known.claims, key=lambda one: (one.qualifier != "exact", one.id))
    text = printed(claim, evidence.metrics.get(claim.metric))
    relative = claim.measured_on
    return f"{text} on {evidence.label(relative)}" if relative and relative != claim.framework else text


def _in_measured_order(
    evidence: Evidence, leaf: CriterionRow, name: tuple[str, str], known: Mapping[str, Known]
) -> list[str]:
    """The alternatives with a score and a figure, the best figure first."""
    stated = {key: one.stated for key, one in known.items() if (key, leaf.key) in evidence.loaded.values}
    return sorted(stated, key=stated.__getitem__, reverse=_more_is_better(evidence, name))
