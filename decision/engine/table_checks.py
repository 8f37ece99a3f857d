"""Whether a table can be computed; errors point into the request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision.engine.errors import (
    AllWeightsZero,
    DuplicateKey,
    EngineError,
    InvalidScale,
    InvalidTable,
    NegativeWeight,
    Problem,
    ScoreOutsideScale,
    UnboundedMissing,
    UnsupportedMethod,
    pointer,
)
from decision.engine.exact import decimals_of, scaled
from decision.engine.methods.scorer import HAVE_THEIR_OWN, USUAL
from decision.engine.normalization import Normalization
from decision.engine.table import MOST_CELLS, TableCriterion, TableRequest
from decision.engine.values import Direction

_TAKES_MISSING = ("none", "minmax")
_REFLECTS = ("weighted_sum", "weighted_product")


def check_method(request: TableRequest) -> Normalization:
    """The normalization that the method uses on this table. Raises UnsupportedMethod."""
    if request.method not in USUAL:
        raise UnsupportedMethod(
            f"The method {request.method} is not available: use {', '.join(USUAL)}.",
            [("/method", f"Use {', '.join(USUAL)}.")],
        )
    own: Normalization = USUAL[request.method]
    asked = request.normalization
    if request.method in HAVE_THEIR_OWN and asked not in (None, "none", own):
        raise UnsupportedMethod(
            f"{request.method} has a normalization of its own: leave normalization out (got {asked}).",
            [("/normalization", f"{request.method} takes no other normalization.")],
        )
    return own if asked is None or request.method in HAVE_THEIR_OWN else asked


def check_table(request: TableRequest, kind: str) -> tuple[list[int], int]:
    """The weights as integers, and their sum, of a table that can be computed. Raises EngineErrors."""
    _check_form(request)
    _raise_first(NegativeWeight, "A weight is negative", _negative_weights(request.criteria))
    _raise_first(InvalidScale, "A scale cannot be used", _wrong_scales(request, kind))
    decimals = decimals_of(criterion.weight for criterion in request.criteria)
    parts = [scaled(criterion.weight, decimals) for criterion in request.criteria]
    if not any(parts):
        problems = [(pointer("criteria", j, "weight"), "All weights are 0.") for j in range(len(parts))]
        raise AllWeightsZero(
            "The weights add up to nothing: give at least one criterion more than 0 points.", problems
        )
    _raise_first(ScoreOutsideScale, "A score leaves its scale", _outside(request))
    _raise_first(UnboundedMissing, "A score is missing", _unbounded(request, kind, parts))
    return parts, sum(parts)


def _raise_first(kind: type[EngineError], title: str, problems: Iterator[Problem]) -> None:
    found = list(problems)
    if found:
        place, sentence = found[0]
        raise kind(f"{title} ({place}): {sentence}", found)


def _check_form(request: TableRequest) -> None:
    rows, columns = len(request.alternatives), len(request.criteria)
    _check_unique("alternatives", request.alternatives)
    _check_unique("criteria", [criterion.key for criterion in request.criteria])
    if len(request.scores) != rows:
        raise InvalidTable(
            f"There are {rows} alternatives, but {len(request.scores)} rows of scores: give one row for each.",
            [("/scores", f"{len(request.scores)} rows for {rows} alternatives.")],
        )
    uneven = [(i, len(row)) for i, row in enumerate(request.scores) if len(row) != columns]
    if uneven:
        i, given = uneven[0]
        raise InvalidTable(
            f"{request.alternatives[i]} has {given} scores for {columns} criteria: "
            "give one for each, null where missing.",
            [(pointer("scores", i), f"{given} scores for {columns} criteria.") for i, given in uneven],
        )
    if rows * columns > MOST_CELLS:
        raise InvalidTable(f"{rows} x {columns} scores are too many: at most {MOST_CELLS:,} in one table.")


def _check_unique(field: str, keys: Sequence[str]) -> None:
    first: dict[str, int] = {}
    problems = [
        (pointer(field, place), f"{key} is already listed at {first[key]}.")
        for place, key in enumerate(keys)
        if first.setdefault(key, place) != place
    ]
    if problems:
        raise DuplicateKey(f"Each of the {field} needs a name of its own: {problems[0][1]}", problems)


def _negative_weights(criteria: Sequence[TableCriterion]) -> Iterator[Problem]:
    for j, criterion in enumerate(criteria):
        if criterion.weight < 0:
            yield pointer("criteria", j, "weight"), f"A weight cannot be negative (got {criterion.weight})."


def _wrong_scales(request: TableRequest, kind: str) -> Iterator[Problem]:
    needs_both_ends = kind == "none" and request.method in _REFLECTS
    for j, criterion in enumerate(request.criteria):
        if criterion.scale is not None and criterion.scale[0] >= criterion.scale[1]:
            yield pointer("criteria", j, "scale"), f"The scale of {criterion.key} must rise from low to high."
        elif criterion.scale is None and needs_both_ends and criterion.direction is Direction.COST:
            yield (
                pointer("criteria", j, "scale"),
                (
                    f"{criterion.key} is a cost, which is reflected on its scale: "
                    "give scale [low, high] or a normalization."
                ),
            )


def _outside(request: TableRequest) -> Iterator[Problem]:
    for j, criterion in enumerate(request.criteria):
        if criterion.scale is None:
            continue
        low, high = criterion.scale
        for i, row in enumerate(request.scores):
            x = row[j]
            if x is not None and not low <= x <= high:
                name = request.alternatives[i]
                yield pointer("scores", i, j), f"{name} has {x} on {criterion.key}, outside {low} to {high}."


def _unbounded(request: TableRequest, kind: str, parts: Sequence[int]) -> Iterator[Problem]:
    """Missing scores that this normalization does not take, or that nothing bounds though they weigh
    something.
    """
    for i, row in enumerate(request.scores):
        for j, x in enumerate(row):
            if x is not None:
                continue
            criterion = request.criteria[j]
            name = f"{request.alternatives[i]} has no score on {criterion.key}"
            if request.method != "weighted_sum":
                yield pointer("scores", i, j), f"{name}, and {request.method} needs every score."
            elif kind not in _TAKES_MISSING:
                yield pointer("scores", i, j), f"{name}, which only none and minmax allow."
            elif criterion.scale is None and parts[j]:
                yield pointer("scores", i, j), f"{name}, which has no scale to bound it."
