"""Answers about robustness: each part of the engine's results as JSON, under the names that the API promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from decision import engine
from decision.matrix.loading import LoadedMatrix
from decision.matrix.selectors import OpenDecision

from .answers import (
    OF_EACH,
    causes_answer,
    changes_answer,
    criteria_answer,
    dominance_answer,
    first_places,
    methods_answer,
    moves_answer,
    multiverse_answer,
    off_by_one_answer,
    places_answer,
    possible_answer,
    proofs_answer,
    ranking_answer,
    unknowns_answer,
)
from .asking import Asked
from .assessing import Robustness
from .models import Study

Json = dict[str, Any]
FRAMEWORK, ALTERNATIVE = "framework", "alternative"


def robustness_answer(loaded: LoadedMatrix, found: Robustness) -> Json:
    """The whole answer about a stored decision."""
    parts = parts_of(loaded.matrix.alternatives, found, FRAMEWORK)
    return {**frame_answer(loaded, found.asked), **assembled(loaded.matrix.alternatives, parts, FRAMEWORK)}


def headline_answer(found: Robustness) -> Json:
    """The figures that an export carries: who comes first how often, what is nearest, who can never win."""
    exact, sampled = found.exact, found.sampled
    near = [
        (move.moved, name) for name, move in exact.first_places.items() if move and move.moved is not None
    ]
    moved, name = min(near, default=(None, None))
    universes = sorted(sampled.multiverse.shares, key=lambda each: -each.share)[:1]
    return {
        "draws": found.asked.draws,
        "seed": found.asked.seed,
        "first": first_places(sampled.places, FRAMEWORK, len(sampled.places.places)),
        "nearest_flip": name and {FRAMEWORK: name, "moved": moved},
        "cannot_win": [proof.alternative for proof in exact.proofs if not proof.can_win],
        "agreement": exact.methods.summary,
        "multiverse": [{FRAMEWORK: each.alternative, "share": each.share} for each in universes],
    }


def table_answer(matrix: engine.Matrix, found: Robustness) -> Json:
    """The answer about a matrix that is stored nowhere."""
    parts = parts_of(matrix.alternatives, found, ALTERNATIVE)
    return {**options_answer(found.asked), **assembled(matrix.alternatives, parts, ALTERNATIVE)}


def assembled(alternatives: Sequence[str], parts: Iterable[Json], key: str) -> Json:
    """The parts as one answer: what each says of an alternative stands together in the list of alternatives."""
    whole: Json = {}
    rows: dict[str, Json] = {each: {key: each} for each in alternatives}
    for part in parts:
        for name, value in part.items():
            if name != OF_EACH:
                whole[name] = value
                continue
            for alternative, fields in value.items():
                rows[alternative].update(fields)
    return {**whole, "alternatives": list(rows.values())}


def frame_answer(loaded: LoadedMatrix, asked: Asked) -> Json:
    """What the answer speaks of."""
    return {
        "decision": loaded.slug,
        "revision": loaded.revision,
        "scenario": asked.scenario,
        "points": dict(asked.points),
        "without": list(asked.without),
        "plus": asked.plus or None,
        "gates": {str(number): mode for number, mode in asked.gates},
        **options_answer(asked),
    }


def options_answer(asked: Asked) -> Json:
    """How it was drawn."""
    return {
        "draws": asked.draws,
        "seed": asked.seed,
        "weights": asked.weights,
        "spread": asked.spread if asked.weights in ("around", "within") else None,
        "order": [list(group) for group in asked.order],
        "limits": [
            {"criterion": each.criterion, each.comparison: each.times, "over": each.over}
            for each in asked.limits
        ],
        "scores": asked.scores,
        "locked": list(asked.locked),
        "nearest": asked.nearest,
    }


def parts_of(alternatives: Sequence[str], found: Robustness, key: str) -> Iterator[Json]:
    """Every part, with alternatives under `key` where they stand in lists."""
    exact, sampled = found.exact, found.sampled
    yield places_answer(sampled.places)
    yield ranking_answer(exact.ranking, key)
    yield criteria_answer(exact.criteria, key)
    yield moves_answer(alternatives, exact.moves, exact.distances)
    yield changes_answer(exact.score_flips, exact.joint_flip, key)
    yield dominance_answer(exact.dominance)
    yield proofs_answer(exact.proofs, exact.first_places, key)
    yield possible_answer(exact.possible, key)
    yield methods_answer(exact.methods)
    yield off_by_one_answer(sampled.off_by_one, key)
    yield unknowns_answer(sampled.unknowns, key)
    yield causes_answer(sampled.causes)
    yield multiverse_answer(sampled.multiverse, key)


def study_answer(study: Study, opened: OpenDecision, address: str) -> Json:
    """A study of an opened decision, and how far it is."""
    return {
        "id": str(study.pk),
        "decision": opened.slug,
        "revision": study.revision,
        "is_current": study.revision == opened.revision,
        "status": study.status,
        "step": study.step,
        "draws": study.draws_wanted,
        "draws_done": study.draws_done,
        "progress": progress_of(study),
        "asked": study.asked,
        "first": study.first,
        "error": study.error,
        "created_at": study.created_at,
        "started_at": study.started_at,
        "finished_at": study.finished_at,
        "result": f"{address}result/" if study.status == Study.Status.DONE else None,
    }


def progress_of(study: Study) -> float:
    """The share of the draws that are made; what follows the draws does not count."""
    return round(study.draws_done / study.draws_wanted, 4) if study.draws_wanted else 0.0
