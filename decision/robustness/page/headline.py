"""The four figures at the top, each with what it means and where the API has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from decision import engine
from decision.matrix.page.bars import Ticks, ticks
from decision.matrix.page.numbers import abridged, listed, plural
from decision.matrix.page.scene import Scene

from .drawn import Drawn
from .figures import points_text, share_text, weight_text
from .moves import Move

MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its unit, what it says, what the term means, and the field of the API's answer."""

    number: str
    unit: str
    sentence: str
    term: str
    field: str
    ticks: Ticks | None = None


def headline(
    scene: Scene,
    lines: Sequence[engine.CriterionLines],
    firsts: Mapping[str, Move | None],
    methods: engine.MethodComparison,
    places: Drawn,
    ties: Collection[str] = (),
) -> tuple[Figure, ...]:
    """The figures of a ranking with somebody in it; `ties` are those that can be first only with others."""
    return (
        _share(scene, places),
        _criteria(scene, lines),
        _points(scene, firsts, ties),
        _methods(scene, methods),
    )


def _who(scene: Scene) -> list[str]:
    return [scene.loaded.labels[one.alternative] for one in scene.ranking.standings if one.rank == 1]


def _share(scene: Scene, places: Drawn) -> Figure:
    """How often the leader comes first, in the words of the recommendation."""
    field = "alternatives[].rank_acceptability[0]"
    by_key = {place.alternative: place for place in places.places}
    first = [
        one.alternative for one in scene.ranking.standings if one.rank == 1 and one.alternative in by_key
    ]
    if not first:
        return Figure("–", "", "Nobody is ranked.", "", field)
    place = by_key[first[0]]
    often = engine.HowOften(
        place.first, places.draws, places.seed, places.weights, with_scores=places.scores_vary
    )
    labels = scene.loaded.labels
    who = f"{labels[first[0]]} " if len(first) > 1 else ""
    others = sorted(
        (one for one in places.places if one is not place and one.first > 0), key=lambda one: -one.first
    )
    told = [f"{labels[one.alternative]} {share_text(one.first)}\u00a0%" for one in others[:MOST_NAMED]]
    then = "" if others and others[0].first > place.first else "Then "
    rest = f" {then}{listed(told)}." if told else ""
    return Figure(
        str(often.percent), "%", f"{often.word}: {who}{often.figure}.{rest}", often.meaning,
        field, ticks(often.percent),
    )  # fmt: skip


def _criteria(scene: Scene, lines: Sequence[engine.CriterionLines]) -> Figure:
    labels = scene.loaded.labels
    able = [one for one in lines if one.flips.up or one.flips.down]
    near = sorted(able, key=lambda one: min(abs(flip.at - one.share) for flip in _both(one)))
    told = []
    for one in near:
        flip = min(_both(one), key=lambda each: abs(each.at - one.share))
        told.append(
            f"{labels[one.criterion]} {'past' if flip is one.flips.up else 'below'} {weight_text(flip.at, one.share)}"
        )
    sentence = f"can change the leader on {'its' if len(able) == 1 else 'their'} own"
    if told:
        sentence += f": {abridged(told, MOST_NAMED)}."
    else:
        sentence = "criteria can change the leader on their own, from 0 to 100\u00a0%."
    unit = f"of {len(lines)} {'criterion' if len(lines) == 1 else 'criteria'}" if told else f"of {len(lines)}"
    return Figure(
        str(len(able)),
        unit,
        sentence,
        "One weight moves, the others keep their proportion.",
        "criteria[].flips",
    )


def _both(one: engine.CriterionLines) -> list[engine.Flip]:
    return [flip for flip in (one.flips.up, one.flips.down) if flip]


def _points(scene: Scene, firsts: Mapping[str, Move | None], ties: Collection[str]) -> Figure:
    labels = scene.loaded.labels
    moves = [move for move in firsts.values() if move is not None and move.moved is not None]
    field = "alternatives[].nearest_flip.moved"
    term = "A point is one hundredth of all weight; it goes from one criterion to another."
    leaders = _who(scene)
    if len(leaders) > 1:
        return Figure(
            "0", "points", f"have to move: {abridged(leaders)} tie, and any move decides.", term, field
        )
    if not moves:
        why = "within these locks" if scene.what_if.locked else "whatever the weights"
        return Figure("–", "", f"No move of points makes another first, {why}.", term, field)
    nearest = min(moves, key=lambda move: move.moved or 0)
    outcome = "is level" if nearest.alternative in ties else "leads"
    number, noun = points_text(nearest.moved or Decimal(0))
    return Figure(
        number, noun,
        f"of weight, at least, have to move before {labels[nearest.alternative]} {outcome}.", term, field,
    )  # fmt: skip


def _methods(scene: Scene, methods: engine.MethodComparison) -> Figure:
    who = abridged(_who(scene))
    same = methods.same_order
    order = (
        "All agree"
        if same == methods.compared
        else plural(same, "agrees", "agree")
        if same
        else "None agrees"
    )
    return Figure(
        str(methods.same_winner), f"of {methods.compared}",
        f"other ways to rank put {who} first too. {order} on the whole order.",
        "Other methods on the same scores, and the weighted sum under other weights.", "agreement",
    )  # fmt: skip
