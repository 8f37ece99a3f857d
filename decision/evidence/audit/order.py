"""Scores that rank alternatives otherwise than the measurements do that they cite.

Two alternatives contradict their figures where one is measured clearly better (its interval lies wholly on the better
side of the other's) and scored lower. Equal scores contradict nothing. Where both figures are only lower bounds
(“78.9k+”, “68.4k+”) the bounds are compared, and the finding is a note: the true figures may be the other way round.
Figures of one kind are those of one metric, else of one criterion in one unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from decision import engine
from decision.matrix.page.numbers import short

from ..rows import ClaimRow, Evidence, Place
from .figures import Figure, factor_between, figure_of, in_sentence, narrowest, printed
from .finding import Advice, Finding, key_of
from .stakes import Stakes

CODE = "order_contradicted"
MEASURED = ("measurement", "statistic", "feature")
NAMED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What the claims that one score cites say of one quantity."""

    figure: Figure
    claims: tuple[ClaimRow, ...]

    @property
    def is_bound(self) -> bool:
        """Whether only a least figure is known."""
        return self.figure.high == inf

    @property
    def stated(self) -> float:
        """The figure as stated: a bound itself, else the middle."""
        return self.figure.low if self.is_bound else (self.figure.low + self.figure.high) / 2


@dataclass(frozen=True, slots=True)
class Pair:
    """`ahead` is measured better than `behind` and scored lower."""

    ahead: str
    behind: str
    is_sure: bool


def order_checks(evidence: Evidence, stakes: Stakes) -> Iterator[Finding]:
    """One finding for each criterion and quantity whose figures the scores contradict."""
    for leaf in evidence.loaded.leaves:
        if leaf.is_measured:
            continue
        for name, known in _quantities(evidence, leaf.key).items():
            pairs = _contradicted(evidence, leaf.key, name, known)
            if pairs:
                yield _finding(evidence, stakes, leaf.key, name, known, pairs)


def _quantities(evidence: Evidence, criterion: str) -> dict[tuple[str, str], dict[str, Known]]:
    """What is measured behind the scores of a criterion, by metric (or unit), and then by alternative."""
    groups: dict[tuple[str, str], dict[str, list[ClaimRow]]] = {}
    for framework, numbers in evidence.by_criterion.get(criterion, {}).items():
        for number in numbers:
            claim = evidence.claims[number]
            if claim.number is None or claim.kind not in MEASURED or claim.framework != framework:
                continue
            name = ("metric", claim.metric) if claim.metric else (claim.criterion, claim.unit)
            groups.setdefault(name, {}).setdefault(framework, []).append(claim)
    units = {evidence.metrics[metric].unit for kind, metric in groups if kind == "metric"}
    found = {}
    for name, by_framework in groups.items():
        if len(by_framework) < 2 or (name[0] != "metric" and name[1] in units):
            continue
        known = {
            key: fact for key, claims in by_framework.items() if (fact := _known(evidence, name, claims))
        }
        if len(known) > 1:
            found[name] = known
    return found


def _known(evidence: Evidence, name: tuple[str, str], claims: list[ClaimRow]) -> Known | None:
    """What the claims agree on; None where they contradict each other or stand in other units."""
    unit = evidence.metrics[name[1]].unit if name[0] == "metric" else name[1]
    figures = []
    for claim in claims:
        factor = factor_between(claim.unit, unit)
        if factor is None:
            return None
        figures.append(figure_of(claim, factor))
    figure = narrowest(figures)
    return None if figure is None else Known(figure, tuple(claims))


def _contradicted(
    evidence: Evidence, criterion: str, name: tuple[str, str], known: Mapping[str, Known]
) -> list[Pair]:
    more_is_better = _more_is_better(evidence, name)
    leaf = next(leaf for leaf in evidence.loaded.leaves if leaf.key == criterion)
    sign = 1 if leaf.direction == engine.Direction.BENEFIT else -1
    score = {
        key: sign * cell.value
        for key in known
        if (cell := evidence.loaded.values.get((key, criterion))) is not None
    }
    pairs = []
    ordered = sorted(score, key=lambda key: known[key].stated, reverse=more_is_better)
    for place, ahead in enumerate(ordered):
        for behind in ordered[place + 1 :]:
            if score[ahead] >= score[behind]:
                continue
            better = _is_better(known[ahead], known[behind], more_is_better)
            if better is not None:
                pairs.append(Pair(ahead, behind, better))
    return pairs


