"""What is drawn in a study of random weights and scores, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from decision.engine.errors import InvalidStudy, Problem, pointer
from decision.engine.smaa.limits import Limit, wrong_limits

MOST_DRAWS = 10_000_000
LARGEST_SEED = 2**53 - 1
LEAST_SPREAD, MOST_SPREAD = 0.01, 0.9

WeightKind = Literal["uniform", "around", "within", "ordered", "limited", "fixed"]
ScoreKind = Literal["fixed", "ranges"]
Shape = Literal["triangular", "uniform"]
Missing = Literal["scale", "counted"]


@dataclass(frozen=True, slots=True)
class WeightDraw:
    """How the weights of the leaves are drawn.

    `uniform`: evenly from all weights that add up to 1. `around`: from a Dirichlet distribution whose mean is the
    decision's own weights; `spread` 0.5 says that a weight lies 50 % of itself off its own value (root mean
    square, every criterion counted by its weight; light ones relatively more, heavy ones less): alpha is
    a w with a = (n - 1) / spread^2 - 1 over the n criteria that weigh something. `within`: the points of each
    criterion evenly between (1 - spread) and (1 + spread) of its own. `ordered`: evenly from the weights that
    agree with `order`, groups of leaves from the most to the least important; within a group any order may
    hold. `limited`: evenly from the weights that keep `limits`. `fixed`: the decision's own weights each time.
    """

    kind: WeightKind = "uniform"
    spread: float = 0.5
    order: tuple[tuple[str, ...], ...] = ()
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreDraw:
    """How scores are drawn, each cell by itself.

    `fixed`: as in the ranking, missing scores where it counts them; nothing else then counts. `ranges`: a score with
    a low or high lies between them (`triangular` with its peak at the score, or `uniform`), in raw units and
    then through the value function. With `off_by` every other score lies evenly within that many points of
    value of its own, inside its scale. `missing` scores lie evenly anywhere on their scale, or stand where
    the ranking counts them.
    """

    kind: ScoreKind = "ranges"
    shape: Shape = "triangular"
    off_by: float = 0.0
    missing: Missing = "scale"


UNIFORM = WeightDraw()
AROUND = WeightDraw(kind="around")
RANGES = ScoreDraw()
OFF_BY_ONE = ScoreDraw(off_by=1.0)


def check_study(draws: int, seed: int, weights: WeightDraw, scores: ScoreDraw, leaves: Sequence[str]) -> None:
    """Refuse what cannot be drawn. Raises InvalidStudy with a pointer to each problem."""
    problems = [
        *_wrong_whole("draws", draws, 1, MOST_DRAWS),
        *_wrong_whole("seed", seed, 0, LARGEST_SEED),
        *_wrong_weights(weights, leaves),
        *_wrong_scores(scores),
    ]
    if problems:
        raise InvalidStudy(problems[0][1], problems)


def _wrong_whole(name: str, given: object, least: int, most: int) -> list[Problem]:
    if isinstance(given, int) and not isinstance(given, bool) and least <= given <= most:
        return []
    return [(pointer(name), f"{name} must be a whole number from {least:,} to {most:,} (got {given!r}).")]


def _wrong_weights(weights: WeightDraw, leaves: Sequence[str]) -> list[Problem]:
    if weights.kind not in ("uniform", "around", "within", "ordered", "limited", "fixed"):
        kinds = "uniform, around, within, ordered, limited or fixed"
        return [(pointer("weights", "kind"), f"Weights are drawn {kinds} (got {weights.kind!r}).")]
    if weights.kind in ("around", "within") and not _number_between(
        weights.spread, LEAST_SPREAD, MOST_SPREAD
    ):
        return [
            (
                pointer("weights", "spread"),
                f"The spread must lie between {LEAST_SPREAD} and {MOST_SPREAD} (got {weights.spread!r}).",
            )
        ]
    if weights.kind == "ordered":
        return _wrong_order(weights.order, leaves)
    if weights.limits and weights.kind != "limited":
        return [(pointer("weights", "limits"), f"Limits do not go with weights drawn {weights.kind}.")]
    return wrong_limits(weights.limits, leaves)


def _number_between(given: object, least: float, most: float) -> bool:
    """NaN is between nothing."""
    return isinstance(given, (int, float)) and not isinstance(given, bool) and least <= given <= most


def _wrong_order(order: Sequence[Sequence[str]], leaves: Sequence[str]) -> list[Problem]:
    known, seen = set(leaves), set[str]()
    problems: list[Problem] = []
    for place, group in enumerate(order):
        if not group:
            problems.append((pointer("weights", "order", place), "A group of the order is empty."))
        for key in group:
            if key not in known:
                problems.append((pointer("weights", "order", place), f"{key} is no criterion with scores."))
            elif key in seen:
                problems.append((pointer("weights", "order", place), f"{key} comes twice in the order."))
            seen.add(key)
    left_out = [key for key in leaves if key not in seen]
    if left_out:
        problems.append(
            (
                pointer("weights", "order"),
                f"The order leaves out {', '.join(left_out)}: place every criterion.",
            )
        )
    return problems


def _wrong_scores(scores: ScoreDraw) -> list[Problem]:
    problems: list[Problem] = []
    for name, given, allowed in (
        ("kind", scores.kind, ("fixed", "ranges")),
        ("shape", scores.shape, ("triangular", "uniform")),
        ("missing", scores.missing, ("scale", "counted")),
    ):
        if given not in allowed:
            problems.append((pointer("scores", name), f"Use {' or '.join(allowed)} (got {given!r})."))
    if not _number_between(scores.off_by, 0, 1e300):
        problems.append(
            (pointer("scores", "off_by"), f"Scores are off by 0 or more points (got {scores.off_by!r}).")
        )
    return problems
