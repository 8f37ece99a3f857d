"""What is asked, from a query or a body: what cannot be read is refused here, what cannot be computed in `checking`."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from rest_framework.request import Request

from decision.api.describing import query
from decision.api.parameters import choice, text
from decision.api.problems import BadParameter
from decision.engine.smaa import Limit
from decision.matrix.forms import Problem, read_varied
from decision.matrix.loading import LoadedMatrix
from decision.problems import Invalid

from .asking import MOST_DRAWS, MOST_SEED, NEAREST, SCORE_KINDS, WEIGHT_KINDS, Asked, what_if
from .forms import points_moved
from .limiting import limits_in, no_limit
from .ordering import parsed
from .shapes import NewStudy, RobustnessOptions

OPTIONS = (
    query("draws", "How many weightings are drawn, at most 200,000 at once. Usually 100,000.", int),
    query("seed", "The same seed gives the same figures, on every machine. Usually 0.", int),
    query("scenario", "Weights of this scenario, by slug, in place of the decision's own."),
    query(
        "weights",
        "How weights are drawn: uniform, around the decision's own (Dirichlet), within a share of them, ordered, or "
        "limited.",
        choices=WEIGHT_KINDS,
    ),
    query("spread", "How far weights lie from the decision's own, 0.01 to 0.9; with around and within.", float),
    query(
        "order",
        "With ordered: all criteria with scores from the most to the least important, by slug, with commas; "
        "= between those of which any may be the more important: a,b=c,d.",
    ),
    query(
        "limits",
        "With limited, what all drawn weights keep, with commas: a>=0.2 or a<=0.4 for a share, a>=2*b for a ratio.",
    ),
    query("scores", "Scores from their low to high, or fixed at their values.", choices=SCORE_KINDS),
    query("locked", "Criteria whose share stays in the smallest moves and the joint flip, by slug, with commas."),
    query("nearest", "With distance, the nearest weights by Euclidean distance are given too.", choices=NEAREST),
    query("without", "Leave a source out, by slug, any number of times: scores that rest on these alone are missing."),
    query("plus", "One more criterion, `_plus`, made of metric.<slug> or criterion.<slug> of the catalogue."),
)  # fmt: skip
KNOWN = {option.name for option in OPTIONS}
MOVED = "w."
SWITCHED = "gate."
LONGEST = 20_000  # of an order: a thousand criteria


def read_asked(request: Request) -> Asked:
    """What a query asks, but for its what-if. Raises `BadParameter` with a pointer to what cannot be read, unknown
    options included."""
    given = request.query_params
    if not given:
        return Asked()
    for name in given:
        if name not in KNOWN and not name.startswith((MOVED, SWITCHED)):
            sentence = f"There is no option “{name[:40]}”: use {', '.join(sorted(KNOWN))}."
            raise BadParameter(sentence, errors=[(f"/{name[:40]}", sentence)])
    usual = Asked()
    return Asked(
        draws=_whole(request, "draws", 1, MOST_DRAWS),
        seed=_whole(request, "seed", 0, MOST_SEED) or 0,
        weights=choice(request, "weights", WEIGHT_KINDS) or usual.weights,  # type: ignore[arg-type]
        spread=_number(request, "spread", usual.spread),
        order=parsed(_long(request, "order")),
        limits=_limits(request),
        scores=choice(request, "scores", SCORE_KINDS) or usual.scores,  # type: ignore[arg-type]
        scenario=text(request, "scenario"),
        locked=tuple(sorted({key.strip() for key in _long(request, "locked").split(",") if key.strip()})),
        nearest=choice(request, "nearest", NEAREST) or usual.nearest,  # type: ignore[arg-type]
    )


def has_what_if(request: Request) -> bool:
    """Whether a query moves weights, or is about other evidence than is stored."""
    return any(
        name in ("without", "plus") or name.startswith((MOVED, SWITCHED)) for name in request.query_params
    )


def read_what_if_of(request: Request, loaded: LoadedMatrix, asked: Asked) -> tuple[LoadedMatrix, Asked]:
    """What a query asks, its what-if included, and the matrix with the evidence that it is about: an address of the
    page says the same here. At most three queries. Raises `BadParameter` for what cannot be used, and `NotThere`."""
    if asked.scenario:
        loaded.scenario(asked.scenario)
    varied, moved = read_varied(request.query_params, loaded)
    if moved.problems:
        errors = [(_place_of(problem, request), problem.sentence) for problem in moved.problems]
        raise BadParameter(errors[0][1], errors=errors)
    if moved.zero_groups and any(name.startswith(MOVED) for name in request.query_params):
        raise _refused("w", "The weights add up to nothing: give at least one criterion some weight.")
    return varied, replace(asked, points=what_if(points_moved(moved)))


def _place_of(problem: Problem, request: Request) -> str:
    """The parameter that a problem is about."""
    typed = problem.typed
    if problem.criterion or f"{MOVED}{typed}" in request.query_params:
        return f"/{MOVED}{problem.criterion or typed[:40]}"
    if typed in request.query_params.getlist("without"):
        return "/without"
    if typed == request.query_params.get("plus"):
        return "/plus"
    return f"/{typed[:40]}" if typed.startswith(SWITCHED) else ""


def read_options(body: RobustnessOptions) -> Asked:
    """What options in a body ask for."""
    order = tuple((group,) if isinstance(group, str) else tuple(group) for group in body.order)
    return Asked(
        draws=body.draws,
        seed=body.seed,
        weights=body.weights,
        spread=body.spread,
        order=order,
        limits=tuple(
            Limit(each.criterion, "at_most", each.at_most, each.over)
            if each.at_least is None and each.at_most is not None
            else Limit(each.criterion, "at_least", each.at_least or 0.0, each.over)
            for each in body.limits
        ),
        scores=body.scores,
        locked=tuple(sorted(set(body.locked))),
        nearest=body.nearest,
    )


def read_new_study(body: NewStudy) -> Asked:
    """What the body of a new study asks for. Raises `Invalid` for what names no must-have."""
    wrong = [key for key in body.gates if not (key.isascii() and key.isdecimal() and len(key) < 10)]
    if wrong:
        sentence = f"“{wrong[0][:40]}” is not the id of a must-have."
        raise Invalid(sentence, errors=[(f"/gates/{wrong[0][:40]}", sentence)])
    return replace(
        read_options(body), scenario=body.scenario, points=what_if(body.points), without=tuple(body.without),
        plus=body.plus, gates=tuple((int(key), mode) for key, mode in sorted(body.gates.items())),
    )  # fmt: skip


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


def _limits(request: Request) -> tuple[Limit, ...]:
    limits, wrong = limits_in(_long(request, "limits"))
    if wrong:
        errors = [(f"/limits/{place}", no_limit(statement)) for place, statement in wrong]
        raise BadParameter(errors[0][1], errors=errors)
    return limits


def _refused(name: str, sentence: str) -> BadParameter:
    return BadParameter(sentence, errors=[(f"/{name}", sentence)])
