"""The answers of the API about a decision, made from loaded rows and the engine's results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isnan
from typing import Any

from decision import engine
from decision.engine.exact import as_number, as_numbers

from .loading import AlternativeRow, CriterionRow, GateRow, LoadedMatrix, ScenarioRow
from .selectors import StoredScore

Json = dict[str, Any]
METHOD = "weighted_sum"


def ranking_answer(
    loaded: LoadedMatrix, ranking: engine.Ranking, *, scenario: str | None, how_often: bool = True
) -> Json:
    """A ranking as promised: shares, standings, what is excluded, and the recommendation.

    `how_often` the winner comes first is drawn once for a matrix that is kept, and too dear for a passing one.
    """
    published = loaded.published_units
    gates = {gate.key: gate.name for gate in loaded.gates}
    return {
        "decision": loaded.slug,
        "revision": loaded.revision,
        "method": METHOD,
        "scenario": scenario,
        "weights": _numbers(ranking.share_units),
        "ranking": [_standing(each, published[each.alternative], gates) for each in ranking.standings],
        "excluded": [_standing(each, published[each.alternative], gates) for each in ranking.excluded],
        "recommendation": recommendation_answer(ranking.recommendation, how_often=how_often),
    }


def _standing(standing: engine.Standing, published: int | None, gates: Mapping[str, str]) -> Json:
    total = standing.total_units
    return {
        "framework": standing.alternative,
        "rank": standing.rank,
        "tied": standing.tied,
        "total": as_number(total),
        "low": as_number(standing.low_units),
        "high": as_number(standing.high_units),
        "contributions": _numbers(standing.contribution_units),
        "missing": standing.missing,
        "failed_gates": [gates[key] for key in standing.failed_gates],
        "published_total": None if published is None else as_number(published),
        "discrepancy": None if published is None else as_number(total - published),
    }


def method_answer(loaded: LoadedMatrix, ranking: engine.MethodRanking, *, scenario: str | None) -> Json:
    """A ranking by another method than the weighted sum, in the same form with the method's own figures."""
    published = loaded.published_units
    gates = {gate.key: gate.name for gate in loaded.gates}
    own = {"compromise": ranking.compromise, "conditions": ranking.conditions} if ranking.conditions else {}
    return {
        "decision": loaded.slug,
        "revision": loaded.revision,
        "method": ranking.method,
        "normalization": ranking.normalization,
        "higher_is_better": ranking.higher_is_better,
        "scenario": scenario,
        "weights": _numbers(ranking.share_units),
        "ranking": [_placed(each, published[each.alternative], gates) for each in ranking.standings],
        "excluded": [_placed(each, published[each.alternative], gates) for each in ranking.excluded],
        "recommendation": recommendation_answer(ranking.recommendation),
        **own,
    }


def _placed(standing: engine.MethodStanding, published: int | None, gates: Mapping[str, str]) -> Json:
    return {
        "framework": standing.alternative,
        "rank": standing.rank,
        "tied": standing.tied,
        "total": None,
        **standing.figures,
        "missing": standing.missing,
        "failed_gates": [gates[key] for key in standing.failed_gates],
        "published_total": None if published is None else as_number(published),
    }


def _numbers(units: Mapping[str, int | None]) -> dict[str, int | float | Decimal | None]:
    return dict(zip(units, as_numbers(units.values()), strict=True))


def recommendation_answer(recommendation: engine.Recommendation, *, how_often: bool = True) -> Json:
    """What is recommended, why, what speaks against it, what would change it, and how often it holds."""
    drawn = recommendation.robustness if how_often else None
    return {
        "outcome": recommendation.outcome,
        "framework": recommendation.alternative,
        "runner_up": recommendation.runner_up,
        "margin": None if recommendation.margin_units is None else as_number(recommendation.margin_units),
        "headline": str(recommendation.headline),
        "summary": recommendation.summary,
        "because": recommendation.because or None,
        "reasons": [_advantage(each) for each in recommendation.reasons],
        "against": [_advantage(each) for each in recommendation.against],
        "conditions": recommendation.conditions,
        "caveats": recommendation.caveats,
        "argument": recommendation.argument or None,
        "robustness": drawn and _how_often(drawn),
    }


