"""The parts of an answer that a study computes after its draws, each by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from decision import engine
from decision.engine import robustness
from decision.engine.methods import compare_methods
from decision.matrix.loading import LoadedMatrix

from . import answers, assessing
from .answers import OF_EACH, Json
from .asking import Asked
from .assessing import Known, Points, known_of
from .selectors import evidence_of
from .serializers import FRAMEWORK

BATCH = 10
"""Alternatives that are proved in one step."""


@dataclass(frozen=True)
class Task:
    """What a study is about."""

    loaded: LoadedMatrix
    points: Points
    asked: Asked

    @property
    def matrix(self) -> engine.Matrix:
        return self.loaded.matrix

    @cached_property
    def known(self) -> Known:
        """Winning weights by alternative, as far as a few draws show them."""
        return known_of(self.matrix, self.points)

    @cached_property
    def prove(self) -> robustness.Prove:
        """Whether an alternative can ever win."""
        return robustness.proving(self.matrix, self.points, self.loaded.labels)

    @cached_property
    def find_first(self) -> Callable[[str], robustness.WeightMove | None]:
        """The fewest points that make an alternative first."""
        return robustness.finding_first_place(self.matrix, self.points, self.asked.locked)


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the answer: what it is about, and one step of it.

    `step` takes what is there of the part so far (None at first) and gives it carried on, with whether it is complete.
    """

    words: str
    step: Callable[[Task, Json | None], tuple[Json, bool]]


def _whole(compute: Callable[[Task], Json]) -> Callable[[Task, Json | None], tuple[Json, bool]]:
    """A part that is computed in one step."""
    return lambda task, _: (compute(task), True)


def _leading(task: Task) -> Json:
    ranking = engine.rank(task.matrix, task.points, task.loaded.labels)
    criteria = robustness.criterion_lines(task.matrix, task.points)
    return answers.ranking_answer(ranking, FRAMEWORK) | answers.criteria_answer(criteria, FRAMEWORK)


def _possible(task: Task) -> Json:
    return answers.possible_answer(robustness.possible_ranks(task.matrix, task.points), FRAMEWORK)


def _moves(task: Task) -> Json:
    moves = robustness.smallest_moves(task.matrix, task.points, task.asked.locked)
    distances = assessing.distances_of(task.matrix, task.points, task.asked)
    return answers.moves_answer(task.matrix.alternatives, moves, distances)


def _changes(task: Task) -> Json:
    flips = robustness.score_flips(task.matrix, task.points)
    return answers.changes_answer(
        flips, robustness.joint_flip(task.matrix, task.points, task.asked.locked), FRAMEWORK
    )


def _dominance(task: Task) -> Json:
    return answers.dominance_answer(robustness.dominance(task.matrix))


def _proofs(task: Task, so_far: Json | None) -> tuple[Json, bool]:
    """Some alternatives at a time: each may take a linear program, or two. What is there already is added to."""
    done = so_far[OF_EACH] if so_far else {}
    batch = list(islice((name for name in task.matrix.alternatives if name not in done), BATCH))
    proofs = [task.prove(name, task.known.get(name)) for name in batch]
    firsts = {proof.alternative: task.find_first(proof.alternative) for proof in proofs if proof.can_win}
    done.update(answers.proofs_answer(proofs, firsts, FRAMEWORK)[OF_EACH])
    return {OF_EACH: done}, len(done) == len(task.matrix.alternatives)


def _methods(task: Task) -> Json:
    return answers.methods_answer(compare_methods(task.matrix, task.points, task.loaded.labels))


def _off_by_one(task: Task) -> Json:
    return answers.off_by_one_answer(assessing.off_by_one_of(task.matrix, task.points, task.asked), FRAMEWORK)


def _unknowns(task: Task) -> Json:
    return answers.unknowns_answer(assessing.unknowns_of(task.matrix, task.points, task.asked), FRAMEWORK)


def _causes(task: Task) -> Json:
    return answers.causes_answer(assessing.causes_of(task.matrix, task.points, task.asked))


def _multiverse(task: Task) -> Json:
    evidence = evidence_of(task.loaded)
    found = assessing.multiverse_of(task.matrix, task.points, task.asked, evidence)
    return answers.multiverse_answer(found, FRAMEWORK)


STAGES: Mapping[str, Stage] = {
    "leading": Stage("Finding where the leader changes", _whole(_leading)),
    "possible": Stage("Finding which ranks are possible", _whole(_possible)),
    "moves": Stage("Finding the smallest moves", _whole(_moves)),
    "changes": Stage("Finding scores that would change it", _whole(_changes)),
    "dominance": Stage("Comparing all pairs", _whole(_dominance)),
    "proofs": Stage("Proving who can win", _proofs),
    "methods": Stage("Ranking by other methods", _whole(_methods)),
    "off_by_one": Stage("Moving every score by a point", _whole(_off_by_one)),
    "unknowns": Stage("Finding what to measure next", _whole(_unknowns)),
    "causes": Stage("Telling weights from scores", _whole(_causes)),
    "multiverse": Stage("Varying everything together", _whole(_multiverse)),
}
