"""The answers of the API about rounds, ballots and comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from decision.matrix.loading import LoadedMatrix

from .asking import Progress, Questions
from .comparison import Comparison
from .models import Round
from .selectors import OwnBallot, Participant, Vote

Json = dict[str, Any]
DIGITS = 10


def _name(user: User | None) -> str | None:
    return user.username if user is not None else None


def round_line(row: Round) -> Json:
    """A round in a list."""
    return {
        "number": row.number,
        "status": row.status,
        "asks": row.asks,
        "reveal": row.reveal,
        "closes_at": row.closes_at,
        "aggregate": row.aggregate,
        "note": row.note,
        "opened_at": row.opened_at,
        "opened_by": _name(row.opened_by),
        "revealed_at": row.revealed_at,
        "revealed_by": _name(row.revealed_by),
        "cancelled_at": row.cancelled_at,
        "cancelled_by": _name(row.cancelled_by),
        "applied": _applied(row),
    }


def _applied(row: Round) -> Json | None:
    if row.applied_at is None:
        return None
    return {
        "at": row.applied_at,
        "by": _name(row.applied_by),
        "aggregate": row.applied_aggregate,
        "revision": row.applied_revision,
    }


def round_answer(row: Round, questions: Questions, people: Sequence[Participant]) -> Json:
    """A round: what was asked, and who has finished."""
    there = questions.loaded.labels.keys()
    criteria = sorted(questions.asked.criteria.items(), key=lambda item: item[1].position)
    return round_line(row) | {
        "revision": questions.asked.revision,
        "criteria": [
            {"criterion": key, "name": entry.name, "points": entry.points, "is_there": key in there}
            for key, entry in criteria
        ],
        "alternatives": [
            {"framework": key, "name": label, "is_there": key in there}
            for key, label in questions.asked.alternatives.items()
        ],
        "members": [_member(who) for who in people],
    }


def _member(who: Participant) -> Json:
    return {
        "member": who.username or None,
        "name": who.name,
        "weight": who.counts,
        "finished": who.has_finished,
        "finished_at": who.finished_at,
        "takes_part": who.takes_part,
    }


def own_answer(row: Round, own: OwnBallot, progress: Progress, *, username: str, name: str) -> Json:
    """The asker's own ballot, with what it lacks."""
    scores = [_score(cell, value) for cell, value in own.scores.items()]
    missing = {
        "weights": progress.missing_weights,
        "scores": [{"framework": f, "criterion": c} for f, c in progress.missing_scores],
    }
    return _ballot(row.number, username, name, own.finished_at, own.points, scores, missing)


def vote_answer(row: Round, vote: Vote) -> Json:
    """A revealed ballot."""
    scores = [_score(cell, value) for cell, value in vote.scores.items()]
    who = vote.who
    return _ballot(row.number, who.username or None, who.name, who.finished_at, vote.points, scores, None)


def _ballot(
    number: int, username: str | None, name: str, finished_at: datetime | None,
    points: Mapping[str, Decimal], scores: list[Json], missing: Json | None,
) -> Json:  # fmt: skip
    return {
        "round": number,
        "member": username,
        "name": name,
        "finished": finished_at is not None,
        "finished_at": finished_at,
        "weights": dict(points),
        "scores": scores,
        "missing": missing,
    }


def _score(cell: tuple[str, str], value: Decimal | float | None) -> Json:
    return {"framework": cell[0], "criterion": cell[1], "value": value}


def comparison_answer(loaded: LoadedMatrix, comparison: Comparison) -> Json:
    """A revealed round, compared."""
    found, questions = comparison.found, comparison.questions
    answer: Json = {
        "decision": loaded.slug,
        "revision": loaded.revision,
        "round": comparison.row.number,
        "aggregate": comparison.aggregate,
        "group": None, "members": [], "agreement_on_criteria": None, "agreement_on_alternatives": None,
        "criteria": [], "cells": [], "split": None, "pair": None,
        "left_out": [who.name for who in (*comparison.left_out, *comparison.silent)],
        "no_longer_asked": questions.gone,
        "not_asked": questions.added,
    }  # fmt: skip
    return answer if found is None else answer | _found(comparison)


def _found(comparison: Comparison) -> Json:
    found = comparison.found
    assert found is not None
    pair = found.pair
    return {
        "group": _group(comparison),
        "members": [
            _view(comparison, number) for number in range(len(found.members))
        ],
        "agreement_on_criteria": _concord(found.on_criteria) if comparison.questions.asks_weights else None,
        "agreement_on_alternatives": _concord(found.on_alternatives),
        "criteria": [
            {"criterion": each.criterion} | _spread(comparison, each) | {"deviation": _rounded(each.deviation)}
            for each in found.criteria_spread
        ],
        "cells": [
            {"framework": each.alternative, "criterion": each.criterion, "given": each.given}
            | _spread(comparison, each)
            for each in found.cell_spread
        ],
        "split": _split(found.split),
        "pair": pair and {
            "members": [_username(comparison, pair.one), _username(comparison, pair.other)],
            "distance": _rounded(pair.distance),
            "split": _split(pair.split),
            "topics": [
                {"criterion": topic.criterion, "about": topic.about, "size": _rounded(topic.size)}
                for topic in pair.topics
            ],
        },
    }  # fmt: skip


def _group(comparison: Comparison) -> Json:
    found = comparison.found
    assert found is not None
    group = found.group
    return {
        "weights": {key: _rounded(share) for key, share in group.shares.items()},
        "scores": [_score(cell, value) for cell, value in comparison.scores.items()],
        "totals": _by_key(found.alternatives, group.totals),
        "ranks": dict(zip(found.alternatives, group.ranks, strict=True)),
        "winner": group.winners,
        "margin": _rounded(group.margin),
    }


def _view(comparison: Comparison, number: int) -> Json:
    found = comparison.found
    assert found is not None
    view = found.members[number]
    who = comparison.who(view.member)
    return {
        "member": who.username or None,
        "name": who.name,
        "weight": who.counts,
        "shares": _by_key(found.criteria, found.shares[number].tolist()),
        "totals": _by_key(found.alternatives, view.totals),
        "ranks": dict(zip(found.alternatives, view.ranks, strict=True)),
        "winner": view.winners,
        "margin": _rounded(view.margin),
        "agrees": view.agrees,
        "without": view.without,
    }


def _username(comparison: Comparison, member: str) -> str | None:
    return comparison.who(member).username or None


def _spread(comparison: Comparison, each: Any) -> Json:
    numbers = {name: _rounded(getattr(each, name)) for name in ("low", "high", "mean", "median")}
    return numbers | {name: _username(comparison, getattr(each, name)) for name in ("lowest", "highest")}


def _concord(concord: Any) -> Json:
    return {"w": _rounded(concord.w), "meaning": concord.meaning}


def _split(split: Any) -> Json:
    return {"weights": _rounded(split.weights), "scores": _rounded(split.scores)}


def _by_key(keys: Sequence[str], numbers: Sequence[float]) -> Json:
    return {key: _rounded(number) for key, number in zip(keys, numbers, strict=True)}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, DIGITS) + 0.0