def _how_often(drawn: engine.HowOften) -> Json:
    return {
        "share": round(drawn.share, 10),
        "word": drawn.word,
        "standard_error": round(drawn.standard_error, 10),
        "draws": drawn.draws,
        "seed": drawn.seed,
        "figure": drawn.figure,
        "meaning": drawn.meaning,
    }


def _advantage(advantage: engine.Advantage) -> Json:
    return {"criterion": advantage.criterion, "advantage": as_number(advantage.units)}


def sets_answer(
    loaded: LoadedMatrix, results: engine.SetResults, *, scenario: str | None, method: str = METHOD
) -> Json:
    """Totals, ranks and winners under many weight sets, in their order; what a gate excludes has no rank, and under
    another method than the weighted sum no total.
    """
    keys = loaded.matrix.alternatives
    orders: dict[tuple[int, ...], Json] = {}  # thousands of sets give only a few orders
    rankings = []
    rounded = results.totals.round(10).tolist()
    if method != METHOD:
        rounded = [[None if isnan(total) else total for total in totals] for totals in rounded]
    for totals, ranks in zip(rounded, map(tuple, results.ranks.tolist()), strict=True):
        if (order := orders.get(ranks)) is None:
            placed = {key: rank or None for key, rank in zip(keys, ranks, strict=True)}
            order = orders[ranks] = {
                "ranks": placed,
                "winner": [key for key, rank in placed.items() if rank == 1],
            }
        rankings.append({"totals": dict(zip(keys, totals, strict=True)), **order})
    return {
        "decision": loaded.slug,
        "revision": loaded.revision,
        "method": method,
        "scenario": scenario,
        "rankings": rankings,
    }


def weights_answer(loaded: LoadedMatrix) -> Json:
    """Points by criterion: what PUT takes."""
    return dict(loaded.points)


def criterion_answer(row: CriterionRow) -> Json:
    """A criterion as it stands in a decision."""
    return {
        "criterion": row.key,
        "name": row.name,
        "question": row.question,
        "parent": row.parent,
        "points": row.points,
        "direction": row.direction,
        "low": row.low,
        "high": row.high,
        "low_label": row.low_label,
        "high_label": row.high_label,
        "unit": row.unit,
        "is_measured": row.is_measured,
        "is_group": row.is_group,
    }


def alternative_answer(row: AlternativeRow) -> Json:
    """A framework as it takes part in a decision."""
    return {
        "framework": row.key,
        "name": row.name,
        "label": row.label,
        "published_total": row.published_total,
    }


def gate_answer(row: GateRow) -> Json:
    """A must-have."""
    return {
        "id": row.id,
        "name": row.name,
        "criterion": row.criterion,
        "metric": row.metric,
        "feature": row.feature,
        "level": row.level,
        "unit": row.unit,
        "comparison": row.comparison,
        "threshold": row.threshold,
        "mode": row.mode,
    }


def scenario_answer(row: ScenarioRow) -> Json:
    """A named set of weights."""
    return {"slug": row.slug, "name": row.name, "kind": row.kind, "source": row.source, "weights": row.points}


def score_answer(row: StoredScore) -> Json:
    """One cell with everything behind it."""
    return {
        "framework": row.framework,
        "criterion": row.criterion,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "confidence": row.confidence,
        "rationale": row.rationale,
        "rule": row.rule,
        "claims": row.claims,
    }


def matrix_answer(loaded: LoadedMatrix, scores: Sequence[StoredScore]) -> Json:
    """The matrix: its frame, and a cell for every score there is."""
    return {
        "decision": loaded.slug,
        "revision": loaded.revision,
        "alternatives": [row.key for row in loaded.alternatives],
        "criteria": [criterion_answer(row) for row in loaded.leaves],
        "scores": [score_answer(row) for row in scores],
    }
