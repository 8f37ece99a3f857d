"""Everything on the page that takes some computing: from one robustness answer to sections."""

from __future__ import annotations

from dataclasses import dataclass

from decision import engine
from decision.matrix.page.scene import Scene

from ..assessing import Robustness
from ..forms import Look
from .cards import Changes, Known, changes
from .finishes import Finishes, finishes, just_drawn
from .headline import Figure, headline
from .measuring import Measuring, measuring
from .methods import Methods, methods
from .open_scores import Open, open_scores
from .pairs import Pairs, pairs
from .ranges import Ranges, ranges
from .worlds import Worlds, worlds


@dataclass(frozen=True, slots=True)
class Rest:
    """The sections; None where there is nothing to say. With one alternative alone nothing can change."""

    figures: tuple[Figure, ...]
    changes: Changes | None
    pairs: Pairs | None
    finishes: Finishes
    ranges: Ranges | None
    open: Open | None
    measuring: Measuring | None
    methods: Methods
    worlds: Worlds | None


def rest_of(scene: Scene, look: Look, found: Robustness) -> Rest:
    """The sections of an answer at the weights of the scene."""
    exact, sampled = found.exact, found.sampled
    several = len(scene.ranking.standings) > 1
    cannot = {proof.alternative for proof in exact.proofs if not proof.can_win}
    return Rest(
        figures=headline(scene, exact.criteria, exact.first_places, exact.methods, sampled.places),
        changes=changes(scene, known_of(scene, look, found)) if several else None,
        pairs=pairs(scene, exact.dominance) if several else None,
        finishes=finishes(scene, just_drawn(sampled.places), cannot),
        ranges=ranges(scene, sampled.off_by_one),
        open=open_scores(scene, exact.possible, sampled.causes.causes if sampled.causes else None),
        measuring=measuring(scene, sampled.unknowns) if sampled.unknowns else None,
        methods=methods(scene, exact.methods),
        worlds=worlds(scene, sampled.multiverse, exact.methods),
    )


def known_of(scene: Scene, look: Look, found: Robustness) -> Known:
    """What the engine says about changes; the nearest weights by distance where the reader asked for a rival's."""
    exact = found.exact
    euclidean = None
    if look.nearest:
        euclidean = engine.euclidean_move(
            scene.loaded.matrix, look.nearest, scene.what_if.points, found.asked.locked
        )
    return Known(
        lines=exact.criteria,
        moves={move.alternative: move for move in exact.moves},
        firsts=exact.first_places,
        proofs={proof.alternative: proof for proof in exact.proofs},
        scores=exact.score_flips,
        joint=exact.joint_flip,
        euclidean=euclidean,
    )
