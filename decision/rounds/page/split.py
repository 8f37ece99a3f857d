"""How much the members agree, and what their disagreement is about."""

from __future__ import annotations

from dataclasses import dataclass

from decision.engine.group import Concord
from decision.matrix.page.numbers import place

from ..comparison import Comparison
from .words import coefficient, percent


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kendall's W of an order of things, as a gauge and in words."""

    about: str
    w: str
    meaning: str
    width: str | None


@dataclass(frozen=True, slots=True)
class SplitPart:
    """Agreement on two orders, and the disagreement about totals by cause; the parts are None in a round that asked
    for one thing only."""

    agreements: tuple[Agreement, ...]
    weights: str | None
    scores: str | None
    weights_width: str
    verdict: str


def split_part(comparison: Comparison) -> SplitPart | None:
    """How far the ballots agree; None for a single one."""
    found = comparison.found
    assert found is not None
    if len(found.members) < 2:
        return None
    agreements = [_agreement("The order of alternatives", found.on_alternatives)]
    if comparison.questions.asks_weights:
        agreements.insert(0, _agreement("The order of criteria", found.on_criteria))
    both = comparison.questions.asks_weights and comparison.questions.asks_scores
    by_weights, by_scores = found.split.weights, found.split.scores
    if not both or by_weights is None or by_scores is None:
        return SplitPart(tuple(agreements), None, None, "0%", _one_cause(comparison))
    return SplitPart(
        tuple(agreements),
        percent(by_weights),
        percent(by_scores),
        place(100 * by_weights),
        _verdict(by_weights),
    )


def _agreement(about: str, concord: Concord) -> Agreement:
    width = None if concord.w is None else place(100 * concord.w)
    return Agreement(about, coefficient(concord.w), concord.meaning, width)


def _one_cause(comparison: Comparison) -> str:
    found = comparison.found
    assert found is not None
    if found.split.weights is None:
        return "All members’ totals lie equally far apart: there is no disagreement about the result."
    if comparison.questions.asks_scores:
        return "This round asked for scores: what differs are judgements of fact, which evidence can settle."
    return "This round asked for weights: what differs are values, which only talking can bring together."


def _verdict(by_weights: float) -> str:
    if by_weights >= 0.7:
        return "Mostly values: talk about what matters before looking for more evidence."
    if by_weights <= 0.3:
        return "Mostly facts: look for evidence on the widest cells before talking about weights."
    return "Values and facts both: settle the widest cells by evidence, the weights by talking."