def _more_is_better(evidence: Evidence, name: tuple[str, str]) -> bool:
    if name[0] == "metric":
        return evidence.metrics[name[1]].direction == engine.Direction.BENEFIT
    return factor_between(name[1], "ms") is None and factor_between(name[1], "mb") is None


def _is_better(one: Known, other: Known, more_is_better: bool) -> bool | None:
    """True where `one` is surely better, False where only its stated bound is, None where neither can be said."""
    if more_is_better:
        if one.figure.low > other.figure.high:
            return True
        both = one.is_bound and other.is_bound
        return False if both and one.stated > other.stated else None
    if other.is_bound and not one.is_bound:
        return True if one.figure.high < other.figure.low else None
    return True if one.figure.high < other.figure.low else None


def _finding(
    evidence: Evidence, stakes: Stakes, criterion: str, name: tuple[str, str], known: Mapping[str, Known],
    pairs: list[Pair],
) -> Finding:  # fmt: skip
    label = evidence.label(criterion)
    quantity = evidence.metrics[name[1]].name if name[0] == "metric" else evidence.label(name[0])
    involved = tuple(key for key in known if any(key in (pair.ahead, pair.behind) for pair in pairs))
    cells: tuple[Place, ...] = tuple((key, criterion) for key in involved)
    values = {key: evidence.loaded.values[(key, criterion)].value for key in involved}
    worst = max(
        pairs, key=lambda pair: (pair.is_sure, abs(values[pair.behind] - values[pair.ahead]), pair.ahead)
    )
    is_sure = any(pair.is_sure for pair in pairs)
    effect = stakes.revalued(_in_measured_order(evidence, criterion, name, known), "In the measured order ")
    return Finding(
        code=CODE, key=key_of(CODE, criterion, name[1] if name[0] == "metric" else name[0]),
        severity="serious" if effect.changes_leader and is_sure else "warning" if is_sure else "note",
        sentence=f"{label} scores {evidence.label(worst.behind)} {short(values[worst.behind])} and"
        f" {evidence.label(worst.ahead)} {short(values[worst.ahead])}, though the figures for {in_sentence(quantity)}"
        f" say otherwise: {_said(evidence, known[worst.behind])} against {_said(evidence, known[worst.ahead])}.",
        effect=effect,
        advice=Advice(
            "Bring the scores into the order of the figures, or say in the rationale what outweighs them.",
            ("cell", involved[0] if worst.ahead not in involved else worst.ahead, criterion), "Open the score",
        ),
        facts=tuple(
            (key, str(values[key]), sorted(claim[:13] for claim in known[key].claims)) for key in involved
        ),
        cells=cells, criteria=(criterion,), alternatives=involved,
        claims=tuple(claim.id for key in involved for claim in known[key].claims),
        details=tuple(
            f"{evidence.label(pair.behind)} {short(values[pair.behind])}, {_said(evidence, known[pair.behind])};"
            f" {evidence.label(pair.ahead)} {short(values[pair.ahead])}, {_said(evidence, known[pair.ahead])}"
            + ("" if pair.is_sure else " (both are least figures)")
            for pair in pairs
        ),
    )  # fmt: skip


def _said(evidence: Evidence, known: Known) -> str:
    claim = min(known.claims, key=lambda claim: (claim.qualifier != "exact", claim.id))
    text = printed(claim, evidence.metrics.get(claim.metric))
    relative = claim.measured_on
    return f"{text} on {evidence.label(relative)}" if relative and relative != claim.framework else text


def _in_measured_order(
    evidence: Evidence, criterion: str, name: tuple[str, str], known: Mapping[str, Known]
) -> dict[Place, Decimal]:
    """The same scores, given out in the order of the figures."""
    leaf = next(leaf for leaf in evidence.loaded.leaves if leaf.key == criterion)
    scored = [key for key in known if (key, criterion) in evidence.loaded.values]
    values = sorted(
        (evidence.loaded.values[(key, criterion)].value for key in scored),
        reverse=leaf.direction == engine.Direction.BENEFIT,
    )
    ordered = sorted(scored, key=lambda key: known[key].stated, reverse=_more_is_better(evidence, name))
    return {(key, criterion): value for key, value in zip(ordered, values, strict=True)}
