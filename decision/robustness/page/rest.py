"""Everything on the page that takes some computing: from one robustness answer to sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision import engine
from decision.engine.robustness.certificates import is_solved_exactly
from decision.matrix.page.scene import Scene

from ..assessing import Robustness
from ..forms import Look
from .answered import Parts, parts_of
from .cards import Known, Nearest, changes
from .drawn import just_drawn
from .finishes import Finishes, finishes
from .headline import Figure, headline
from .measuring import Measuring, measuring
from .methods import Methods, methods
from .moves import just_found
from .open_scores import Open, open_scores
from .pairs import Dominating, Pairs, pairs
from .ranges import Ranges, ranges, totals_of
from .rivals import Changes
from .worlds import Worlds, worlds


@dataclass(frozen=True, slots=True)
class Rest:
    """The sections; None where there is nothing to say."""

    figures: tuple[Figure, ...]
    changes: Changes
    pairs: Pairs
    finishes: Finishes
    ranges: Ranges | None
    open: Open | None
    measuring: Measuring | None
    methods: Methods
    worlds: Worlds | None


def rest_of(scene: Scene, look: Look, found: Robustness) -> Rest:
    """The sections of an answer at the weights of the scene."""
    return _rest(scene, look, _parts(scene, look, found))


def rest_of_study(
    scene: Scene, look: Look, answer: Mapping[str, Any], lines: tuple[engine.CriterionLines, ...]
) -> Rest:
    """The sections of a study's answer, which has to be of this decision at this revision and these weights."""
    return _rest(scene, look, parts_of(answer, lines, scene.loaded.labels))


def _rest(scene: Scene, look: Look, parts: Parts) -> Rest:
    known = parts.known
    ties = _at_best_tied(scene, parts)
    cannot = {key for key, proof in known.proofs.items() if not proof.can_win and not proof.at_best}
    return Rest(
        figures=headline(scene, known.lines, known.firsts, parts.methods, parts.drawn, ties),
        changes=changes(scene, known, look.rival, ties),
        pairs=pairs(scene, parts.dominance),
        finishes=finishes(scene, parts.drawn, cannot),
        ranges=ranges(scene, parts.totals),
        open=open_scores(scene, parts.possible, parts.causes),
        measuring=measuring(scene, parts.unknowns) if parts.unknowns else None,
        methods=methods(scene, parts.methods),
        worlds=worlds(scene, parts.multiverse, parts.methods),
    )


def _at_best_tied(scene: Scene, parts: Parts) -> set[str]:
    """Who can be first, but never alone: another is as good everywhere, or the best weights that there are tie them, of
    which only an exact solution tells."""
    dominance = parts.dominance
    beaten = {key for j, key in enumerate(dominance.alternatives) if dominance.weak[:, j].any()}
    matrix = scene.loaded.matrix
    values = np.array(matrix.prepared.ranked, dtype=np.object_)
    is_exact = is_solved_exactly(values.reshape(len(matrix.alternatives), len(matrix.leaves)))
    return {
        key
        for key, proof in parts.known.proofs.items()
        if proof.can_win and (key in beaten or (is_exact and proof.grounds == "weights" and proof.tied_with))
    }


def _parts(scene: Scene, look: Look, found: Robustness) -> Parts:
    exact, sampled = found.exact, found.sampled
    dominance = exact.dominance
    return Parts(
        known=_known(scene, look, found),
        drawn=just_drawn(sampled.places),
        methods=exact.methods,
        dominance=Dominating(dominance.alternatives, dominance.groups, dominance.weak, dominance.strict),
        totals=totals_of(sampled.off_by_one),
        possible=exact.possible,
        unknowns=sampled.unknowns,
        causes=sampled.causes.causes if sampled.causes else None,
        multiverse=sampled.multiverse,
    )


def _known(scene: Scene, look: Look, found: Robustness) -> Known:
    """What the engine says about changes; the nearest weights by distance where the reader asked for a rival's."""
    exact, labels = found.exact, scene.loaded.labels
    euclidean = None
    if look.nearest:
        euclidean = engine.euclidean_move(
            scene.loaded.matrix, look.nearest, scene.what_if.points, found.asked.locked
        )
    moves = {move.alternative: just_found(move, labels) for move in exact.moves}
    return Known(
        lines=exact.criteria,
        moves={key: move for key, move in moves.items() if move is not None},
        firsts={key: just_found(move, labels) for key, move in exact.first_places.items()},
        proofs={proof.alternative: proof for proof in exact.proofs},
        scores=exact.score_flips,
        nearest=_nearest(exact.joint_flip, labels),
        euclidean=just_found(euclidean, labels),
    )


def _nearest(flip: engine.JointFlip | None, labels: Mapping[str, str]) -> Nearest | None:
    if flip is None:
        return None
    return Nearest(flip.alternative, flip.moved, flip.score is not None, flip.sentence(labels))
