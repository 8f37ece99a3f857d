"""What is exact, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from decision import engine
from decision.engine import robustness
from decision.engine.methods import ComparedMethod, MethodComparison

Json = dict[str, Any]
OF_EACH = "alternatives"
MOST_LINES = 200  # alternatives whose lines are given


def ranking_answer(ranking: engine.Ranking, key: str) -> Json:
    """Who leads today, and what is recommended."""
    told = ranking.recommendation
    leads = {
        "outcome": told.outcome,
        key: told.alternative,
        "runner_up": told.runner_up,
        "summary": told.summary,
    }
    ranks = {each.alternative: {"rank": each.rank, "total": each.total} for each in ranking.standings}
    out = {each.alternative: {"rank": None, "total": each.total} for each in ranking.excluded}
    return {"recommendation": leads, OF_EACH: ranks | out}


def criteria_answer(criteria: Sequence[robustness.CriterionLines], key: str) -> Json:
    """Where the leader changes as one share moves, who leads where, and the totals at both ends."""
    return {"criteria": [_criterion(each, key) for each in criteria]}


def _criterion(each: robustness.CriterionLines, key: str) -> Json:
    flips = (each.flips.down, each.flips.up)
    return {
        "criterion": each.criterion,
        "share": each.share,
        "stable_from": each.flips.stable_from,
        "stable_to": each.flips.stable_to,
        "flips": [{"at": flip.at, "winner": flip.winner} for flip in flips if flip is not None],
        "is_movable": each.is_movable,
        "criticality": {
            "percent_top": _change(each.criticality.top),
            "percent_any": _change(each.criticality.any),
        },
        "zones": [{"from": zone.start, "to": zone.end, "leaders": zone.leaders} for zone in each.zones],
        "lines": [
            {key: line.alternative, "at_zero": line.at_zero, "today": line.today, "at_one": line.at_one}
            for line in each.lines
        ]
        if len(each.lines) <= MOST_LINES
        else [],
    }


def _change(change: robustness.Change | None) -> Json | None:
    if change is None:
        return None
    return {"percent": 100 * change.part, "falling": change.falling, "rising": change.rising}


def moves_answer(
    alternatives: Iterable[str],
    moves: Sequence[robustness.WeightMove],
    distances: Sequence[robustness.WeightMove],
) -> Json:
    """The smallest moves that bring each rival level with the leader, by distance too where asked for."""
    rows: dict[str, Json] = {
        key: {"smallest_move": None, "nearest_by_distance": None} for key in alternatives
    }
    for move in moves:
        rows[move.alternative]["smallest_move"] = _move(move)
    for move in distances:
        rows[move.alternative]["nearest_by_distance"] = _move(move)
    return {OF_EACH: rows}


def _move(move: robustness.WeightMove) -> Json:
    return {
        "moved": move.moved,
        "weights": move.weights,
        "points": move.points,
        "against": move.against,
        "changes": [
            {"criterion": each.criterion, "from": each.from_share, "to": each.to_share}
            for each in move.changes
        ],
        "only_way": move.only_way,
        "impossible": move.impossible,
    }


def changes_answer(
    flips: Sequence[robustness.ScoreFlip], joint: robustness.JointFlip | None, key: str
) -> Json:
    """Single scores that would tie first place, and the nearest flip over weights and one score together."""
    return {
        "score_flips": [
            {
                key: flip.alternative, "criterion": flip.criterion, "from": flip.from_score, "to": flip.to_score,
                "winner": flip.winner, "effort": flip.effort,
            }
            for flip in flips
        ],
        "joint_flip": joint and {
            key: joint.alternative, "against": joint.against, "distance": joint.distance, "moved": joint.moved,
            "score": joint.score and {
                key: joint.score.alternative, "criterion": joint.score.criterion, "from": joint.score.from_score,
                "to": joint.score.to_score, "effort": joint.score.effort,
            },
            "move": joint.move and _move(joint.move),
        },
    }  # fmt: skip


def dominance_answer(dominance: robustness.Dominance) -> Json:
    """Who is at least as good everywhere as whom; what is equal everywhere stands in one group."""
    return {
        "dominance": [
            {"winner": pair.winner, "loser": pair.loser, "strict": pair.is_strict} for pair in dominance.pairs
        ],
        "equals": [group for group in dominance.groups if len(group) > 1],
    }


def proofs_answer(
    proofs: Iterable[robustness.WinProof], firsts: Mapping[str, robustness.WeightMove | None], key: str
) -> Json:
    """Whether each alternative can ever win, with what a reader needs to check it by hand, and how near that is."""
    return {
        OF_EACH: {proof.alternative: _proof(proof, firsts.get(proof.alternative), key) for proof in proofs}
    }


def _proof(proof: robustness.WinProof, first: robustness.WeightMove | None, key: str) -> Json:
    return {
        "nearest_flip": first and _move(first),
        "can_win": proof.can_win,
        "grounds": proof.grounds,
        "proof": proof.sentence,
        "winning_weights": proof.weights,
        "winning_points": proof.points,
        "tied_with": proof.tied_with,
        "mixture": [
            {key: rival, "part": float(part), "fraction": str(part)} for rival, part in proof.mixture
        ],
        "comparisons": [
            {"criterion": each.criterion, "own": each.own, "mixture": each.mixture}
            for each in proof.comparisons
        ],
        "margin": proof.margin,
        "at_best": proof.at_best,
    }


def possible_answer(possible: robustness.PossibleRanks, key: str) -> Json:
    """Ranks that uncertain and missing scores allow under today's weights, and the cells that are open."""
    return {
        "decided": possible.decided,
        "open_cells": [
            {
                key: cell.alternative, "criterion": cell.criterion, "kind": cell.kind, "share": cell.share,
                "lowest": cell.lowest, "highest": cell.highest, "spread": cell.spread, "decides": cell.decides,
                "can_lead": cell.alternative_can_lead,
            }
            for cell in possible.open_cells
        ],
        OF_EACH: {
            rank.alternative: {
                "possible_ranks": {
                    "best": rank.best, "worst": rank.worst, "low": rank.low, "high": rank.high,
                    "can_lead": rank.can_lead, "must_lead": rank.must_lead,
                }
            }
            for rank in possible.ranks
        },
    }  # fmt: skip


def methods_answer(methods: MethodComparison) -> Json:
    """The same matrix by other methods and other weights, the decision's own first, and how far they agree."""
    return {
        "methods": [_method(each) for each in methods.methods],
        "agreement": {
            "compared": methods.compared,
            "same_winner": methods.same_winner,
            "same_order": methods.same_order,
            "summary": methods.summary,
        },
    }


def _method(each: ComparedMethod) -> Json:
    return {
        "method": each.method,
        "label": each.label,
        "note": each.note,
        "kind": each.kind,
        "winner": each.winner,
        "winners": each.winners,
        "ranks": each.ranks,
        "totals": each.totals,
        "higher_is_better": each.higher_is_better,
        "kendall_tau": each.kendall_tau,
        "moved": each.moved,
        "why": each.why,
        "weights": each.weights,
        "refusal": each.refusal,
    }
