"""One robustness answer out of all that the engine can say; knows matrices, and nothing of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.engine import robustness, smaa
from decision.engine.methods import MethodComparison, compare_methods

from .asking import Asked

Points = Mapping[str, Decimal] | None
Labels = Mapping[str, str] | None
Evidence = Sequence[smaa.Evidence]

CERTIFICATE_DRAWS = 5_000
SIDE_DRAWS = 10_000
SIDE_WORK = 5_000_000
"""Alternatives x criteria x draws of the multiverse and the like, which cost far more a draw than weights alone."""


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
    dominance: robustness.Dominance
    proofs: tuple[robustness.WinProof, ...]
    possible: robustness.PossibleRanks
    methods: MethodComparison


@dataclass(frozen=True, slots=True)
class Sampled:
    """What is drawn: kept by everything that was asked.

    `places`: how often each alternative takes each rank (SMAA-2). `unknowns`: what to measure next; `causes`: whether
    weights or scores decide who is first; both None where every score is known exactly. `off_by_one`: totals with
    every score a point off, at the weights as they are. `multiverse`: one figure over weights, scores, sources and
    methods together.
    """

    size: int
    places: smaa.Acceptability
    unknowns: smaa.Unknowns | None
    causes: smaa.Acceptability | None
    off_by_one: smaa.Acceptability
    multiverse: smaa.Multiverse


@dataclass(frozen=True, slots=True)
class Robustness:
    """How far the winner of a matrix can be trusted, at these points."""

    asked: Asked
    exact: Exact
    sampled: Sampled


def exact_of(matrix: engine.Matrix, points: Points, asked: Asked, labels: Labels = None) -> Exact:
    """The exact parts. Raises EngineErrors as `engine.rank`."""
    rows, columns = len(matrix.alternatives), len(matrix.leaves)
    proofs = proofs_of(matrix, points, labels, known_of(matrix, points))
    return Exact(
        size=rows * columns * 20 + rows * rows // 4,
        ranking=engine.rank(matrix, points, labels),
        criteria=robustness.criterion_lines(matrix, points),
        moves=robustness.smallest_moves(matrix, points, asked.locked),
        distances=distances_of(matrix, points, asked),
        first_places=first_places_of(matrix, points, asked, proofs),
        score_flips=robustness.score_flips(matrix, points),
        joint_flip=robustness.joint_flip(matrix, points, asked.locked),
        dominance=robustness.dominance(matrix),
        proofs=proofs,
        possible=robustness.possible_ranks(matrix, points),
        methods=compare_methods(matrix, points, labels),
    )


def distances_of(matrix: engine.Matrix, points: Points, asked: Asked) -> tuple[robustness.WeightMove, ...]:
    """The nearest weights by distance for each rival, where they are asked for."""
    if asked.nearest != "distance":
        return ()
    found = (robustness.euclidean_move(matrix, key, points, asked.locked) for key in matrix.alternatives)
    return tuple(move for move in found if move is not None)


Known = Mapping[str, Mapping[str, Decimal]]


def known_of(matrix: engine.Matrix, points: Points) -> Known:
    """Winning weights that a few draws happen to show: they need no linear program.

    Those draws are always the same, so that proofs do not depend on what is asked of the others.
    """
    if not (matrix.leaves and matrix.alternatives):
        return {}
    fixed = smaa.ScoreDraw(kind="fixed")
    found = smaa.acceptability(matrix, points, scores=fixed, draws=CERTIFICATE_DRAWS, pairwise=False)
    return {
        place.alternative: {key: Decimal(repr(share)) for key, share in place.central.items()}
        for place in found.places
        if place.central is not None
    }


def proofs_of(
    matrix: engine.Matrix, points: Points, labels: Labels, known: Known
) -> tuple[robustness.WinProof, ...]:
    """Who can ever win, and why."""
    return robustness.win_proofs(matrix, points, labels, known)


def first_places_of(
    matrix: engine.Matrix, points: Points, asked: Asked, proofs: Iterable[robustness.WinProof]
) -> dict[str, robustness.WeightMove | None]:
    """The fewest points that make each of those proved first of all; what can never win is not searched for."""
    named = {proof.alternative: proof.can_win for proof in proofs}
    able = [name for name, can_win in named.items() if can_win]
    found = robustness.first_place_moves(matrix, points, asked.locked, able) if able else {}
    return {name: found.get(name) for name in named}


def sampled_of(matrix: engine.Matrix, points: Points, asked: Asked, evidence: Evidence = ()) -> Sampled:
    """The drawn parts. Raises EngineErrors as `engine.rank`."""
    study = drawing(matrix, points, asked)
    for _ in study.steps():
        pass
    return Sampled(
        size=len(matrix.alternatives) ** 2 * 5 + 1000,
        places=study.answer(),
        off_by_one=off_by_one_of(matrix, points, asked),
        unknowns=unknowns_of(matrix, points, asked),
        causes=causes_of(matrix, points, asked),
        multiverse=multiverse_of(matrix, points, asked, evidence),
    )


def drawing(matrix: engine.Matrix, points: Points, asked: Asked) -> smaa.Study:
    """The draws that are asked for, none of them made yet. Raises EngineErrors as `engine.rank`."""
    return smaa.Study(
        matrix,
        points,
        weights=weight_draw(asked),
        scores=smaa.ScoreDraw(kind=asked.scores),
        draws=asked.draws or 0,
        seed=asked.seed,
    )


def weight_draw(asked: Asked) -> smaa.WeightDraw:
    """How weights are drawn."""
    return smaa.WeightDraw(asked.weights, asked.spread, asked.order, asked.limits)


def side_draws(matrix: engine.Matrix) -> int:
    """How many draws the parts beside the ranks take: 10,000, or the nearest power of ten within their bound."""
    draws = SIDE_DRAWS
    while draws > 100 and draws * len(matrix.alternatives) * len(matrix.leaves) > SIDE_WORK:
        draws //= 10
    return draws


def unknowns_of(matrix: engine.Matrix, points: Points, asked: Asked) -> smaa.Unknowns | None:
    """What to measure next, None where there is nothing."""
    if matrix.prepared.is_exact:
        return None
    return smaa.what_to_measure(matrix, points, draws=side_draws(matrix), seed=asked.seed)


def causes_of(matrix: engine.Matrix, points: Points, asked: Asked) -> smaa.Acceptability | None:
    """Whether weights or scores decide who is first, None where only weights vary."""
    if matrix.prepared.is_exact or asked.scores == "fixed":
        return None
    return smaa.acceptability(
        matrix,
        points,
        weights=weight_draw(asked),
        draws=side_draws(matrix),
        seed=asked.seed,
        pairwise=False,
        causes=True,
    )


def off_by_one_of(matrix: engine.Matrix, points: Points, asked: Asked) -> smaa.Acceptability:
    """Totals and places when every score lies within a point of its own, or within its stated range."""
    return smaa.acceptability(
        matrix,
        points,
        weights=smaa.WeightDraw(kind="fixed"),
        scores=smaa.ScoreDraw(off_by=1.0),
        draws=side_draws(matrix),
        seed=asked.seed,
        pairwise=False,
        totals=True,
    )


def multiverse_of(matrix: engine.Matrix, points: Points, asked: Asked, evidence: Evidence) -> smaa.Multiverse:
    """Weights, scores, sources left out and method varied together."""
    return smaa.multiverse(matrix, points, evidence=evidence, draws=side_draws(matrix), seed=asked.seed)
