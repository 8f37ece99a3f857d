"""One robustness answer out of all that the engine can say; knows matrices, and nothing of the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from decision import engine
from decision.engine import robustness, smaa
from decision.engine.methods import MethodComparison, compare_methods

from .asking import Asked

Points = Mapping[str, Decimal] | None
Labels = Mapping[str, str] | None
Evidence = Sequence[smaa.Evidence]

CERTIFICATE_DRAWS = 5_000
MULTIVERSE_DRAWS = 10_000
MEASURE_DRAWS = 10_000
OFF_BY_ONE_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Exact:
    """What is exact, whatever is drawn: kept by revision and points, and shared by all draws and seeds.

    `ranking`: today's, with its recommendation. `criteria`: per leaf its lines, zones of leaders and nearest flips.
    `moves`: per rival the fewest points that bring it level with the leader, under the locks; `distances` the same by
    Euclidean distance, where asked for. `first_places`: by alternative the fewest points that make it first against
    everybody. `joint_flip`: the nearest flip over weights and one score together. `proofs`: per alternative whether it
    can ever win, and why. `size` counts numbers, for the bound on memory.
    """

    size: int
    ranking: engine.Ranking
    criteria: tuple[robustness.CriterionLines, ...]
    moves: tuple[robustness.WeightMove, ...]
    distances: tuple[robustness.WeightMove, ...]
    first_places: Mapping[str, robustness.WeightMove | None]
    score_flips: tuple[robustness.ScoreFlip, ...]
    joint_flip: robustness.JointFlip | None
    dominance: robustness.Dominance | None
    proofs: tuple[robustness.WinProof, ...]
    possible: robustness.PossibleRanks
    methods: MethodComparison


@dataclass(frozen=True, slots=True)
class Sampled:
    """What is drawn: kept by everything that was asked.

    `places`: how often each alternative takes each rank (SMAA-2). `unknowns`: what to measure next; None where every
    score is known exactly. `off_by_one`: totals with every score a point off, at the weights as they are. `multiverse`:
    one figure over weights, scores, sources and methods together.
    """

    size: int
    places: smaa.Acceptability
    unknowns: smaa.Unknowns | None
    off_by_one: smaa.Acceptability
    multiverse: smaa.Multiverse | None


@dataclass(frozen=True, slots=True)
class Robustness:
    """How far the winner of a matrix can be trusted, at these points."""

    asked: Asked
    exact: Exact
    sampled: Sampled


def exact_of(matrix: engine.Matrix, points: Points, asked: Asked, labels: Labels = None) -> Exact:
    """The exact parts. Raises EngineErrors as `engine.rank`."""
    rows, columns = len(matrix.alternatives), len(matrix.leaves)
    return Exact(
        size=rows * columns * 20 + rows * rows // 4,
        ranking=engine.rank(matrix, points, labels),
        criteria=robustness.criterion_lines(matrix, points),
        moves=robustness.smallest_moves(matrix, points, asked.locked),
        distances=distances_of(matrix, points, asked),
        first_places=there(lambda: robustness.first_place_moves(matrix, points, asked.locked), {}),
        score_flips=there(lambda: robustness.score_flips(matrix, points), ()),
        joint_flip=there(lambda: robustness.joint_flip(matrix, points), None),
        dominance=there(lambda: robustness.dominance(matrix), None),
        proofs=there(lambda: proofs_of(matrix, points, labels), ()),
        possible=robustness.possible_ranks(matrix, points),
        methods=compare_methods(matrix, points, labels),
    )


T = TypeVar("T")


def there(compute: Callable[[], T], otherwise: T) -> T:
    """What `compute` gives, where the engine can do it yet."""
    try:
        return compute()
    except NotImplementedError:
        return otherwise


def distances_of(matrix: engine.Matrix, points: Points, asked: Asked) -> tuple[robustness.WeightMove, ...]:
    """The nearest weights by distance for each rival, where they are asked for."""
    if asked.nearest != "distance":
        return ()
    found = (robustness.euclidean_move(matrix, key, points, asked.locked) for key in matrix.alternatives)
    return tuple(move for move in found if move is not None)


def proofs_of(matrix: engine.Matrix, points: Points, labels: Labels) -> tuple[robustness.WinProof, ...]:
    """Who can ever win, and why: winning weights that a few draws happen to show need no linear program.

    Those draws are always the same, so that proofs do not depend on what is asked of the others.
    """
    known: dict[str, Mapping[str, Decimal]] = {}
    if matrix.leaves and matrix.alternatives:
        places = smaa.acceptability(
            matrix, points, scores=smaa.ScoreDraw(kind="fixed"), draws=CERTIFICATE_DRAWS, pairwise=False
        ).places
        known = {
            place.alternative: {key: Decimal(repr(share)) for key, share in place.central.items()}
            for place in places
            if place.central is not None
        }
    return robustness.win_proofs(matrix, points, labels, known)


def sampled_of(matrix: engine.Matrix, points: Points, asked: Asked, evidence: Evidence = ()) -> Sampled:
    """The drawn parts. Raises EngineErrors as `engine.rank`."""
    study = drawing(matrix, points, asked)
    for _ in study.steps():
        pass
    return Sampled(
        size=len(matrix.alternatives) ** 2 * 5 + 1000,
        places=study.answer(),
        off_by_one=off_by_one_of(matrix, points, asked),
        unknowns=there(lambda: unknowns_of(matrix, points, asked), None),
        multiverse=there(lambda: multiverse_of(matrix, points, asked, evidence), None),
    )


def drawing(matrix: engine.Matrix, points: Points, asked: Asked) -> smaa.Study:
    """The draws that are asked for, none of them made yet. Raises EngineErrors as `engine.rank`."""
    return smaa.Study(
        matrix,
        points,
        weights=smaa.WeightDraw(kind=asked.weights, spread=asked.spread, order=asked.order),
        scores=smaa.ScoreDraw(kind=asked.scores),
        draws=asked.draws or 0,
        seed=asked.seed,
    )


def unknowns_of(matrix: engine.Matrix, points: Points, asked: Asked) -> smaa.Unknowns | None:
    """What to measure next, None where there is nothing."""
    if matrix.prepared.is_exact:
        return None
    return smaa.what_to_measure(matrix, points, draws=MEASURE_DRAWS, seed=asked.seed)


def off_by_one_of(matrix: engine.Matrix, points: Points, asked: Asked) -> smaa.Acceptability:
    """Totals and places when every score lies within a point of its own, or within its stated range."""
    return smaa.acceptability(
        matrix,
        points,
        weights=smaa.WeightDraw(kind="fixed"),
        scores=smaa.ScoreDraw(off_by=1.0),
        draws=OFF_BY_ONE_DRAWS,
        seed=asked.seed,
        pairwise=False,
        totals=True,
    )


def multiverse_of(matrix: engine.Matrix, points: Points, asked: Asked, evidence: Evidence) -> smaa.Multiverse:
    """Weights, scores, sources left out and method varied together."""
    return smaa.multiverse(matrix, points, evidence=evidence, draws=MULTIVERSE_DRAWS, seed=asked.seed)
