"""What is asked, from a query or a body: what cannot be read is refused here, what cannot be computed in `checking`."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from rest_framework.request import Request

from decision.api.describing import query
from decision.api.parameters import choice, text
from decision.api.problems import BadParameter

from .asking import MOST_DRAWS, MOST_SEED, NEAREST, SCORE_KINDS, WEIGHT_KINDS, Asked, what_if
from .shapes import NewStudy, RobustnessOptions

OPTIONS = (
    query("draws", "How many weightings are drawn, at most 200,000 at once. Usually 100,000.", int),
    query("seed", "The same seed gives the same figures, on every machine. Usually 0.", int),
    query("scenario", "Weights of this scenario, by slug, in place of the decision's own."),
    query(
        "weights",
        "How weights are drawn: uniform, around the decision's own (Dirichlet), within a share of them, or ordered.",
        choices=WEIGHT_KINDS,
    ),
    query("spread", "How far weights lie from the decision's own, 0.01 to 0.9; with around and within.", float),
    query(
        "order",
        "With ordered: all criteria with scores from the most to the least important, by slug, with commas; "
        "= between those of which any may be the more important: a,b=c,d.",
    ),
    query("scores", "Scores from their low to high, or fixed at their values.", choices=SCORE_KINDS),
    query("locked", "Criteria whose share stays in the smallest moves, by slug, with commas."),
    query("nearest", "With distance, the nearest weights by Euclidean distance are given too.", choices=NEAREST),
)  # fmt: skip
KNOWN = {option.name for option in OPTIONS}
LONGEST = 20_000  # of an order: a thousand criteria


def read_asked(request: Request) -> Asked:
    """What a query asks. Raises `BadParameter` with a pointer to what cannot be read, unknown options included."""
    given = request.query_params
    if not given:
        return Asked()
    for name in given:
        if name not in KNOWN:
            sentence = f"There is no option “{name[:40]}”: use {', '.join(sorted(KNOWN))}."
            raise BadParameter(sentence, errors=[(f"/{name[:40]}", sentence)])
    usual = Asked()
    return Asked(
        draws=_whole(request, "draws", 1, MOST_DRAWS),
        seed=_whole(request, "seed", 0, MOST_SEED) or 0,
        weights=choice(request, "weights", WEIGHT_KINDS) or usual.weights,  # type: ignore[arg-type]
        spread=_number(request, "spread", usual.spread),
        order=tuple(tuple(_listed(group, "=")) for group in _listed(_long(request, "order"), ",")),
        scores=choice(request, "scores", SCORE_KINDS) or usual.scores,  # type: ignore[arg-type]
        scenario=text(request, "scenario"),
        locked=tuple(sorted(set(_listed(_long(request, "locked"), ",")))),
        nearest=choice(request, "nearest", NEAREST) or usual.nearest,  # type: ignore[arg-type]
    )


def read_options(body: RobustnessOptions) -> Asked:
    """What options in a body ask for."""
    order = tuple((group,) if isinstance(group, str) else tuple(group) for group in body.order)
    return Asked(
        draws=body.draws,
        seed=body.seed,
        weights=body.weights,
        spread=body.spread,
        order=order,
        scores=body.scores,
        locked=tuple(sorted(set(body.locked))),
        nearest=body.nearest,
    )


def read_new_study(body: NewStudy) -> Asked:
    """What the body of a new study asks for."""
    return replace(read_options(body), scenario=body.scenario, points=what_if(body.points))


def _whole(request: Request, name: str, least: int, most: int) -> int | None:
    given = text(request, name)
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 20 and least <= int(given) <= most):
        raise _refused(name, f"{name} is a whole number from {least:,} to {most:,} (got {given[:40]!r}).")
    return int(given)


def _number(request: Request, name: str, usual: float) -> float:
    given = text(request, name)
    if given is None:
        return usual
    try:
        number = float(given) if len(given) < 40 else float("nan")
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise _refused(name, f"{name} is a number (got {given[:40]!r}).")
    return number


def _long(request: Request, name: str) -> str:
    given = request.query_params.get(name, "")
    if len(given) > LONGEST:
        raise _refused(name, f"{name} is at most {LONGEST:,} characters long.")
    return given


def _listed(given: str, between: str) -> list[str]:
    return [part.strip() for part in given.split(between) if part.strip()]


def _refused(name: str, sentence: str) -> BadParameter:
    return BadParameter(sentence, errors=[(f"/{name}", sentence)])
