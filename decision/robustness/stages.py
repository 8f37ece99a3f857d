"""The parts of an answer that a study computes after its draws, each by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decision import engine
from decision.engine import robustness
from decision.engine.methods import compare_methods
from decision.matrix.loading import LoadedMatrix

from . import answers, assessing
from .answers import Json
from .asking import Asked
from .assessing import Points
from .selectors import evidence_of
from .serializers import FRAMEWORK


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the answer: what it is about, and how it is computed."""

    words: str
    compute: Callable[[LoadedMatrix, Points, Asked], Json]


def _leading(loaded: LoadedMatrix, points: Points, _: Asked) -> Json:
    ranking = engine.rank(loaded.matrix, points, loaded.labels)
    criteria = robustness.criterion_lines(loaded.matrix, points)
    return answers.ranking_answer(ranking, FRAMEWORK) | answers.criteria_answer(criteria, FRAMEWORK)


def _possible(loaded: LoadedMatrix, points: Points, _: Asked) -> Json:
    return answers.possible_answer(robustness.possible_ranks(loaded.matrix, points), FRAMEWORK)


def _moves(loaded: LoadedMatrix, points: Points, asked: Asked) -> Json:
    matrix = loaded.matrix
    return answers.moves_answer(
        robustness.smallest_moves(matrix, points, asked.locked),
        assessing.distances_of(matrix, points, asked),
        assessing.there(lambda: robustness.first_place_moves(matrix, points, asked.locked), {}),
    )


def _changes(loaded: LoadedMatrix, points: Points, _: Asked) -> Json:
    matrix = loaded.matrix
    return answers.changes_answer(
        assessing.there(lambda: robustness.score_flips(matrix, points), ()),
        assessing.there(lambda: robustness.joint_flip(matrix, points), None),
        FRAMEWORK,
    )


def _dominance(loaded: LoadedMatrix, _: Points, __: Asked) -> Json:
    return answers.dominance_answer(assessing.there(lambda: robustness.dominance(loaded.matrix), None))


def _proofs(loaded: LoadedMatrix, points: Points, _: Asked) -> Json:
    return answers.proofs_answer(
        assessing.there(lambda: assessing.proofs_of(loaded.matrix, points, loaded.labels), ()), FRAMEWORK
    )


def _methods(loaded: LoadedMatrix, points: Points, _: Asked) -> Json:
    return answers.methods_answer(compare_methods(loaded.matrix, points, loaded.labels))


def _off_by_one(loaded: LoadedMatrix, points: Points, asked: Asked) -> Json:
    return answers.off_by_one_answer(assessing.off_by_one_of(loaded.matrix, points, asked), FRAMEWORK)


def _unknowns(loaded: LoadedMatrix, points: Points, asked: Asked) -> Json:
    return answers.unknowns_answer(
        assessing.there(lambda: assessing.unknowns_of(loaded.matrix, points, asked), None), FRAMEWORK
    )


def _multiverse(loaded: LoadedMatrix, points: Points, asked: Asked) -> Json:
    found = assessing.there(
        lambda: assessing.multiverse_of(loaded.matrix, points, asked, evidence_of(loaded)), None
    )
    return answers.multiverse_answer(found, FRAMEWORK)


STAGES: Mapping[str, Stage] = {
    "leading": Stage("Finding where the leader changes", _leading),
    "possible": Stage("Finding which ranks are possible", _possible),
    "moves": Stage("Finding the smallest moves", _moves),
    "changes": Stage("Finding scores that would change it", _changes),
    "dominance": Stage("Comparing all pairs", _dominance),
    "proofs": Stage("Proving who can win", _proofs),
    "methods": Stage("Ranking by other methods", _methods),
    "off_by_one": Stage("Moving every score by a point", _off_by_one),
    "unknowns": Stage("Finding what to measure next", _unknowns),
    "multiverse": Stage("Varying everything together", _multiverse),
}
