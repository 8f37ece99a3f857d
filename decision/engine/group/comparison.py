"""Members' weights and scores beside each other: where they differ, and what that does to the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from decision.engine.agreement import concordance, mid_ranks
from decision.engine.errors import AllWeightsZero
from decision.engine.group.aggregate import aggregate_shares, vetoes
from decision.engine.group.answers import Aggregate, Concord, GroupComparison, GroupView, MemberView
from decision.engine.group.pairs import disagreement, farthest_pair, split_of
from decision.engine.group.question import Question, shares_of_members
from decision.engine.group.spread import spread_of_cells, spread_of_criteria
from decision.engine.group.standing import margin_of, ranks_of, snapped, winners_of

Floats = npt.NDArray[np.float64]

_MEANINGS = ((0.2, "hardly any agreement"), (0.4, "weak agreement"), (0.6, "moderate agreement"),
             (0.8, "strong agreement"), (2.0, "very strong agreement"))  # fmt: skip


def compare_members(
    *,
    alternatives: Sequence[str],
    criteria: Sequence[str],
    members: Sequence[str],
    points: npt.ArrayLike,
    own: npt.ArrayLike,
    scores: npt.ArrayLike | None = None,
    value_of: Callable[[Floats], Floats] | None = None,
    ranked: Sequence[int] | None = None,
    member_weights: Sequence[float] | None = None,
    aggregate: Aggregate = "arithmetic",
) -> GroupComparison:
    """Compare P members on m alternatives and n criteria.

    `points` (P, n) weigh the criteria; `own` (m, n) are the decision's values (larger is better, nothing
    missing); `scores` (P, m, n) are the members' raw scores, NaN where a member gave none and the decision's
    own stands; `value_of` turns raw scores into values, criteria last (raw scores are values if left out).
    `ranked` are the rows that may win (all). `member_weights` count in the aggregate only: agreement, spread
    and split hear everybody alike. Scores are aggregated raw, by their mean (median under `median`).
    Raises InvalidBallots, NegativeWeight or AllWeightsZero. O(P^2 m n).
    """
    question = Question.of(alternatives, criteria, members, points, own, scores, value_of, ranked)
    member_shares = shares_of_members(members, member_weights)
    shares, values = question.shares, question.values[:, question.ranked]
    totals = snapped(np.einsum("pmn,pn->pm", question.values, shares))
    group = _group(question, member_shares, aggregate)
    without = _without_each(question, member_shares, aggregate)
    by_weights, by_scores = disagreement(shares, values)
    return GroupComparison(
        alternatives=tuple(alternatives),
        criteria=tuple(criteria),
        shares=shares,
        scores=question.scores,
        members=tuple(
            _view(question, p, float(member_shares[p]), totals[p], group, without[p])
            for p in range(len(members))
        ),
        group=group,
        on_criteria=_concord(-snapped(shares)),
        on_alternatives=_concord(-totals[:, question.ranked]),
        criteria_spread=spread_of_criteria(members, criteria, shares),
        cell_spread=spread_of_cells(members, alternatives, criteria, question.scores),
        split=split_of(float(by_weights.sum()), float(by_scores.sum())),
        pair=farthest_pair(members, criteria, shares, values, by_weights, by_scores),
    )


def meaning_of(w: float | None) -> str:
    """Kendall's W in words, by the steps of Schmidt (1997, Decision Sciences 28): 0.1 very weak, 0.3 weak,
    0.5 moderate, 0.7 strong, 0.9 unusually strong, each taken to the middle between.
    """
    if w is None:
        return "not defined: it takes two members, and one thing before another"
    return next(words for below, words in _MEANINGS if w < below)


def _concord(numbers: Floats) -> Concord:
    """Agreement on an order, the smallest number first."""
    w = concordance(mid_ranks(numbers))
    return Concord(w, meaning_of(w))


def _view(
    question: Question,
    p: int,
    share: float,
    totals: Floats,
    group: GroupView,
    without: tuple[str, ...] | None,
) -> MemberView:
    winners = winners_of(totals, question.ranked, question.alternatives)
    return MemberView(
        member=question.members[p],
        share=share,
        totals=tuple(totals.tolist()),
        ranks=ranks_of(totals, question.ranked),
        winners=winners,
        margin=margin_of(totals, question.ranked),
        agrees=winners == group.winners,
        without=without if without != group.winners else None,
    )


def _group(question: Question, member_shares: Floats, how: Aggregate) -> GroupView:
    together = aggregate_shares(question.shares, member_shares, how)
    totals = snapped((question.together(member_shares, how) @ together)[None])[0]
    scores = question.together_raw(member_shares, how)
    warnings = vetoes(question.criteria, question.members, question.shares, member_shares)
    return GroupView(
        how=how,
        shares=dict(zip(question.criteria, together.tolist(), strict=True)),
        scores=scores,
        totals=tuple(totals.tolist()),
        ranks=ranks_of(totals, question.ranked),
        winners=winners_of(totals, question.ranked, question.alternatives),
        margin=margin_of(totals, question.ranked),
        warnings=tuple(warnings) if how == "geometric" else (),
    )


def _without_each(question: Question, member_shares: Floats, how: Aggregate) -> list[tuple[str, ...] | None]:
    """The group's winners without each member; None where nobody else has a say or nothing is left."""
    found: list[tuple[str, ...] | None] = []
    for p in range(len(question.members)):
        left = np.where(np.arange(len(member_shares)) == p, 0.0, member_shares)
        try:
            together = aggregate_shares(question.shares, left / left.sum(), how) if left.any() else None
        except AllWeightsZero:
            together = None
        if together is None:
            found.append(None)
            continue
        totals = snapped((question.together(left, how) @ together)[None])[0]
        found.append(winners_of(totals, question.ranked, question.alternatives))
    return found
